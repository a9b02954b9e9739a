import AlexaProtocol
package import HTTPTransport
package import Settings

/// Settings of grants, regions, customers, the relay and the time to live of events.
package struct EventGatewaySettings: SettingsSection {
    /// The skill's client at Login with Amazon; `nil`: grants can be neither accepted nor renewed.
    package var client: LoginWithAmazon.Client?
    /// The token endpoint of Login with Amazon.
    package var loginURL: ServiceURL
    /// How the customer of a token is determined.
    package var customers: Customers
    /// The addresses that events are sent to.
    package var gateways: GatewayAddresses
    /// The region of new grants.
    package var region: Region
    /// The relay's concurrency, lease and pauses.
    package var relay: Relay.Configuration
    /// The time to live of events in the outbox.
    package var timeToLive: EventTimeToLive

    /// How the customer of a token is determined.
    package enum Customers: Sendable {
        /// Every token belongs to this customer.
        case household(CustomerID)
        /// The token is looked up at this address.
        case amazonProfile(ServiceURL)
        /// The token is a JWT of the operator's own authorization server.
        case jwt(JWTResolver.Configuration)
        /// The token is looked up at the operator's own authorization server.
        case introspection(IntrospectionResolver.Configuration)
    }

    /// The customer of a household; `nil` if the token determines the customer.
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

    /// Client id and secret; both or neither must be set.
    private static func client(_ reader: inout SettingsReader) -> LoginWithAmazon.Client? {
        switch (reader.text(clientId), reader.text(clientSecret)) {
        case (let id?, let secret?): return LoginWithAmazon.Client(id: id, secret: Secret(secret))
        case (_?, nil): reader.addProblem(clientSecret, "is missing; the skill's Permissions page shows it")
        case (nil, _?): reader.addProblem(clientId, "is missing; the skill's Permissions page shows it")
        case (nil, nil): break
        }
        return nil
    }
}
