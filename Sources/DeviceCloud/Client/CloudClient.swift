import AlexaProtocol
import EventGateway
package import HTTPTransport
package import Logging
package import Skill
import Telemetry
package import Timing

/// Sends the requests of one account of ours to one cloud: signs them, limits their rate, retries where that is safe, and
/// converts their failures to Alexa's errors.
///
/// A command that may have been carried out, and that must not be carried out twice, is never sent again.
package final class CloudClient: Sendable {
    private let exchange: CloudExchange
    private let tokens: PlatformTokens?

    /// A client of one account.
    ///
    /// - Parameters:
    ///   - api: the vendor's API: authentication, envelope and platform token.
    ///   - base: the cloud's base URL; paths of requests are below it.
    ///   - account: the name of our account; in alarms it is hashed.
    package init(
        _ api: any VendorAPI, at base: ServiceURL, account: String, transport: HTTPTransport,
        policy: CloudPolicy = CloudPolicy(), environment: SkillEnvironment, logger: Logger
    ) {
        let cloud = api.errors.cloud
        let exchange = CloudExchange(
            api: api, base: base, transport: transport, policy: policy, limits: RequestLimits(policy),
            unknownCodes: UnknownCodes(cloud: cloud, logger: logger),
            alarms: CloudAlarms(cloud: cloud, account: account, logger: logger), environment: environment)
        self.exchange = exchange
        tokens =
            api.usesPlatformToken
            ? PlatformTokens(environment) { () async throws(CloudFailure) in
                do throws(CloudFailure) {
                    let token = try await api.platformToken(CloudLogin(exchange, logger: logger))
                    Metric.tokenRenewals.count(cloud, "ok")
                    return token
                } catch {
                    Metric.tokenRenewals.count(cloud, "failed")
                    throw error
                }
            } : nil
    }

    /// The number of times that each code without a row was received.
    package var unknownCodes: [String: Int] { exchange.unknownCodes.seen }

    /// Sends a request on behalf of a directive, and returns the cloud's answer.
    ///
    /// - Throws: the failure for the vendor's code, the HTTP status or the missing answer.
    package func send(_ request: CloudRequest, _ call: AdapterCall) async throws(CloudFailure) -> CloudAnswer {
        let deadline =
            switch request.purpose {
            case .command, .stateReport, .login: call.workUntil
            case .discovery: call.answerBy
            }
        return try await exchange.send(
            request,
            CloudExchange.Session(
                deadline: deadline.earlier(by: exchange.policy.margin), customer: call.customer.rawValue,
                record: call.record, tokens: tokens))
    }

    /// The failure for a code that was not the answer to the request itself, such as that of an action that was accepted first
    /// and failed later.
    ///
    /// - Parameter status: the HTTP status that stands for the code, if the vendor names one.
    package func failure(
        _ refusal: Reading.Refusal, of request: CloudRequest, status: Int = 200, trace: String? = nil,
        _ call: AdapterCall
    ) -> CloudFailure {
        let trouble = exchange.resolved(
            exchange.trouble(refusal, request, status: status, trace: trace), request,
            customer: call.customer.rawValue)
        let failure = exchange.failure(trouble, request)
        exchange.note(failure, of: request, customer: call.customer.rawValue)
        return failure
    }

    /// Raises the alarm about a failure of ``send(_:_:)`` whose code the caller had to explain first
    /// (``CloudRequest/codesExplainedByCaller``), at most once an hour.
    package func raiseAlarm(_ failure: CloudFailure, of request: CloudRequest, _ call: AdapterCall) {
        exchange.raiseAlarm(failure, of: request, customer: call.customer.rawValue)
    }

    /// The failure of a request that was accepted, but whose outcome was not known in time.
    package func pending(_ request: CloudRequest) -> CloudFailure {
        let row = ErrorRow(
            "pending", "accepted, its end not known in time", .endpointUnreachable, Recovery(again: .ifIdempotent))
        let error = AlexaError(
            CloudErrorType.endpointUnreachable.type,
            "\(exchange.api.errors.cloud) accepted \(request.operation) and did not say in time how it ended")
        return CloudFailure(
            AdapterFailure(
                error, rule: "\(exchange.api.errors.cloud).pending",
                facts: FailureFacts(isTransient: true, mayHaveBeenCarriedOut: request.effect != .read)), row)
    }

    /// Polls until `step` returns a value: for a cloud that accepts a command first and carries it out later.
    ///
    /// - Parameters:
    ///   - pause: the pause before each poll; the first is `pause.first`.
    ///   - step: polls once; returns `nil` if the outcome is not known yet.
    /// - Throws: what `step` throws; ``pending(_:)`` for `request` at the deadline `workUntil`.
    package func follow<Value>(
        _ request: CloudRequest, _ call: AdapterCall, every pause: Pause,
        step: () async throws(CloudFailure) -> Value?
    ) async throws(CloudFailure) -> Value {
        let deadline = call.workUntil.earlier(by: exchange.policy.margin)
        var count = 0
        while true {
            let length = pause.length(after: count)
            guard length + exchange.policy.resend.leastTime <= deadline.timeLeft, !Task.isCancelled else {
                throw pending(request)
            }
            await exchange.environment.sleep(length)
            if let value = try await step() { return value }
            count += 1
        }
    }
}
