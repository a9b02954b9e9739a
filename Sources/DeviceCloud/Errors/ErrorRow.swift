/// What one code of a vendor means, and what it becomes in each context.
package struct ErrorRow: Hashable, Sendable {
    /// Which calls a row is about: the same number can mean something else while a token is fetched.
    package enum Call: String, CaseIterable, Sendable {
        /// A call on behalf of a directive.
        case directive
        /// Fetching or renewing the platform token.
        case login
    }

    /// Where payload fields beside `type` and `message` come from.
    package enum Fields: String, CaseIterable, Sendable {
        /// The type has none, or they are constants of the row's own type (`currentDeviceMode`).
        case fixed
        /// `validRange`: the bounds that the vendor's answer names, else those that the endpoint declares, else left out.
        case bounds
    }

    /// What ReportState answers (error translation review, section 2). Raw values are words of `errors --json`.
    package enum StateReport: String, CaseIterable, Sendable {
        /// The last known values with connectivity UNREACHABLE; nothing known: ENDPOINT_UNREACHABLE.
        case off
        /// Values at most 15 minutes old with the last known connectivity; else the row's type, where ReportState knows it.
        case cache
        /// As `cache` with ENDPOINT_UNREACHABLE, until a list confirms that the device is gone: then NO_SUCH_ENDPOINT.
        case gone
        /// The property concerned is left out, the rest reported.
        case part
        /// A read cannot get this code. If it does: as `cache` with INTERNAL_ERROR, and an alarm.
        case odd
        /// This call is never made for ReportState.
        case never
    }

    /// What discovery does (error translation review, section 2). Raw values are words of `errors --json`.
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
    /// What the vendor means by it.
    package let meaning: String
    /// The HTTP status, 100 to 599, if the cloud fixes one.
    package let httpStatus: Int?
    /// What a control directive is answered; `nil` for a code of success.
    package let error: CloudErrorType?
    /// Where further payload fields come from.
    package let fields: Fields
    /// What is done first, and what follows.
    package let recovery: Recovery
    /// What ReportState answers.
    package let stateReport: StateReport
    /// What discovery does.
    package let discovery: Discovery
    /// Which calls the row is about.
    package let call: Call
    /// When the error or the recovery is another one. Of several that hold, the first counts.
    package let conditions: [ErrorCondition]
    /// Why this error and no other, with the source. For `errors` and its page.
    package let note: String

    /// Whether the end user's account at the cloud or a maker is dead, so that the customer has to mend it in an app. The
    /// operator chooses the error of these rows (``CloudPolicy/accountError``).
    package var isAboutAccount: Bool { error == .partnerApplicationRedirection && recovery.breaker == .account }

    /// The row of a code that becomes `error`.
    package init(
        _ code: String, _ meaning: String, http: Int? = nil, _ error: CloudErrorType, fields: Fields = .fixed,
        _ recovery: Recovery = .none, stateReport: StateReport = .cache, discovery: Discovery = .keep,
        call: Call = .directive, when conditions: [ErrorCondition] = [], note: String = ""
    ) {
        self.init(
            code: code, meaning: meaning, httpStatus: http, error: error, fields: fields, recovery: recovery,
            stateReport: stateReport, discovery: discovery, call: call, conditions: conditions, note: note)
    }

    /// The row of a code that tells success.
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
