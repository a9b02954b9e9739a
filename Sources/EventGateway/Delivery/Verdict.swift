/// What a reply of the event gateway means for the event. By status; only among the 403s the code decides.
///
/// Sources: Alexa.ErrorResponse, HTTP status codes; Send Events to the Event Gateway.
package enum Verdict: String, CaseIterable, Sendable {
    /// Alexa has it (202).
    case accepted
    /// Alexa has it, but said so in a way that is not documented (another 2xx).
    case acceptedUnexpectedly = "accepted_unexpectedly"
    /// Too many events (429).
    case throttled
    /// The gateway is in trouble (5xx).
    case unavailable
    /// The token is not, or no longer, good (401).
    case tokenRefused = "token_refused"
    /// Wrong region, most often (403 SKILL_NEVER_ENABLED_EXCEPTION).
    case neverEnabled = "never_enabled"
    /// The skill lacks the permission to send events (403 INSUFFICIENT_PERMISSION_EXCEPTION): our own setting.
    case notPermitted = "not_permitted"
    /// The customer has disabled the skill (403 SKILL_DISABLED_EXCEPTION).
    case revoked
    /// Nobody, or nobody any more, whom the event could be for (404).
    case notFound = "not_found"
    /// Too large (413).
    case tooLarge = "too_large"
    /// The event is wrong (400): our own bug.
    case malformed
    /// Anything else; nothing that sending again would heal.
    case refused

    /// What `reply` means.
    package init(_ reply: GatewayReply) {
        self =
            switch reply.status {
            case 202: .accepted
            case 200..<300: .acceptedUnexpectedly
            case 400: .malformed
            case 401: .tokenRefused
            case 403:
                switch reply.code {
                case "SKILL_NEVER_ENABLED_EXCEPTION": .neverEnabled
                case "INSUFFICIENT_PERMISSION_EXCEPTION": .notPermitted
                case "SKILL_DISABLED_EXCEPTION": .revoked
                default: .refused
                }
            case 404: .notFound
            case 413: .tooLarge
            case 429: .throttled
            case 500..<600: .unavailable
            default: .refused
            }
    }
}
