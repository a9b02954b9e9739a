/// What a reply of the event gateway means for the event. The HTTP status decides; only for 403 the code.
///
/// Sources: Alexa.ErrorResponse, HTTP status codes; Send Events to the Event Gateway.
package enum Verdict: String, CaseIterable, Sendable {
    /// Alexa accepted it (202).
    case accepted
    /// Alexa accepted it with a status that is not documented (another 2xx).
    case acceptedUnexpectedly = "accepted_unexpectedly"
    /// Too many events (429).
    case throttled
    /// The gateway has an internal failure (5xx).
    case unavailable
    /// The token is invalid or has expired (401).
    case tokenRefused = "token_refused"
    /// Most often the wrong region (403 SKILL_NEVER_ENABLED_EXCEPTION).
    case neverEnabled = "never_enabled"
    /// The skill lacks the permission to send events (403 INSUFFICIENT_PERMISSION_EXCEPTION): our own setting.
    case notPermitted = "not_permitted"
    /// The customer has disabled the skill (403 SKILL_DISABLED_EXCEPTION).
    case revoked
    /// The customer is unknown, or not known any more (404).
    case notFound = "not_found"
    /// Too large (413).
    case tooLarge = "too_large"
    /// The event is wrong (400): our own bug.
    case malformed
    /// Anything else; sending it again would not help.
    case refused

    /// The verdict on `reply`.
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
