import AlexaProtocol
import Logging
import Telemetry
import Timing

/// The facts of the summary line that are known when a directive arrives. A class, because a deferred directive's second
/// line needs them, too.
final class Summary: Sendable {
    /// The ids in every line of the directive.
    let context: LogContext
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
        options: Skill.Options
    ) {
        self.start = start
        self.budget = budget
        self.isCold = isCold
        build = options.build
        let messageId: String?
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
            endpointId = incoming.partialHeader.endpointId
        }
        let host = LogContext.current
        context = LogContext(
            requestId: requestId ?? host?.requestId, messageId: messageId,
            correlationToken: incoming.address.correlationToken, trace: host?.trace,
            isSampledOut: !LogSample(share: options.logShare).includes(messageId))
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
    /// The summary line of an answer that took longer is written whatever the sampling: half of the 5 s within which Amazon
    /// wants 90 % of the answers.
    static let slowAnswer = Duration.milliseconds(2500)

    /// Writes the summary line of a directive: level WARN if it is answered with an error, otherwise INFO.
    ///
    /// - Parameter isDeferredEnd: whether this is the second line, of the outcome of deferred work.
    func log(_ summary: Summary, _ event: Event, _ record: DirectiveRecord, isDeferredEnd: Bool = false) {
        var error: AlexaErrorType?
        var outcome = Outcome.ok
        switch event.body {
        case .errorResponse(let answered, _):
            error = answered.type
            outcome = .error
        case .deferredResponse:
            outcome = .deferred
        case .response, .stateReport, .changeReport, .interfaceEvent, .discoverResponse, .addOrUpdateReport,
            .deleteReport, .acceptGrantResponse:
            break
        }
        let duration = environment.uptime() - summary.start
        let notes = record.current
        if Metric.isMeasured {
            Self.measure(summary, outcome, error, notes, duration: duration, isDeferredEnd: isDeferredEnd)
        }
        let level: Logger.Level = error == nil ? .info : .warning
        guard logger.logLevel <= level else { return }
        let isAlwaysWritten = isDeferredEnd || outcome != .ok || duration > Self.slowAnswer
        LogContext.$current.withValue(isAlwaysWritten ? summary.context.written : summary.context) {
            var fields = Self.fields(summary, outcome, error, notes, duration: duration)
            fields["answer_id"] = .string(notes.answerId ?? event.messageId)
            if isDeferredEnd { fields["deferred"] = .stringConvertible(true) }
            if options.logShare < 1 { fields["sample"] = .stringConvertible(options.logShare) }
            logger.log(level: level, "directive", metadata: fields)
        }
    }

    /// How a directive was answered. Raw values are words of the log.
    private enum Outcome: String {
        case ok
        case error
        case deferred
    }

    private static func measure(
        _ summary: Summary, _ outcome: Outcome, _ error: AlexaErrorType?, _ notes: DirectiveRecord.Notes,
        duration: Duration, isDeferredEnd: Bool
    ) {
        if let error { Metric.errors.count(error.type, notes.cloud ?? "none") }
        guard !isDeferredEnd else { return Metric.deferralsClosed.count(outcome.rawValue) }
        // A directive may name any interface: only known ones become values of a dimension.
        let interface = summary.namespace.flatMap { InterfaceCatalog.interface($0) == nil ? nil : $0 } ?? "other"
        Metric.directives.count(interface, outcome.rawValue)
        Metric.directiveDuration.record(duration, interface)
        if outcome == .deferred { Metric.deferralsOpened.count() }
        if summary.isCold { Metric.coldStarts.count() }
    }

    private static func fields(
        _ summary: Summary, _ outcome: Outcome, _ error: AlexaErrorType?, _ notes: DirectiveRecord.Notes,
        duration: Duration
    ) -> Logger.Metadata {
        // Includes room for the fields that the context adds.
        var fields = Logger.Metadata(minimumCapacity: 28)
        func add(_ key: String, _ text: String?, longest: Int = 128) {
            if let text { fields[key] = .string(text.shortened(to: longest)) }
        }
        add("namespace", summary.namespace)
        add("name", summary.name)
        add("endpoint_id", summary.endpointId, longest: 256)
        add("customer", notes.customer)
        add("cloud", notes.cloud)
        fields["outcome"] = .string(outcome.rawValue)
        if let error {
            fields["error_namespace"] = .string(error.header.namespace)
            fields["error_type"] = .string(error.type)
        }
        add("rule", notes.rule)
        add("vendor_code", notes.vendorCode)
        add("vendor_trace", notes.vendorTrace)
        if let status = notes.httpStatus { fields["http_status"] = .stringConvertible(status) }
        fields["attempts"] = .stringConvertible(notes.attempts)
        fields["cloud_ms"] = .stringConvertible(notes.cloudTime.milliseconds)
        fields["duration_ms"] = .stringConvertible(duration.milliseconds)
        fields["budget_ms"] = .stringConvertible(summary.budget.milliseconds)
        fields["cold"] = .stringConvertible(summary.isCold)
        add("build", summary.build)
        return fields
    }
}
