package import AlexaProtocol
package import LoopbackServer
import Synchronization

/// Realer's servers for one control device, for tests and `porchlight demo --cloud realer`: they check credentials, token, body
/// and message id as the documentation says, keep a catalogue, and play scripted answers.
package final class FakeRealer: Sendable {
    /// What a request asks for.
    package enum Operation: String, CaseIterable, Sendable {
        /// `POST /oauth/token`.
        case token
        /// `GET .../bootstrap`.
        case bootstrap
        /// `GET .../commands`.
        case commands
        /// `GET .../commands/{id}`.
        case command
        /// `GET .../sensors`.
        case sensors
        /// `GET .../sensors/{id}`.
        case sensor
        /// `POST .../feed-data`.
        case feedData = "feed-data"
        /// Anything else.
        case other
    }

    /// A request that came.
    package struct Call: Hashable, Sendable {
        /// What it asked for.
        package let operation: Operation
        /// The method.
        package let method: String
        /// The path and the query.
        package let path: String
        /// The body.
        package let body: [UInt8]
        /// The bearer token; `nil` if it had none.
        package let token: String?
    }

    /// What is done with the next request of an operation.
    package enum Script: Sendable {
        /// It is answered so and has no effect.
        case answer(LoopbackAnswer)
        /// It is carried out, and its answer is lost on the way.
        case loseAnswer
        /// It is carried out as usual.
        case asUsual
    }

    /// A report that was taken: one physical event, however often it was sent.
    package struct Report: Hashable, Sendable {
        /// The idempotency key.
        package let messageId: String
        /// The command.
        package let command: String
        /// The value as it was sent.
        package let value: String
        /// How often it came.
        package var sent = 1
        let body: [UInt8]
    }

    /// Somebody who waits for requests of an operation.
    struct Waiter {
        let operation: Operation
        let count: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    struct State {
        var calls: [Call] = []
        var scripts: [Operation: [Script]] = [:]
        var commands: [JSONObject]
        var sensors: [JSONObject]
        var revision = 1
        var reports: [Report] = []
        var tokens = 0
        var goodTokens: Set<String> = []
        var edition = Edition.newest
        var adopts = true
        var cadence: Double?
        var tokenFields: JSONObject = ["expires_in": 3600, "renew_after": 3000]
        var loginDelay: Duration?
        var requiredScope: String?
        var waiters: [Waiter] = []

        /// Notes a request, and gives whoever has waited for it.
        mutating func note(_ call: Call) -> [CheckedContinuation<Void, Never>] {
            calls.append(call)
            guard !waiters.isEmpty else { return [] }
            let count = calls.count { $0.operation == call.operation }
            func isServed(_ waiter: Waiter) -> Bool { waiter.operation == call.operation && waiter.count <= count }
            let served = waiters.filter(isServed)
            waiters.removeAll(where: isServed)
            return served.map(\.continuation)
        }
    }

    /// The id of the control device.
    package static let deviceId = "cdv_00000000000000000000000001"
    /// Its client id.
    package static let clientId = "cdv_00000000000000000000000001"
    /// Its client secret.
    package let clientSecret: String

    let state: Mutex<State>

    /// Servers with a pump relay, a dimmer, an irrigation valve and a thermistor, which knows a value.
    package init(clientSecret: String = "realer-secret-never-shown") {
        self.clientSecret = clientSecret
        state = Mutex(State(commands: Self.sampleCommands, sensors: Self.sampleSensors))
    }

    private static let sampleCommands: [JSONObject] = [
        [
            "id": "cmd_pump", "name": "Garden pump", "value": "0.0", "value_type": "NumericRange", "kind": "relay",
            "pin_port": "2",
        ],
        [
            "id": "cmd_dimmer", "name": "Workshop dimmer", "value": "40.0", "value_type": "NumericRange", "kind": "pwm",
            "pin_port": "5", "minimum_value": "0.0", "maximum_value": "100.0", "step": "1.0",
        ],
        [
            "id": "cmd_valve", "value": "1.5", "value_type": "NumericRange", "kind": "valve", "pin_port": "7",
            "range": ["min": "0.0", "max": "4.0", "step": "0.5"],
        ],
    ]

    private static let sampleSensors: [JSONObject] = [
        [
            "id": "sns_boiler", "name": "Boiler", "kind": "thermistor", "qc": "celsius_temperature",
            "mu": "degree_celsius:0", "pin_port": "3", "value": "21.5", "value_received_at": "2026-01-01T00:00:00.000Z",
        ],
        [
            "id": "sns_mute", "kind": "thermistor", "qc": "celsius_temperature", "mu": "degree_celsius:0",
            "pin_port": "4",
        ],
    ]

    /// The next requests of an operation are treated so, all further ones as usual.
    package func script(_ operation: Operation, _ scripts: [Script]) {
        state.withLock { $0.scripts[operation] = scripts }
    }

    /// The next requests of an operation are answered so.
    package func answer(_ operation: Operation, _ answers: [LoopbackAnswer]) {
        script(operation, answers.map { .answer($0) })
    }

    /// Replaces the catalogues, and so the revision.
    package func setCatalog(commands: [JSONObject], sensors: [JSONObject] = []) {
        state.withLock { state in
            (state.commands, state.sensors) = (commands, sensors)
            state.revision += 1
        }
    }

    /// Removes an item, and so changes the revision.
    package func remove(_ id: String) {
        state.withLock { state in
            state.commands.removeAll { $0["id"]?.string == id }
            state.sensors.removeAll { $0["id"]?.string == id }
            state.revision += 1
        }
    }

    /// Somebody sets a command's value in Realer.
    package func configure(_ id: String, value: String) {
        state.withLock { $0.configure(id, value) }
    }

    /// Which edition the servers speak. Only the newest has the bootstrap descriptor.
    package func speak(_ edition: Edition) { state.withLock { $0.edition = edition } }
    /// Whether a report becomes the command's configured value.
    package func adoptReports(_ adopts: Bool) { state.withLock { $0.adopts = adopts } }
    /// The shortest interval between two reports, in seconds, which the descriptor names.
    package func setCadence(_ seconds: Double?) { state.withLock { $0.cadence = seconds } }
    /// The members of the token answer beside the token.
    package func setTokenFields(_ fields: JSONObject) { state.withLock { $0.tokenFields = fields } }
    /// How long the token endpoint takes to answer.
    package func delayLogins(_ delay: Duration?) { state.withLock { $0.loginDelay = delay } }
    /// No token given so far is good any more.
    package func revokeTokens() { state.withLock { $0.goodTokens = [] } }
    /// Tokens that were asked for without this scope may not report.
    package func requireScope(_ scope: String?) { state.withLock { $0.requiredScope = scope } }

    /// All requests.
    package var calls: [Call] { state.withLock(\.calls) }
    /// Waits until `count` requests of an operation have come. Without a limit: a test has one of its own.
    package func wait(for count: Int, _ operation: Operation) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.calls.count(where: { $0.operation == operation }) >= count { return true }
                state.waiters.append(Waiter(operation: operation, count: count, continuation: continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// The requests of an operation.
    package func calls(_ operation: Operation) -> [Call] { calls.filter { $0.operation == operation } }
    /// What was reported: each physical event once, in their order.
    package var reports: [Report] { state.withLock(\.reports) }
    /// The configured value of a command; `nil` if there is no such command.
    package func value(of id: String) -> String? {
        state.withLock { state in state.commands.first { $0["id"]?.string == id }?["value"]?.string }
    }
    /// All tokens given so far, to look for them in logs.
    package var tokens: [String] { (0..<state.withLock(\.tokens)).map { Self.token($0 + 1) } }

    static func token(_ number: Int) -> String { "realer-token-\(number)-never-shown" }
}
