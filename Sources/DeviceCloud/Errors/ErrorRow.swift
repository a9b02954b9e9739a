/// One code of a vendor: its meaning and its consequences in each context.
package struct ErrorRow: Hashable, Sendable {
    /// The calls that a row applies to: the same code can have another meaning while a token is fetched.
    package enum Call: String, CaseIterable, Sendable {
        /// A call on behalf of a directive.
        case directive
        /// Fetching or renewing the platform token.
        case login
    }

    /// The source of payload fields besides `type` and `message`.
    package enum Fields: String, CaseIterable, Sendable {
        /// The type has none, or they are constants of the row's own type (`currentDeviceMode`).
        case fixed
        /// `validRange`: the bounds in the vendor's answer, else those that the endpoint declares, else left out.
        case bounds
    }

    /// The answer to ReportState (error translation review, section 2). The raw values appear in `errors --json`.
    package enum StateReport: String, CaseIterable, Sendable {
        /// The last known values with connectivity UNREACHABLE; without any, ENDPOINT_UNREACHABLE.
        case off
        /// Values at most 15 minutes old with the last known connectivity; without any, the row's type, if ReportState permits
        /// it.
        case cache
        /// As `cache` with ENDPOINT_UNREACHABLE, until a list confirms that the device was removed: then NO_SUCH_ENDPOINT.
        case gone
        /// The property concerned is left out, the rest reported.
        case part
        /// A read should never get this code. If it does: as `cache` with INTERNAL_ERROR, and an alarm.
        case odd
        /// This call is never made for ReportState.
        case never
    }

    /// The consequence for discovery (error translation review, section 2). The raw values appear in `errors --json`.
    package enum Discovery: String, CaseIterable, Sendable {
        /// This cloud's endpoints stay as last known.
        case keep
        /// The endpoint is left out.
        case skip
        /// The capability is left out.
        case skipCapability = "skip-capability"
        /// This cloud has no endpoints; if it had some before, a second list 10 minutes later has to confirm it.
        case empty
        /// This call is never made for discovery.
        case never
    }

    /// The vendor's code as text.
    package let code: String
    /// The vendor's meaning of the code.
    package let meaning: String
    /// The HTTP status, 100 to 599, if the code always has the same one.
    package let httpStatus: Int?
    /// The answer to a control directive; `nil` for a code of success.
    package let error: CloudErrorType?
    /// The source of further payload fields.
    package let fields: Fields
    /// What the call does before it fails, and the consequences for later requests.
    package let recovery: Recovery
    /// The answer to ReportState.
    package let stateReport: StateReport
    /// The consequence for discovery.
    package let discovery: Discovery
    /// The calls that the row applies to.
    package let call: Call
    /// Conditions that change the error or the recovery. Of several that hold, the first counts.
    package let conditions: [ErrorCondition]
    /// The reason for this error, with the source. For `errors` and its page.
    package let note: String

    /// Whether the end user's account at the cloud or a maker is not valid any more, so that the customer has to fix it in an
    /// app. The operator chooses the error of these rows (``CloudPolicy/accountError``).
    package var isAboutAccount: Bool { error == .partnerApplicationRedirection && recovery.breaker == .account }

    /// The row of a code that is answered with `error`.
    package init(
        _ code: String, _ meaning: String, http: Int? = nil, _ error: CloudErrorType, fields: Fields = .fixed,
        _ recovery: Recovery = .none, stateReport: StateReport = .cache, discovery: Discovery = .keep,
        call: Call = .directive, when conditions: [ErrorCondition] = [], note: String = ""
    ) {
        self.init(
            code: code, meaning: meaning, httpStatus: http, error: error, fields: fields, recovery: recovery,
            stateReport: stateReport, discovery: discovery, call: call, conditions: conditions, note: note)
    }

    /// The row of a code that reports success.
    package static func success(_ code: String, _ meaning: String, http: Int? = nil, note: String = "") -> ErrorRow {
        ErrorRow(
            code: code, meaning: meaning, httpStatus: http, error: nil, fields: .fixed, recovery: .none,
            stateReport: .never, discovery: .never, call: .directive, conditions: [], note: note)
    }

    private init(
        code: String, meaning: String, httpStatus: Int?, error: CloudErrorType?, fields: Fields, recovery: Recovery,
        stateReport: StateReport, discovery: Discovery, call: Call, conditions: [ErrorCondition], note: String
    ) {
        self.code = code
        self.meaning = meaning
        self.httpStatus = httpStatus
        self.error = error
        self.fields = fields
        self.recovery = recovery
        self.stateReport = stateReport
        self.discovery = discovery
        self.call = call
        self.conditions = conditions
        self.note = note
    }

    /// The same row with another error and recovery.
    func with(_ error: CloudErrorType?, _ recovery: Recovery) -> ErrorRow {
        ErrorRow(
            code: code, meaning: meaning, httpStatus: httpStatus, error: error, fields: fields, recovery: recovery,
            stateReport: stateReport, discovery: discovery, call: call, conditions: conditions, note: note)
    }
}
