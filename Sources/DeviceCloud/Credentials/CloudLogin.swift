import AlexaProtocol
import Logging
import Skill
import Timing

/// Sends the requests that fetch a platform token: without a token, independent of any directive.
package struct CloudLogin: Sendable {
    private let exchange: CloudExchange
    private let session: CloudExchange.Session

    init(_ exchange: CloudExchange, logger: Logger) {
        self.exchange = exchange
        session = CloudExchange.Session(
            deadline: Deadline(in: exchange.policy.renewalTimeout, exchange.environment), customer: "",
            record: DirectiveRecord(logger: logger), tokens: nil)
    }

    /// Sends a request with the purpose `login`.
    package func send(_ request: CloudRequest) async throws(CloudFailure) -> CloudAnswer {
        var request = request
        request.purpose = .login
        return try await exchange.send(request, session)
    }

    /// The failure of a login that the cloud reported as successful, but whose answer has no token.
    package func unreadable(_ answer: CloudAnswer) -> CloudFailure {
        let cloud = exchange.api.errors.cloud
        let row = ErrorRow("no-token", "a login without a token", .internalError, .alarm, call: .login)
        return CloudFailure(
            AdapterFailure(
                AlexaError(
                    CloudErrorType.internalError.type,
                    "\(cloud) accepted the login, but its answer has no token that can be read"),
                rule: "\(cloud).no_token",
                facts: FailureFacts(
                    vendorTrace: answer.trace, httpStatus: answer.status, deadCredential: .platformToken)), row)
    }
}
