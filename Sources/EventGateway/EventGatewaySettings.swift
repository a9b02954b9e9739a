import AlexaProtocol
package import HTTPTransport
package import Settings

/// Grants, regions, customers, and how long events are kept.
package struct EventGatewaySettings: SettingsSection {
    /// The skill at Login with Amazon; `nil`: grants can be neither accepted nor renewed.
    package var client: LoginWithAmazon.Client?
    /// Where tokens are asked for.
    package var loginURL: ServiceURL
    /// How a token becomes a customer.
    package var customers: Customers
    /// Where events are sent.
    package var gateways: GatewayAddresses
    /// The region of new grants.
    package var region: Region
    /// How the relay works.
    package var relay: Relay.Configuration
    /// How long events are sent before they expire.
    package var timeToLive: EventTimeToLive

    /// How a token becomes a customer.
    package enum Customers: Sendable {
        /// Every token belongs to this customer.
        case household(CustomerID)
        /// The token is looked up at this address.
        case amazonProfile(ServiceURL)
        /// The token is a JWT of one's own authorization server.
        case jwt(JWTResolver.Configuration)
        /// One's own authorization server is asked about the token.
        case introspection(IntrospectionResolver.Configuration)
    }

    /// The customer of a household; `nil` if tokens are looked up.
    package var household: CustomerID? {
        switch customers {
        case .household(let customer): customer
        case .amazonProfile, .jwt, .introspection: nil
        }
    }

    /// Reads the settings in ``keys``.
    package init(reading reader: inout SettingsReader) {
        client = Self.client(&reader)
        loginURL = reader.url(Self.loginAddress) ?? LoginWithAmazon.usualURL
        customers = Self.customers(&reader)
        gateways = GatewayAddresses(instead: reader.url(Self.gatewayAddress))
        region =
            reader.choice(Self.gatewayRegion, of: Region.allCases.map(\.rawValue))
            .flatMap { Region(rawValue: $0) } ?? .na
        relay = Relay.Configuration()
        let shortestLease = Double(Relay.Configuration.shortestLease.components.seconds)
        relay.lease = reader.seconds(Self.lease, in: shortestLease...3600) ?? relay.lease
        timeToLive = EventTimeToLive()
        timeToLive.answer = reader.seconds(Self.answerLifetime, in: 1...86_400) ?? timeToLive.answer
        timeToLive.changeReport = reader.seconds(Self.changeReportLifetime, in: 1...86_400) ?? timeToLive.changeReport
        timeToLive.discovery = reader.seconds(Self.discoveryLifetime, in: 1...604_800) ?? timeToLive.discovery
        timeToLive.notice = reader.seconds(Self.noticeLifetime, in: 1...86_400) ?? timeToLive.notice
    }

    /// Id and secret, which belong together.
    private static func client(_ reader: inout SettingsReader) -> LoginWithAmazon.Client? {
        switch (reader.text(clientId), reader.text(clientSecret)) {
        case (let id?, let secret?): return LoginWithAmazon.Client(id: id, secret: Secret(secret))
        case (_?, nil): reader.complain(clientSecret, "is missing; the skill's Permissions page shows it")
        case (nil, _?): reader.complain(clientId, "is missing; the skill's Permissions page shows it")
        case (nil, nil): break
        }
        return nil
    }
}
