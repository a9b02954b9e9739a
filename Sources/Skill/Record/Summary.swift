import AlexaProtocol
import Logging
import Timing

/// The facts of the summary line that are known when a directive arrives. A class, because a deferred directive's second
/// line needs them, too.
final class Summary: Sendable {
    /// The longest text from outside in a log line, in characters.
    private static let longestText = 128

    let requestId: String?
    let messageId: String?
    let correlationToken: String?
    let namespace: String?
    let name: String?
    let endpointId: String?
    /// The environment's uptime at the arrival.
    let start: Duration
    /// How long Alexa and the host wait for the answer.
    let budget: Duration
    /// Whether this is the first directive of the process.
    let isCold: Bool
    let build: String

    init(
        _ incoming: IncomingDirective, requestId: String?, start: Duration, budget: Duration, isCold: Bool,
        build: String
    ) {
        self.requestId = requestId
        self.start = start
        self.budget = budget
        self.isCold = isCold
        self.build = build
        correlationToken = incoming.address.correlationToken
        switch incoming.directive {
        case .success(let directive):
            messageId = directive.header.messageId
            namespace = directive.header.namespace
            name = directive.header.name
            endpointId = directive.endpoint?.endpointId
        case .failure:
            messageId = incoming.partialHeader.messageId
            namespace = incoming.partialHeader.namespace
            name = incoming.partialHeader.name
            endpointId = incoming.address.endpointId?.rawValue
        }
    }

    /// Text from outside, cut to what a log line may hold.
    static func shortened(_ text: String, to length: Int = longestText) -> String {
        // No more characters than bytes, which are cheaper to count.
        text.utf8.count <= length ? text : String(text.prefix(length))
    }
}

extension IncomingDirective {
    /// The directive's interface as far as it could be read.
    var namespace: String? {
        switch directive {
        case .success(let directive): directive.header.namespace
        case .failure: partialHeader.namespace
        }
    }
}

extension Skill {
    /// Writes the summary line of a directive: level WARN if it is answered with an error, otherwise INFO.
    func log(_ summary: Summary, _ event: Event, _ record: DirectiveRecord) {
        var error: AlexaErrorType?
        var outcome = "ok"
        switch event.body {
        case .errorResponse(let answered, _):
            error = answered.type
            outcome = "error"
        case .deferredResponse:
            outcome = "deferred"
        case .response, .stateReport, .changeReport, .interfaceEvent, .discoverResponse, .addOrUpdateReport,
            .deleteReport, .acceptGrantResponse:
            break
        }
        let level: Logger.Level = error == nil ? .info : .warning
        guard logger.logLevel <= level else { return }
        let duration = environment.uptime() - summary.start
        logger.log(
            level: level, "directive",
            metadata: Self.fields(summary, outcome, error, record.current, duration: duration))
    }

    private static func fields(
        _ summary: Summary, _ outcome: String, _ error: AlexaErrorType?, _ notes: DirectiveRecord.Notes,
        duration: Duration
    ) -> Logger.Metadata {
        var fields = Logger.Metadata(minimumCapacity: 24)
        func add(_ key: String, _ text: String?, longest: Int = 128) {
            if let text { fields[key] = .string(Summary.shortened(text, to: longest)) }
        }
        add("request_id", summary.requestId)
        add("message_id", summary.messageId)
        if let token = summary.correlationToken { fields["correlation"] = .string(LogHash.of(token)) }
        add("namespace", summary.namespace)
        add("name", summary.name)
        add("endpoint_id", summary.endpointId, longest: 256)
        add("customer", notes.customer)
        add("cloud", notes.cloud)
        fields["outcome"] = .string(outcome)
        if let error {
            fields["error_namespace"] = .string(error.header.namespace)
            fields["error_type"] = .string(error.type)
        }
        add("rule", notes.rule)
        add("vendor_code", notes.vendorCode)
        add("vendor_trace", notes.vendorTrace)
        if let status = notes.httpStatus { fields["http_status"] = .stringConvertible(status) }
        if notes.attempts > 0 { fields["attempts"] = .stringConvertible(notes.attempts) }
        fields["cloud_ms"] = .stringConvertible(notes.cloudTime.milliseconds)
        fields["duration_ms"] = .stringConvertible(duration.milliseconds)
        fields["budget_ms"] = .stringConvertible(summary.budget.milliseconds)
        fields["cold"] = .stringConvertible(summary.isCold)
        add("build", summary.build)
        return fields
    }
}
