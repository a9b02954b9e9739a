import AlexaProtocol
import EventGateway
import Logging
import Skill
import Synchronization
import Telemetry
import Timing

/// A device cloud whose behaviour is a value passed in.
struct StubCloud: DeviceAdapter {
    var cloud = "stub"
    var onDiscover: @Sendable (AdapterCall) async throws(AdapterFailure) -> [Endpoint] = { _ in [StubCloud.lamp] }
    var onState: @Sendable (AdapterCall) async throws(AdapterFailure) -> DeviceState = { _ in DeviceState([]) }
    var onPerform: @Sendable (Command, AdapterCall) async throws(AdapterFailure) -> Outcome = { _, _ in Outcome([]) }

    func discover(_ call: AdapterCall) async throws(AdapterFailure) -> [Endpoint] { try await onDiscover(call) }

    func endpoint(_ endpointId: String, _ call: AdapterCall) async throws(AdapterFailure) -> Endpoint? {
        try await onDiscover(call).first { $0.endpointId == endpointId }
    }

    func state(of endpoint: EndpointReference, _ call: AdapterCall) async throws(AdapterFailure) -> DeviceState {
        try await onState(call)
    }

    func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        try await onPerform(command, call)
    }

    static func endpoint(_ id: String, _ capabilities: [Capability]) -> Endpoint {
        Endpoint(
            endpointId: id, manufacturerName: "Porchlight", friendlyName: "Lamp", description: "A lamp",
            displayCategories: ["LIGHT"], capabilities: capabilities)
    }

    static let lamp = endpoint("lamp", [Capability(PowerController.self), Capability(EndpointHealth.self)])
}

/// A grant receiver whose behaviour is a value passed in.
struct StubGrants: GrantReceiver {
    var onAccept: @Sendable () async throws(AlexaError) -> Void = {}

    func accept(
        _ grant: Authorization.AcceptGrant, of customer: CustomerID, deadline: Deadline
    ) async throws(AlexaError) {
        try await onAccept()
    }
}

/// Time that advances only when a task sleeps; message ids are numbers.
final class ManualTime: Sendable {
    /// Which sleeps end at once. All other sleeps never end.
    private let wakes: @Sendable (Duration) -> Bool
    private let elapsed = Mutex(Duration.zero)
    private let count = Atomic(0)

    init(wakes: @escaping @Sendable (Duration) -> Bool = { _ in true }) {
        self.wakes = wakes
    }

    func pass(_ duration: Duration) {
        elapsed.withLock { $0 += duration }
    }

    var environment: SkillEnvironment {
        SkillEnvironment(
            now: { Timestamp(milliseconds: 1_767_225_600_000).advanced(by: self.elapsed.withLock { $0 }) },
            uptime: { self.elapsed.withLock { $0 } },
            sleep: { duration in
                if self.wakes(duration) {
                    self.pass(duration)
                } else {
                    let (stream, _) = AsyncStream<Never>.makeStream()
                    for await _ in stream {}
                }
            },
            makeMessageId: { "message-\(self.count.add(1, ordering: .relaxed).newValue)" }, random: { 0 })
    }
}

extension Skill {
    convenience init(
        _ clouds: [any DeviceAdapter], customers: any CustomerResolver = HouseholdResolver(),
        grants: any GrantReceiver = StubGrants(), homes: (any HomeStore)? = nil, deferral: Deferral? = nil,
        time: ManualTime = ManualTime(), log: RecordedLog = RecordedLog(), options: Skill.Options = Skill.Options()
    ) {
        self.init(
            adapters: clouds, customers: customers, grants: grants, homes: homes, deferral: deferral,
            environment: time.environment, logger: log.logger, options: options)
    }

    /// The answer as JSON.
    func answer(_ directive: String) async -> JSONObject {
        let bytes = await answer(to: Array(directive.utf8)).encoded()
        return JSONDocument(parsing: bytes).value?.object ?? [:]
    }
}

/// A directive as Alexa writes it.
func directive(
    _ namespace: String, _ name: String, endpoint: String? = "lamp", instance: String? = nil, payload: JSONValue = [:],
    version: JSONValue = "3", correlationToken: JSONValue? = "token+/=="
) -> String {
    var header: JSONObject = [
        "namespace": .string(namespace), "name": .string(name), "payloadVersion": version, "messageId": "m-1",
    ]
    if let instance { header["instance"] = .string(instance) }
    header["correlationToken"] = correlationToken
    var body: JSONObject = ["header": .object(header)]
    if let endpoint {
        body["endpoint"] = [
            "scope": ["type": "BearerToken", "token": "account-linking-token"], "endpointId": .string(endpoint),
            "cookie": [:],
        ]
    }
    body["payload"] = payload
    return JSONValue.object(["directive": .object(body)]).text
}

extension JSONObject {
    /// `event.header.namespace` and `name`, and the error type if there is one: `Alexa.ErrorResponse INTERNAL_ERROR`.
    var verdict: String {
        let event = self["event"]?.object
        let header = event?["header"]?.object
        let type = event?["payload"]?.object?["type"]?.string
        return "\(header?["namespace"]?.string ?? "?").\(header?["name"]?.string ?? "?")"
            + (type.map { " \($0)" } ?? "")
    }

    /// The names of the properties in the context, with their values.
    var context: [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for item in self["context"]?.object?["properties"]?.array ?? [] {
            guard let property = item.object, let name = property["name"]?.string else { continue }
            values[name] = property["value"]
        }
        return values
    }
}

/// The lines of a log, as they are written.
final class RecordedLog: Sendable {
    private let written = Mutex<[[UInt8]]>([])

    var logger: Logger {
        Logger(label: "tests") { _ in
            JSONLogHandler(
                level: .debug, now: { Timestamp(milliseconds: 0) },
                write: { line in self.written.withLock { $0.append(line) } })
        }
    }

    /// Every line, as text.
    var text: String { String(decoding: written.withLock { $0.flatMap(\.self) }, as: UTF8.self) }

    /// The lines with that event. A line that is not a JSON object counts as an empty one.
    func lines(_ event: String) -> [JSONObject] {
        written.withLock(\.self).map { JSONDocument(parsing: $0).value?.object ?? [:] }
            .filter { $0["event"]?.string == event }
    }

    /// How many lines there are.
    var lineCount: Int { written.withLock(\.count) }

    /// The summary lines.
    var summaries: [JSONObject] { lines("directive") }
}
