package import AlexaProtocol
package import Logging
package import Timing

/// Accepts grants: exchanges the code at Login with Amazon and stores the tokens. Source: Alexa.Authorization.
package struct AmazonGrants: GrantReceiver {
    private let store: any GrantStore
    private let login: LoginWithAmazon
    private let region: Region
    private let environment: SkillEnvironment
    private let logger: Logger

    /// Stores grants in `store`. Events of these customers are sent to the gateway of `region`, the one in which the skill itself
    /// runs.
    package init(
        store: any GrantStore, login: LoginWithAmazon, region: Region, environment: SkillEnvironment, logger: Logger
    ) {
        self.store = store
        self.login = login
        self.region = region
        self.environment = environment
        self.logger = logger
    }

    package func accept(
        _ grant: Authorization.AcceptGrant, of customer: CustomerID, deadline: Deadline
    ) async throws(AlexaError) {
        // Read before the exchange: of two grants the one that arrived later wins, even if its exchange ends first.
        let acceptedAt = environment.now()
        let tokens: LoginWithAmazon.Tokens
        do throws(LoginFailure) {
            // 200 ms earlier, so that the error names Login with Amazon if that is what is slow.
            tokens = try await login.exchange(code: grant.code, deadline: deadline.earlier(by: .milliseconds(200)))
        } catch {
            throw failed(error.description)
        }
        guard let refresh = tokens.refresh else { throw failed("Login with Amazon returned no refresh token") }
        let obtainedAt = environment.now()
        let kept: Bool
        do throws(StoreFailure) {
            kept = try await store.accept(
                Grant(
                    customer: customer, acceptedAt: acceptedAt, region: region, accessToken: tokens.access,
                    refreshToken: refresh, obtainedAt: obtainedAt,
                    expiresAt: obtainedAt.advanced(by: tokens.lifetime)),
                before: deadline)
        } catch {
            throw failed("the tokens could not be kept: \(error)")
        }
        logger.notice(
            "grant_accepted", metadata: ["region": "\(region.rawValue)", "superseded": .stringConvertible(!kept)])
    }

    private func failed(_ reason: String) -> AlexaError {
        logger.error("grant_failed", metadata: ["reason": "\(reason)"])
        return AlexaError(Authorization.Failure.acceptGrantFailed, reason)
    }
}
