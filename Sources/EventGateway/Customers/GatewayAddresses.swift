package import HTTPTransport

/// The addresses of the event gateways. Source: Send Events to the Event Gateway.
package struct GatewayAddresses: Sendable {
    private let instead: ServiceURL?

    /// Amazon's gateways; `instead`, if given, replaces them in every region, for tests and demonstrations.
    package init(instead: ServiceURL? = nil) {
        self.instead = instead
    }

    /// The address for events of customers in `region`.
    package func events(_ region: Region) -> ServiceURL {
        if let instead { return instead }
        return switch region {
        case .na: ServiceURL(https: "api.amazonalexa.com", path: "/v3/events")
        case .eu: ServiceURL(https: "api.eu.amazonalexa.com", path: "/v3/events")
        case .fe: ServiceURL(https: "api.fe.amazonalexa.com", path: "/v3/events")
        }
    }

    /// The address that returns a customer's region, on the same server as the address for events.
    package var regionLookup: ServiceURL {
        let amazon = ServiceURL(https: "api.amazonalexa.com", path: "/v1/alexaApiEndpoint")
        guard let instead else { return amazon }
        return (try? ServiceURL("\(instead.scheme)://\(instead.authority)\(amazon.path)")) ?? amazon
    }
}

extension Region {
    /// The region of the gateway at `address`, with or without `https://` and a path; `nil` for other addresses.
    package init?(address: String) {
        let host = address.split(separator: "/", omittingEmptySubsequences: true).first { !$0.hasSuffix(":") }
        let amazon = GatewayAddresses()
        let region = Self.allCases.first { amazon.events($0).authority == host?.lowercased() }
        guard let region else { return nil }
        self = region
    }
}
