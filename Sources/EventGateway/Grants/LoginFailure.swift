/// Why Login with Amazon returned no token. The texts say what an engineer has to fix, and contain no secret.
package enum LoginFailure: Error, Hashable, Sendable {
    /// The code or refresh token is used up, expired, revoked, or issued to another client (`invalid_grant`).
    case refused(String)
    /// Client id or secret are wrong or lack a permission: our own setting.
    case misconfigured(String)
    /// Login with Amazon has an internal failure, or cannot be reached.
    case unavailable(String)
    /// The answer is not documented.
    case unexpected(String)

    /// What happened, why, and what to do.
    package var description: String {
        switch self {
        case .refused(let text), .misconfigured(let text), .unavailable(let text), .unexpected(let text): text
        }
    }
}
