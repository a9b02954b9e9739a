package import Settings

extension EventGatewaySettings {
    /// The skill's client id at Login with Amazon.
    package static let clientId = SettingKey(
        "lwa.client_id",
        "the client id of the skill's *Permissions* page (Send Alexa Events), not that of account linking")
    /// The skill's client secret at Login with Amazon.
    package static let clientSecret = SettingKey(
        "lwa.client_secret", "the client secret of the same page", isSecret: true)
    /// The token endpoint of Login with Amazon.
    package static let loginAddress = SettingKey(
        "lwa.url", "where tokens are asked for, for tests", defaultValue: "Login with Amazon")
    /// The profile endpoint of Login with Amazon.
    package static let profileAddress = SettingKey(
        "lwa.profile_url", "where profiles are asked for, for tests", defaultValue: "Login with Amazon")
    /// The address of the event gateway, for every region.
    package static let gatewayAddress = SettingKey(
        "gateway.url", "where events are sent, for tests", defaultValue: "Amazon's gateways")
    /// The region of new grants.
    package static let gatewayRegion = SettingKey(
        "gateway.region", "`NA`, `EU` or `FE`: the region of new grants, the one in which the skill runs",
        defaultValue: "NA")
    /// How long a relay leases an event.
    package static let lease = SettingKey(
        "outbox.lease_seconds",
        "how long a relay holds an event that it delivers; at least as long as a delivery can take, since afterwards another "
            + "relay may send it too",
        defaultValue: "180")
    /// Time to live of an answer to a directive.
    package static let answerLifetime = SettingKey(
        "outbox.answer_seconds", "how long an answer to a directive is worth sending", defaultValue: "900")
    /// Time to live of a change report.
    package static let changeReportLifetime = SettingKey(
        "outbox.change_report_seconds", "how long a change report is worth sending", defaultValue: "3600")
    /// Time to live of a report on endpoints.
    package static let discoveryLifetime = SettingKey(
        "outbox.discovery_seconds", "how long a report on new, changed or deleted endpoints is worth sending",
        defaultValue: "86400")
    /// Time to live of any other event.
    package static let noticeLifetime = SettingKey(
        "outbox.notice_seconds", "how long any other event is worth sending, such as a doorbell's",
        defaultValue: "300")

    package static let keys =
        [
            clientId, clientSecret, loginAddress, profileAddress, gatewayAddress, gatewayRegion,
        ] + customerKeys + [lease, answerLifetime, changeReportLifetime, discoveryLifetime, noticeLifetime]
}
