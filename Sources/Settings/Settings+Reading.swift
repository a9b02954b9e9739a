import AlexaProtocol
import EventGateway
import HTTPTransport

/// Everything that is wrong with the settings, each with its name and what to do.
package struct SettingsProblems: Error, Sendable, CustomStringConvertible {
    /// One sentence each.
    package let problems: [String]

    package var description: String { problems.joined(separator: "; ") }
}

extension Settings {
    /// The settings of this process: its environment first, then the file that PORCHLIGHT_CONFIG names.
    ///
    /// - Throws: everything that is wrong, all at once.
    package init(environment: [String: String]) throws(SettingsProblems) {
        var reader = SettingsReader(environment)
        store = reader.store()
        client = reader.client()
        loginURL = reader.url(.lwaURL) ?? LoginWithAmazon.usualURL
        let profileURL = reader.url(.lwaProfileURL) ?? AmazonProfileResolver.usualURL
        let household = CustomerID(reader.text(.customerId) ?? CustomerID.household.rawValue)
        customers =
            switch reader.choice(.customerResolver, ["household", "amazon_profile"]) {
            case "amazon_profile": .amazonProfile(profileURL)
            default: .household(household)
            }
        gateways = GatewayAddresses(instead: reader.url(.gatewayURL))
        region = reader.choice(.gatewayRegion, Region.allCases.map(\.rawValue)).flatMap { Region(rawValue: $0) } ?? .na
        transport = HTTPTransport.Configuration()
        transport.certificateAuthorities = reader.certificates(.tlsAuthorities)
        deferral = Deferral(
            after: reader.seconds(.deferralAfter, 0...6.5) ?? .seconds(5),
            limit: reader.seconds(.deferralLimit, 1...3600) ?? .seconds(60),
            slowInterfaces: reader.interfaces(.deferralSlow) ?? [])
        relay = Relay.Configuration()
        relay.lease = reader.seconds(.lease, 1...3600) ?? relay.lease
        lifetimes = Lifetimes()
        lifetimes.answer = reader.seconds(.answerLifetime, 1...86_400) ?? lifetimes.answer
        lifetimes.changeReport = reader.seconds(.changeReportLifetime, 1...86_400) ?? lifetimes.changeReport
        lifetimes.discovery = reader.seconds(.discoveryLifetime, 1...604_800) ?? lifetimes.discovery
        lifetimes.notice = reader.seconds(.noticeLifetime, 1...86_400) ?? lifetimes.notice
        if !reader.problems.isEmpty { throw SettingsProblems(problems: reader.problems) }
    }
}
