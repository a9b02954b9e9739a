package import AlexaProtocol
import FoundationEssentials
package import HTTPTypes
package import LoopbackServer
import Synchronization

/// A fake of Amps's servers, as far as Porchlight uses them, with a small home. It checks key, path, query and body with code of
/// its own, carries out actions asynchronously, and can be given answers.
package final class FakeAmps: Sendable {
    /// The form of the envelope.
    package enum Edition: String, CaseIterable, Sendable {
        /// All answers in `success`, `data` and `meta`.
        case new
        /// Successes without an envelope, failures with `error` and without `success`.
        case old
    }

    /// The end of an action.
    package enum Fate: Sendable {
        /// It completes when it was read this many times.
        case complete(afterReads: Int = 1)
        /// It fails with this code at the next read.
        case fail(String, details: JSONObject = [:])
        /// A later command cancels it.
        case cancel
        /// It never ends.
        case hang
    }

    /// A request that arrived.
    package struct Call: Sendable {
        /// The method.
        package let method: String
        /// The path without the query.
        package let path: String
        /// The query's names and values, decoded.
        package let query: [String: String]
        /// The body.
        package let body: JSONValue?
        /// The header `Idempotency-Key`.
        package let idempotencyKey: String?
        /// The operation, such as `battery.list`, `battery.read`, `battery.command`, `battery.setting` or `actions.read`.
        package let operation: String
    }

    struct State {
        var devices: [FakeAmpsDevice]
        var actions: [String: FakeAmpsAction] = [:]
        var calls: [Call] = []
        var violations: [String] = []
        var scripts: [String: [LoopbackAnswer]] = [:]
        var fates: [Fate] = []
        var edition = Edition.new
        var pageSize = 10
        var count = 0
        var keyUses: [String: [UInt8]] = [:]
        /// The number of commands that are carried out but whose answers are lost.
        var lostAnswers = 0
    }

    /// The key that the servers accept.
    package let key: String
    /// The end user that the home belongs to.
    package let userId: String
    let now: @Sendable () -> Timestamp
    let state: Mutex<State>

    /// Servers with a home that has a device of each family.
    ///
    /// - Parameter now: the servers' clock, for sample times.
    package init(
        key: String = "sk_test_fake-amps-key", userId: String = "user-1",
        now: @escaping @Sendable () -> Timestamp = {
            Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        }
    ) {
        self.key = key
        self.userId = userId
        self.now = now
        state = Mutex(State(devices: FakeAmpsDevice.home))
    }

    /// Sets the next answers to an operation; `*` stands for any operation.
    package func answer(_ operation: String, _ answers: [LoopbackAnswer]) {
        state.withLock { $0.scripts[operation, default: []] += answers }
    }

    /// Sets the ends of the next actions, in order; all further ones complete at the first read.
    package func actionsEnd(_ fates: [Fate]) { state.withLock { $0.fates += fates } }

    /// The next `count` commands are carried out, but the connection is closed instead of an answer.
    package func loseAnswers(_ count: Int) { state.withLock { $0.lostAnswers = count } }

    /// Adds a planned action, which has not ended.
    package func plan(_ command: String, on id: String) {
        state.withLock { state in
            guard let index = state.devices.firstIndex(where: { $0.id == id }) else { return }
            state.count += 1
            var action = FakeAmpsAction(
                id: "action-\(state.count)", device: id, deviceType: state.devices[index].deviceType, command: command,
                parameters: [:], fate: .hang, createdAt: now())
            action.state = "scheduled"
            action.start = now().advanced(by: .seconds(3600)).description
            action.end = now().advanced(by: .seconds(7200)).description
            state.actions[action.id] = action
            state.devices[index].lastAction = action.id
        }
    }

    /// Uses this edition from now on.
    package func speak(_ edition: Edition) { state.withLock { $0.edition = edition } }

    /// Sets the number of devices in a page of a list.
    package func setPageSize(_ size: Int) { state.withLock { $0.pageSize = max(1, size) } }

    /// Changes a device.
    package func change(_ id: String, _ change: (inout FakeAmpsDevice) -> Void) {
        state.withLock { state in
            guard let index = state.devices.firstIndex(where: { $0.id == id }) else { return }
            change(&state.devices[index])
        }
    }

    /// Adds a device.
    package func add(_ device: FakeAmpsDevice) { state.withLock { $0.devices.append(device) } }

    /// Removes a device.
    package func remove(_ id: String) { state.withLock { $0.devices.removeAll { $0.id == id } } }

    /// The current state of a device.
    package func device(_ id: String) -> FakeAmpsDevice? { state.withLock { $0.devices.first { $0.id == id } } }

    /// The requests so far.
    package var calls: [Call] { state.withLock { $0.calls } }
    /// The POST requests so far: commands and settings.
    package var commands: [Call] { calls.filter { $0.method == "POST" } }
    /// The faults of requests that a real server would refuse, or that violate its documentation.
    package var violations: [String] { state.withLock { $0.violations } }

    /// Answers one request.
    @Sendable package func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        let target = (request.path ?? "").split(separator: "?", maxSplits: 1).map(String.init)
        let path = target.first ?? ""
        let segments = path.split(separator: "/").map { FormFields.decoded($0) }
        let call = Call(
            method: request.method.rawValue, path: path, query: FormFields.read(target.count > 1 ? target[1] : ""),
            body: body.isEmpty ? nil : JSONDocument(parsing: body).value,
            idempotencyKey: HTTPField.Name("idempotency-key").flatMap { request.headerFields[$0] },
            operation: Self.operation(request.method, segments))
        let sentKey = HTTPField.Name("x-api-key").flatMap { request.headerFields[$0] }
        return state.withLock { state in
            state.calls.append(call)
            if let scripted = Self.script(call.operation, &state) { return scripted }
            guard sentKey == key else {
                let code = sentKey == nil ? "UNAUTHORIZED" : "INVALID_API_KEY"
                return refusal(code, call, state)
            }
            return route(segments, call, body, request, &state)
        }
    }

    private static func script(_ operation: String, _ state: inout State) -> LoopbackAnswer? {
        for name in [operation, "*"] {
            guard var answers = state.scripts[name], !answers.isEmpty else { continue }
            let answer = answers.removeFirst()
            state.scripts[name] = answers
            return answer
        }
        return nil
    }

    /// The name of the operation in Porchlight.
    private static func operation(_ method: HTTPRequest.Method, _ segments: [String]) -> String {
        guard let family = segments.first else { return "unknown" }
        if family == "actions" { return "actions.read" }
        switch (method, segments.count) {
        case (.get, 1): return "\(family).list"
        case (.get, 2): return "\(family).read"
        case (.post, 2): return "\(family).command"
        case (.post, 3): return "\(family).setting"
        default: return "unknown"
        }
    }
}
