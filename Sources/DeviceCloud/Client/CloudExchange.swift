import AlexaProtocol
import EventGateway
import HTTPTransport
import HTTPTypes
import Logging
import Skill
import Telemetry
import Timing

/// Sends requests of one account of ours to one cloud: limits, signature, attempts. The platform tokens are passed in.
struct CloudExchange: Sendable {
    let api: any VendorAPI
    let base: ServiceURL
    let transport: HTTPTransport
    let policy: CloudPolicy
    let limits: RequestLimits
    let unknownCodes: UnknownCodes
    let repeatedFaults = RepeatedFaults()
    let alarms: CloudAlarms
    let environment: SkillEnvironment

    /// The directive's context of a request: deadline, customer and record.
    struct Session: Sendable {
        let deadline: Deadline
        /// The customer, whose account at the cloud is meant unless the request names one.
        let customer: String
        let record: DirectiveRecord
        /// `nil` for a login, and for clouds without a platform token.
        let tokens: PlatformTokens?
    }

    /// The attempts of a call so far.
    private struct History {
        var attempts = 0
        var mayHaveBeenCarriedOut = false
        var hasRenewed = false
        var hasSignedAgain = false
        var token: PlatformToken?
    }

    /// Sends a request, and repeats it as its failures allow.
    ///
    /// - Throws: the failure of the last attempt, or that of the limit that refused the request.
    func send(_ request: CloudRequest, _ session: Session) async throws(CloudFailure) -> CloudAnswer {
        let keys = keys(of: request, customer: session.customer)
        var pass = RequestLimits.Pass(keys: keys)
        // A login belongs to a request that was already admitted.
        if request.purpose != .login {
            switch limits.admit(keys, at: environment.uptime()) {
            case .granted(let granted): pass = granted
            case .refused(let failure): throw failure.withoutAsking
            }
        }
        do throws(CloudFailure) {
            let answer = try await attempts(request, session, keys)
            limits.succeeded(pass, at: environment.uptime())
            return answer
        } catch {
            end(pass, error, request)
            throw error
        }
    }

    private func attempts(
        _ request: CloudRequest, _ session: Session, _ keys: [RequestLimits.Key]
    ) async throws(CloudFailure) -> CloudAnswer {
        var history = History()
        while true {
            try await waitForTurn(request, session, keys)
            if let tokens = session.tokens, history.token == nil {
                history.token = try await tokens.token(before: session.deadline, late: late(request))
            }
            history.attempts += 1
            var trouble: Trouble
            let attempt = await attempt(request, session, history.token, number: history.attempts)
            switch attempt.result {
            case .success(let answer):
                note(attempt, nil, after: nil, request, session)
                repeatedFaults.succeeded(request)
                return answer
            case .failure(let failed):
                trouble = resolved(failed, request, customer: session.customer)
            }
            // If it is unknown whether a command was carried out, a later refusal does not settle that.
            if request.effect != .read, trouble.mayHaveBeenCarriedOut { history.mayHaveBeenCarriedOut = true }
            trouble.mayHaveBeenCarriedOut = history.mayHaveBeenCarriedOut

            var failed = ResendPolicy.Failure(trouble.row.recovery, request.effect)
            failed.mayHaveBeenCarriedOut = history.mayHaveBeenCarriedOut
            failed.retryNotBefore = trouble.retryNotBefore
            failed.attempts = history.attempts
            failed.hasRenewed = history.hasRenewed || session.tokens == nil
            failed.hasSignedAgain = history.hasSignedAgain
            let decision =
                Task.isCancelled
                ? .giveUp
                : policy.resend.decision(
                    after: failed, timeLeft: session.deadline.timeLeft, chance: environment.random())
            note(attempt, trouble, after: decision, request, session)
            switch decision {
            case .giveUp:
                throw failure(trouble, request)
            case .resend(let pause):
                await environment.sleep(pause)
                if Task.isCancelled { throw failure(trouble, request) }
            case .signAgain:
                history.hasSignedAgain = true
            case .renewToken:
                history.hasRenewed = true
                if let refused = history.token, let tokens = session.tokens {
                    history.token = try await tokens.token(
                        insteadOf: refused, before: session.deadline, late: late(request))
                }
            }
        }
    }

    private func waitForTurn(
        _ request: CloudRequest, _ session: Session, _ keys: [RequestLimits.Key]
    ) async throws(CloudFailure) {
        let longest = session.deadline.timeLeft - policy.resend.leastTime
        let wait = try limits.reserveSlot(
            keys, at: environment.uptime(), waitingUpTo: longest, late: tooMany(request))
        if wait > .zero { await environment.sleep(wait) }
    }

    /// Sends one request and interprets its answer.
    private func attempt(
        _ request: CloudRequest, _ session: Session, _ token: PlatformToken?, number: Int
    ) async -> Attempt {
        guard request.path.isFit else {
            let refusal = HTTPTransportError(
                .refusedByUs, mayHaveBeenSent: false, "an id is empty or consists of dots, so that no path can hold it")
            return Attempt(number: number, result: .failure(trouble(refusal, request)))
        }
        let url = base.appending(request.path.text)
        let body = request.body.bytes
        var fields = request.fields
        if let type = request.body.contentType { fields.append(HTTPField(name: .contentType, value: type)) }
        let signable = SignableRequest(
            method: request.method, path: url.path, query: request.query, fields: fields, body: body)
        for field in await api.authentication(of: signable, with: token) { fields.append(field) }
        // After the signature: no vendor's signature covers it.
        if let traceparent = traceparent(), let name = Self.traceparentName {
            fields.append(HTTPField(name: name, value: traceparent))
        }
        var head = url.request(request.method, fields)
        if !request.query.isEmpty {
            head.path = url.path + "?" + PercentEncoding.query(request.query.map { ($0.name, $0.value) })
        }
        let timeLeft = session.deadline.timeLeft
        let start = environment.uptime()
        do throws(HTTPTransportError) {
            let answer = try await transport.send(
                head, body: body,
                within: policy.resend.timeout(attempt: number, request.effect, timeLeft: timeLeft),
                responseLimit: request.responseLimit ?? policy.responseLimit)
            let (result, trace) = reading(answer, request)
            return Attempt(
                number: number, result: result, status: answer.head.status.code, trace: trace,
                duration: environment.uptime() - start)
        } catch {
            return Attempt(
                number: number, result: .failure(trouble(error, request)), status: error.head?.status.code,
                duration: environment.uptime() - start)
        }
    }

    /// The result of one attempt.
    private struct Attempt {
        let number: Int
        let result: Result<CloudAnswer, Trouble>
        /// The HTTP status; `nil` without an answer.
        var status: Int?
        /// The vendor's trace id.
        var trace: String?
        /// `nil` if no request was sent.
        var duration: Duration?
    }

    /// Adds an attempt to the directive's record and the log, with the decision that followed.
    private func note(
        _ attempt: Attempt, _ trouble: Trouble?, after decision: ResendPolicy.Decision?, _ request: CloudRequest,
        _ session: Session
    ) {
        guard let duration = attempt.duration else { return }
        var wait: Duration?
        switch decision {
        case .resend(let pause): wait = pause
        case .signAgain, .renewToken: wait = .zero
        case .giveUp, nil: break
        }
        session.record.noteCloudCall(
            CloudCall(
                cloud: api.errors.cloud, operation: request.operation, status: attempt.status,
                vendorCode: trouble?.vendorCode, vendorTrace: attempt.trace, attempt: attempt.number,
                duration: duration, account: alarms.account, rule: trouble?.rule,
                recovery: trouble?.row.recovery.step.rawValue, remaining: session.deadline.timeLeft, wait: wait))
    }

    /// Source: W3C Trace Context, "traceparent Header".
    private static let traceparentName = HTTPField.Name("traceparent")

    /// A `traceparent` field with the current directive's trace and a new id for this request.
    private func traceparent() -> String? {
        guard let trace = LogContext.current?.trace else { return nil }
        func word() -> UInt64 { UInt64(environment.random() * 0x1p32) }
        return trace.traceparent(span: max(1, word() << 32 | word()))
    }

    private func keys(of request: CloudRequest, customer: String) -> [RequestLimits.Key] {
        let concern = request.concern
        var keys: [RequestLimits.Key] = [.project, .api(concern.api ?? "")]
        if request.purpose != .login { keys.append(.account(concern.account ?? customer)) }
        if let device = concern.device { keys.append(.device(device)) }
        return keys
    }

    /// Raises the alarm about a failure that was already recorded, unless it was raised within the hour.
    func raiseAlarm(_ failure: CloudFailure, of request: CloudRequest, customer: String) {
        let pass = RequestLimits.Pass(keys: keys(of: request, customer: customer))
        let rule = failure.failure.rule
        if limits.raisesAlarm(pass, failure, rule: rule, at: environment.uptime()) { alarms.raise(failure) }
    }

    /// Records a failure that was not the answer to the request itself.
    func note(_ failure: CloudFailure, of request: CloudRequest, customer: String) {
        end(RequestLimits.Pass(keys: keys(of: request, customer: customer)), failure, request)
    }

    /// The codes of rows for a path that does not exist at a cloud.
    private static let missingPaths: Set<String> = ["http.404", "http.405", "http.410", "http.501"]

    private func end(_ pass: RequestLimits.Pass, _ failure: CloudFailure, _ request: CloudRequest) {
        guard !failure.isRepeated else { return limits.abandoned(pass, at: environment.uptime()) }
        let row = failure.row
        let isOutOfPlace = request.purpose == .stateReport && row.stateReport == .odd
        let isToBeRepeated =
            request.isSentAgainByCaller && row.recovery.isTransient && row.recovery.again == .ifIdempotent
        let isToBeExplained = request.codesExplainedByCaller.contains(row.code)
        // A missing path without a vendor code is no alarm if another path follows or only one feature is affected.
        let isOptional = request.hasAlternative || (request.concern.api != nil && !request.concern.isEssential)
        let isForTheNextPath =
            (request.hasAlternative && row.recovery.breaker == .api)
            || (isOptional && Self.missingPaths.contains(row.code))
        let ending = RequestLimits.Ending(
            failure: failure, rule: failure.failure.rule,
            raisesAlarm: (row.recovery.raisesAlarm && !isForTheNextPath && !isToBeRepeated && !isToBeExplained)
                || isOutOfPlace)
        if limits.failed(pass, ending, at: environment.uptime(), chance: environment.random()) {
            alarms.raise(failure, isOutOfPlace ? "a read cannot get this code" : nil)
        }
    }
}
