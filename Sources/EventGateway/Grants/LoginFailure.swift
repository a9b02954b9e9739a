/// Why Login with Amazon gave no token. The texts say what an engineer has to fix, and hold no secret.
package enum LoginFailure: Error, Hashable, Sendable {
    /// The code or refresh token is used up, expired, revoked, or another client's (`invalid_grant`).
    case refused(String)
    /// Client id or secret are wrong, or may not do this: our own setting.
    case misconfigured(String)
    /// Login with Amazon is in trouble, or cannot be reached.
    case unavailable(String)
    /// An answer that is not documented.
    case unexpected(String)

    /// What happened, why, and what to do.
    package var description: String {
        switch self {
        case .refused(let text), .misconfigured(let text), .unavailable(let text), .unexpected(let text): text
        }
    }
}
