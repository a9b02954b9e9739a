/// Every setting there is. The raw value is its place in the configuration file, an object for each part before a dot.
package enum SettingKey: String, CaseIterable, Sendable {
    /// The file that grants and the outbox are kept in.
    case storePath = "store.path"
    /// The key that the store's secrets are encrypted with: 32 bytes as base64 or hex.
    case storeKey = "store.key"
    /// The client id of the skill's Permissions page.
    case lwaClientId = "lwa.client_id"
    /// The client secret of the skill's Permissions page.
    case lwaClientSecret = "lwa.client_secret"
    /// Where tokens are asked for, if not at Login with Amazon.
    case lwaURL = "lwa.url"
    /// Where profiles are asked for, if not at Login with Amazon.
    case lwaProfileURL = "lwa.profile_url"
    /// Where events are sent, if not to Amazon's gateways.
    case gatewayURL = "gateway.url"
    /// The region of new grants: the one in which the skill itself runs.
    case gatewayRegion = "gateway.region"
    /// Certificates (PEM) to trust instead of the system's.
    case tlsAuthorities = "tls.ca_file"
    /// How a token becomes a customer.
    case customerResolver = "customer.resolver"
    /// The one customer of a household.
    case customerId = "customer.id"
    /// Seconds until an answer is put off.
    case deferralAfter = "deferral.after_seconds"
    /// Seconds until work that was put off is given up.
    case deferralLimit = "deferral.limit_seconds"
    /// Namespaces whose answers are put off without waiting.
    case deferralSlow = "deferral.slow_interfaces"
    /// Seconds that an event is one relay's: longer than a delivery can take, or another relay sends it too.
    case lease = "outbox.lease_seconds"
    /// Seconds that an answer is worth sending.
    case answerLifetime = "outbox.answer_seconds"
    /// Seconds that a change report is worth sending.
    case changeReportLifetime = "outbox.change_report_seconds"
    /// Seconds that a report on endpoints is worth sending.
    case discoveryLifetime = "outbox.discovery_seconds"
    /// Seconds that any other event is worth sending.
    case noticeLifetime = "outbox.notice_seconds"

    /// The environment variable of the same setting, which comes first: `PORCHLIGHT_STORE_PATH`.
    package var variable: String {
        "PORCHLIGHT_" + rawValue.uppercased().map { $0 == "." ? "_" : String($0) }.joined()
    }

    /// Whether its value must never be seen.
    package var isSecret: Bool {
        switch self {
        case .storeKey, .lwaClientSecret: true
        case .storePath, .lwaClientId, .lwaURL, .lwaProfileURL, .gatewayURL, .gatewayRegion, .tlsAuthorities,
            .customerResolver, .customerId, .deferralAfter, .deferralLimit, .deferralSlow, .lease, .answerLifetime,
            .changeReportLifetime, .discoveryLifetime, .noticeLifetime:
            false
        }
    }
}
