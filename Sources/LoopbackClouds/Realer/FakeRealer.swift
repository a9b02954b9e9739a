package import AlexaProtocol
package import LoopbackServer
import Synchronization

/// A fake of Realer's servers for one control device, for tests and `porchlight demo --cloud realer`: checks credentials, token,
/// body and message id by the documentation, has a catalogue, and can be given answers.
package final class FakeRealer: Sendable {
    /// The operation of a request.
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

    /// A received request.
    package struct Call: Hashable, Sendable {
        /// The operation.
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

    /// The treatment of the next request of an operation.
    package enum Script: Sendable {
        /// It gets this answer and has no effect.
        case answer(LoopbackAnswer)
        /// It is carried out, but its answer is lost.
        case loseAnswer
        /// It is carried out as usual.
        case asUsual
    }

    /// An accepted report: one physical event, however often it was sent.
    package struct Report: Hashable, Sendable {
        /// The idempotency key.
        package let messageId: String
        /// The command.
        package let command: String
        /// The value as it was sent.
        package let value: String
        /// The number of times it was received.
        package var sent = 1
        let body: [UInt8]
    }

    /// A caller that waits for requests of an operation.
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

        /// Records a request, and returns the callers whose wait it ends.
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

    /// A fake with a pump relay, a dimmer, an irrigation valve, and a thermistor that has a value.
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

    /// Sets the treatment of the next requests of an operation; all further ones are carried out as usual.
    package func script(_ operation: Operation, _ scripts: [Script]) {
        state.withLock { $0.scripts[operation] = scripts }
    }

    /// Sets the next answers to an operation.
    package func answer(_ operation: Operation, _ answers: [LoopbackAnswer]) {
        script(operation, answers.map { .answer($0) })
    }

    /// Replaces the catalogues, which changes the revision.
    package func setCatalog(commands: [JSONObject], sensors: [JSONObject] = []) {
        state.withLock { state in
            (state.commands, state.sensors) = (commands, sensors)
            state.revision += 1
        }
    }

    /// Removes an item, which changes the revision.
    package func remove(_ id: String) {
        state.withLock { state in
            state.commands.removeAll { $0["id"]?.string == id }
            state.sensors.removeAll { $0["id"]?.string == id }
            state.revision += 1
        }
    }

    /// Sets a command's configured value, as a user of Realer does.
    package func configure(_ id: String, value: String) {
        state.withLock { $0.configure(id, value) }
    }

    /// Sets the edition. Only the newest has the bootstrap descriptor.
    package func speak(_ edition: Edition) { state.withLock { $0.edition = edition } }
    /// Sets whether a report becomes the command's configured value.
    package func adoptReports(_ adopts: Bool) { state.withLock { $0.adopts = adopts } }
    /// Sets the minimum interval between two reports, in seconds, for the descriptor.
    package func setCadence(_ seconds: Double?) { state.withLock { $0.cadence = seconds } }
    /// Sets the members of the token answer besides the token.
    package func setTokenFields(_ fields: JSONObject) { state.withLock { $0.tokenFields = fields } }
    /// Sets the delay of the token endpoint.
    package func delayLogins(_ delay: Duration?) { state.withLock { $0.loginDelay = delay } }
    /// Invalidates all tokens so far.
    package func revokeTokens() { state.withLock { $0.goodTokens = [] } }
    /// Refuses reports with tokens that were requested without this scope.
    package func requireScope(_ scope: String?) { state.withLock { $0.requiredScope = scope } }

    /// All requests.
    package var calls: [Call] { state.withLock(\.calls) }
    /// Waits until `count` requests of an operation were received. Without a timeout: each test has its own.
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
    /// The reports: each physical event once, in order.
    package var reports: [Report] { state.withLock(\.reports) }
    /// The configured value of a command; `nil` if there is no such command.
    package func value(of id: String) -> String? {
        state.withLock { state in state.commands.first { $0["id"]?.string == id }?["value"]?.string }
    }
    /// All tokens so far, to search for them in logs.
    package var tokens: [String] { (0..<state.withLock(\.tokens)).map { Self.token($0 + 1) } }

    static func token(_ number: Int) -> String { "realer-token-\(number)-never-shown" }
}
