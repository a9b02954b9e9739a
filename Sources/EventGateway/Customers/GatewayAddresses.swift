package import HTTPTransport

/// Where the event gateways listen. Source: Send Events to the Event Gateway.
package struct GatewayAddresses: Sendable {
    private let instead: ServiceURL?

    /// Amazon's gateways; or one address in the place of all of them, for tests and demonstrations.
    package init(instead: ServiceURL? = nil) {
        self.instead = instead
    }

    /// Where events for customers of `region` are sent.
    package func events(_ region: Region) -> ServiceURL {
        if let instead { return instead }
        return switch region {
        case .na: ServiceURL(https: "api.amazonalexa.com", path: "/v3/events")
        case .eu: ServiceURL(https: "api.eu.amazonalexa.com", path: "/v3/events")
        case .fe: ServiceURL(https: "api.fe.amazonalexa.com", path: "/v3/events")
        }
    }

    /// Where one asks for the region of a customer: on the same server as events.
    package var regionLookup: ServiceURL {
        let amazon = ServiceURL(https: "api.amazonalexa.com", path: "/v1/alexaApiEndpoint")
        guard let instead else { return amazon }
        return (try? ServiceURL("\(instead.scheme)://\(instead.authority)\(amazon.path)")) ?? amazon
    }
}

extension Region {
    /// The region whose gateway an address names, with or without `https://` and a path.
    package init?(address: String) {
        let host = address.split(separator: "/", omittingEmptySubsequences: true).first { !$0.hasSuffix(":") }
        let amazon = GatewayAddresses()
        let region = Self.allCases.first { amazon.events($0).authority == host?.lowercased() }
        guard let region else { return nil }
        self = region
    }
}
