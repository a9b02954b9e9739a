import AlexaProtocol
import EventGateway
import HTTPTransport
import HTTPTypes
import Skill
import Timing

/// Why an attempt failed: the row that decided, and further details.
struct Trouble: Error {
    var row: ErrorRow
    var rule: String
    /// What happened and why, for the log.
    var message: String
    var vendorCode: String?
    var vendorTrace: String?
    var httpStatus: Int?
    var retryNotBefore: Duration?
    var bounds: VendorBounds?
    var details: JSONObject = [:]
    var mayHaveBeenCarriedOut = false
}

extension CloudExchange {
    /// The outcome of an answer, and the vendor's trace. The vendor's code decides first, then the HTTP status.
    func reading(_ answer: HTTPAnswer, _ request: CloudRequest) -> (Result<CloudAnswer, Trouble>, trace: String?) {
        let status = answer.head.status.code
        let document = JSONDocument(parsing: answer.body)
        let reply = CloudReply(
            status: status, fields: answer.head.headerFields, json: document.problem == nil ? document.value : nil)
        let reading = api.reading(of: reply, to: request)
        switch reading.verdict {
        case .success(let result):
            return (.success(CloudAnswer(result: result, status: status, trace: reading.trace)), reading.trace)
        case .refusal(let refusal):
            return (.failure(trouble(refusal, request, reply, reading.trace)), reading.trace)
        case .none:
            var trouble = trouble(bare: status, request, isInVendorsForm: reading.isInVendorsForm)
            trouble.vendorTrace = reading.trace
            trouble.retryNotBefore = retryAfter(reply.fields)
            return (.failure(trouble), reading.trace)
        }
    }

    private func trouble(
        _ refusal: Reading.Refusal, _ request: CloudRequest, _ reply: CloudReply, _ trace: String?
    ) -> Trouble {
        var trouble = self.trouble(refusal, request, status: reply.status, trace: trace)
        trouble.retryNotBefore = refusal.retryNotBefore ?? retryAfter(reply.fields)
        return trouble
    }

    /// The trouble for a refusal with the vendor's code.
    func trouble(_ refusal: Reading.Refusal, _ request: CloudRequest, status: Int, trace: String?) -> Trouble {
        let call: ErrorRow.Call = request.purpose == .login ? .login : .directive
        let finding = api.errors.finding(refusal.rowCode ?? refusal.code, status: status, call)
        let code = String(refusal.code.prefix(64))
        if finding.isUnknownCode || api.errors.finding(refusal.code, status: status, call).isUnknownCode {
            unknownCodes.note(code, trace: trace, status: status, operation: request.operation)
        }
        var message = "\(api.errors.cloud) refused \(request.operation): \(finding.row.meaning) (code \(code))"
        if finding.row.error == nil { message += ", which means success, in an answer that is none" }
        return Trouble(
            row: finding.row, rule: finding.rule, message: message, vendorCode: code, vendorTrace: trace,
            httpStatus: status, retryNotBefore: refusal.retryNotBefore, bounds: refusal.bounds,
            details: refusal.details, mayHaveBeenCarriedOut: finding.row.recovery.again == .ifIdempotent)
    }

    /// The trouble for an answer without a code.
    private func trouble(bare status: Int, _ request: CloudRequest, isInVendorsForm: Bool = false) -> Trouble {
        let finding = api.errors.finding(
            nil, status: status, request.purpose == .login ? .login : .directive, isInVendorsForm: isInVendorsForm)
        return Trouble(
            row: finding.row, rule: finding.rule,
            message: "\(api.errors.cloud) answered \(request.operation) with HTTP \(status) and no code of its own: "
                + finding.row.meaning,
            httpStatus: status, mayHaveBeenCarriedOut: finding.row.recovery.again == .ifIdempotent)
    }

    /// The trouble for a missing or incomplete answer. A received error status decides before the transport error.
    func trouble(_ error: HTTPTransportError, _ request: CloudRequest) -> Trouble {
        if let head = error.head, !(100..<300).contains(head.status.code) {
            var trouble = trouble(bare: head.status.code, request)
            trouble.retryNotBefore = retryAfter(head.headerFields)
            trouble.mayHaveBeenCarriedOut = trouble.mayHaveBeenCarriedOut || head.status.code >= 500
            return trouble
        }
        return Trouble(
            row: .transport(error), rule: "\(api.errors.cloud).transport.\(error.kind.rawValue)",
            message: "\(request.operation): \(error.description)", httpStatus: error.head?.status.code,
            mayHaveBeenCarriedOut: error.mayHaveBeenSent)
    }

    /// The trouble after the conditions of its row were applied.
    func resolved(_ trouble: Trouble, _ request: CloudRequest, customer: String) -> Trouble {
        let (row, condition) = repeatedFaults.resolved(
            trouble.row, request, account: request.concern.account ?? customer,
            adapterHolds: { api.holds($0, for: request) })
        guard let condition else { return trouble }
        var trouble = trouble
        trouble.row = row
        trouble.message += "; \(condition.when.rawValue)"
        trouble.mayHaveBeenCarriedOut = row.recovery.again == .ifIdempotent
        return trouble
    }

    private func retryAfter(_ fields: HTTPFields) -> Duration? {
        RetryAfter.duration(fields.value(of: .retryAfter), at: environment.now())
    }

    /// The failure of a request that is not sent again.
    func failure(_ trouble: Trouble, _ request: CloudRequest) -> CloudFailure {
        let row = trouble.row
        var error = row.isAboutAccount ? policy.accountError : row.error ?? .internalError
        if request.effect == .read {
            error = error.ofRead
        } else if let demand = request.demand {
            error = demand.refined(error, row, bounds: trouble.bounds)
        }
        let facts = FailureFacts(
            vendorCode: trouble.vendorCode, vendorTrace: trouble.vendorTrace, httpStatus: trouble.httpStatus,
            isTransient: row.recovery.isTransient,
            mayHaveBeenCarriedOut: request.effect != .read && trouble.mayHaveBeenCarriedOut,
            retryNotBefore: trouble.retryNotBefore, deadCredential: row.recovery.deadCredential)
        return CloudFailure(
            AdapterFailure(AlexaError(error.type, trouble.message), rule: trouble.rule, facts: facts), row,
            details: trouble.details)
    }

    /// The failure of a request for which no token or no slot in the rate limit was available before the deadline.
    func late(_ request: CloudRequest) -> CloudFailure {
        let cloud = api.errors.cloud
        let row = ErrorRow("late", "no token in time", .endpointUnreachable, Recovery(.retry, again: .yes))
        return CloudFailure(
            AdapterFailure(
                AlexaError(
                    CloudErrorType.endpointUnreachable.type,
                    "\(cloud): \(request.operation) was not sent: no access token came in time"),
                rule: "\(cloud).token.late", facts: FailureFacts(isTransient: true, deadCredential: .platformToken)),
            row)
    }

    /// The failure of a request whose wait in our own rate limit would exceed its deadline.
    func tooMany(_ request: CloudRequest) -> CloudFailure {
        let cloud = api.errors.cloud
        let row = ErrorRow("own-limit", "our own rate limit", .rateLimitExceeded, Recovery(again: .yes))
        return CloudFailure(
            AdapterFailure(
                AlexaError(
                    CloudErrorType.rateLimitExceeded.type,
                    "\(cloud): \(request.operation) was not sent: the account's rate limit leaves no time for it; "
                        + "raise the limit if the cloud allows it"),
                rule: "\(cloud).own_rate_limit", facts: FailureFacts(isTransient: true)), row)
    }
}

extension Recovery {
    /// Whether the same request may succeed soon.
    var isTransient: Bool {
        switch step {
        case .retry, .retryOnce, .retryWhenTold: true
        case .none, .reauthenticate, .signAgain, .renewTicket: false
        }
    }

    /// The kind of credential that is no longer valid.
    var deadCredential: DeadCredential? {
        if step == .reauthenticate { return .platformToken }
        return breaker == .account ? .account : nil
    }
}

extension CloudFailure {
    /// The same failure for a request that was not sent, because it would fail in the same way.
    var withoutAsking: CloudFailure {
        let error = AlexaError(
            failure.error.type,
            "no request was sent, because the same one failed shortly before: " + failure.error.message)
        var facts = failure.facts
        facts.mayHaveBeenCarriedOut = false
        var repeated = CloudFailure(AdapterFailure(error, rule: failure.rule, facts: facts), row)
        repeated.isRepeated = true
        return repeated
    }
}
