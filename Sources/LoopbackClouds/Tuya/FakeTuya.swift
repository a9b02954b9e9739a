package import AlexaProtocol
package import HTTPTypes
package import LoopbackServer
import Synchronization

/// A fake of Tuya's servers: checks id, time, token and signature, has a small home, and can be given answers.
package final class FakeTuya: Sendable {
    /// A kind of call, for scripted answers and for searches.
    package enum Operation: String, CaseIterable, Sendable {
        /// Fetching a token.
        case token
        /// A list of devices.
        case list
        /// A device's record.
        case record
        /// A device's specification.
        case specification
        /// A device's values without times.
        case status
        /// A device's values with times.
        case shadow
        /// Setting points.
        case command
        /// A device's thing model.
        case model
        /// Setting properties of a thing model.
        case issue
        /// An app user's record.
        case user
        /// A blaster's remotes.
        case remotes
        /// The keys of a remote.
        case keys
        /// The state last sent to an air conditioner.
        case airConditioner
        /// Setting an air conditioner.
        case airConditionerCommand
        /// An infrared key.
        case key
        /// A user's homes.
        case homes
        /// A home's scenes.
        case scenes
        /// Starting a scene.
        case trigger
        /// Whether a lock may be opened through the cloud.
        case unlocks
        /// A lock's ticket.
        case ticket
        /// Opening or closing a lock.
        case door
        /// Any other path.
        case unknown
    }

    /// A request that arrived.
    package struct Call: Sendable {
        /// Its kind.
        package let operation: Operation
        /// The path without the query.
        package let path: String
        /// The query, decoded.
        package let query: [String: String]
        /// The body; `nil` if there is none.
        package let body: JSONValue?
    }

    /// The project's id that the fake knows.
    package static let clientId = "fake-client-id"
    /// The project's secret that the fake knows.
    package static let secret = "fake-secret-never-shown"
    /// The app user that the home belongs to.
    package static let userId = "eu-fake-user"

    /// The calls that a constant answer applies to; the device is empty for all.
    struct Subject: Hashable {
        let operation: Operation
        let device: String
    }

    struct State {
        var devices = FakeTuyaHome.devices
        /// The home of each app user.
        var homes = [FakeTuya.userId: 1001]
        var scenes: [(id: String, name: String, isEnabled: Bool)] = [
            ("scene1", "Movie night", true), ("scene2", "Old scene", false),
        ]
        var airConditioner: JSONObject = ["power": "1", "mode": "0", "temp": "24", "wind": "0"]
        var tickets: Set<String> = []
        var tokens: [String: Int64] = [:]
        var count = 0
        var calls: [Call] = []
        var scripts: [Operation: [LoopbackAnswer]] = [:]
        var constants: [Subject: LoopbackAnswer] = [:]
        var losses: [Operation: [LoopbackAnswer]] = [:]
        var passes: [Operation: Int] = [:]
        var tokenDelay: Duration?
        var pageSize = Int.max
        var userUnit: JSONValue = 1
        var closedPaths: [String] = []
    }

    let state: Mutex<State>
    private let gate: FakeTuyaGate
    private let clock: @Sendable () -> Int64

    /// A fake with its usual home.
    ///
    /// - Parameter clock: the server's time in milliseconds since 1970.
    package init(
        clientId: String = FakeTuya.clientId, secret: String = FakeTuya.secret, clock: @escaping @Sendable () -> Int64
    ) {
        gate = FakeTuyaGate(clientId: clientId, secret: secret)
        self.clock = clock
        state = Mutex(State())
    }

    /// Sets the next answers to calls of this kind; later calls get the fake's own answers.
    package func answer(_ operation: Operation, _ answers: [LoopbackAnswer]) {
        state.withLock { $0.scripts[operation, default: []] += answers }
    }

    /// Sets the answer to all calls of this kind, or to those about one device; `nil` restores the fake's own answers.
    package func always(_ operation: Operation, _ answer: LoopbackAnswer?, for device: String = "") {
        state.withLock { $0.constants[Subject(operation: operation, device: device)] = answer }
    }

    /// The next calls of this kind are carried out, but get these answers, as if their own were lost.
    package func loseAnswers(_ operation: Operation, _ answers: [LoopbackAnswer]) {
        state.withLock { $0.losses[operation, default: []] += answers }
    }

    /// The next `count` calls of this kind get the fake's own answer instead of that of ``always(_:_:for:)``.
    package func pass(_ operation: Operation, _ count: Int) { state.withLock { $0.passes[operation] = count } }

    /// Removes all scripted answers.
    package func forgetScripts() {
        state.withLock { state in
            state.scripts = [:]
            state.constants = [:]
            state.losses = [:]
            state.passes = [:]
        }
    }

    /// Paths with one of these prefixes do not exist for the project.
    package func close(_ paths: [String]) { state.withLock { $0.closedPaths = paths } }
    /// Sets the scale of temperatures of the app user in Tuya's form: 1 is Celsius, 2 Fahrenheit.
    package func chooseUnit(_ unit: JSONValue) { state.withLock { $0.userUnit = unit } }
    /// Sets the number of devices in a page of a list.
    package func usePages(of size: Int) { state.withLock { $0.pageSize = size } }
    /// Invalidates all tokens so far.
    package func revokeTokens() { state.withLock { $0.tokens = [:] } }
    /// Sets the delay of token answers.
    package func delayTokens(_ delay: Duration?) { state.withLock { $0.tokenDelay = delay } }

    /// Changes a device.
    package func change(_ id: String, _ body: (inout FakeTuyaDevice) -> Void) {
        state.withLock { state in
            guard let index = state.devices.firstIndex(where: { $0.id == id }) else { return }
            body(&state.devices[index])
        }
    }

    /// Removes devices.
    package func remove(where condition: (FakeTuyaDevice) -> Bool) {
        state.withLock { $0.devices.removeAll(where: condition) }
    }

    /// Links another app user to the project, with a home that has the same scenes as the first one's.
    package func addUser(_ user: String, home: Int) { state.withLock { $0.homes[user] = home } }

    /// Adds devices.
    package func add(_ devices: [FakeTuyaDevice]) { state.withLock { $0.devices += devices } }

    /// The value of a device's point.
    package func value(_ id: String, _ code: String) -> JSONValue? {
        state.withLock { state in
            state.devices.first { $0.id == id }?.points.first { $0.code == code }?.value
        }
    }

    /// The state last sent to the air conditioner.
    package var airConditioner: JSONObject { state.withLock { $0.airConditioner } }

    /// The calls that arrived, in order.
    package var calls: [Call] { state.withLock { $0.calls } }
    /// The calls of a kind.
    package func calls(_ operation: Operation) -> [Call] { calls.filter { $0.operation == operation } }
    /// Removes the recorded calls.
    package func forgetCalls() { state.withLock { $0.calls = [] } }

    /// Answers a request.
    @Sendable package func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        let target = request.path ?? ""
        let path = String(target.prefix { $0 != "?" })
        let route = FakeTuyaRoute(request.method, path)
        let document = JSONDocument(parsing: body)
        let call = Call(
            operation: route.operation, path: path, query: FakeTuyaGate.query(target),
            body: body.isEmpty ? nil : document.value)
        let now = clock()
        return state.withLock { state in
            state.calls.append(call)
            let isToken = route.operation == .token
            let tokens = state.tokens
            let alive: (String) -> Bool = { token in tokens[token].map { $0 > now } ?? false }
            if let code = gate.refusal(request, body, at: now, token: isToken ? nil : alive) {
                return .tuyaRefusal(code, at: now)
            }
            let isPassed = state.passes[route.operation, default: 0] > 0
            if isPassed { state.passes[route.operation, default: 0] -= 1 }
            for device in isPassed ? [] : [route.ids.first ?? "", ""] {
                let subject = Subject(operation: route.operation, device: device)
                if let constant = state.constants[subject] { return constant }
            }
            if let next = state.scripts[route.operation]?.first {
                state.scripts[route.operation]?.removeFirst()
                return next
            }
            if state.closedPaths.contains(where: path.hasPrefix) { return .tuyaRefusal("28841101", at: now) }
            let result = state.result(of: route, call, at: now)
            if let instead = state.losses[route.operation]?.first {
                state.losses[route.operation]?.removeFirst()
                return instead
            }
            switch result {
            case .success(let result):
                return .tuya(result, at: now, after: isToken ? state.tokenDelay : nil)
            case .failure(let refusal):
                return .tuyaRefusal(refusal.code, at: now)
            }
        }
    }
}

extension LoopbackAnswer {
    /// A success in Tuya's envelope.
    ///
    /// - Parameter now: Tuya's time in milliseconds since 1970.
    package static func tuya(_ result: JSONValue, at now: Int64, after delay: Duration? = nil) -> LoopbackAnswer {
        let body: JSONValue = [
            "success": true, "result": result, "t": .number(Double(now)), "tid": "fake-trace-ok",
        ]
        return LoopbackAnswer(.ok, body: body.encoded(), after: delay)
    }

    /// A refusal in Tuya's envelope, with HTTP status 200 as in Tuya's answers.
    ///
    /// - Parameter codeAsText: whether the code is a string, as on some pages.
    package static func tuyaRefusal(
        _ code: String, at now: Int64, codeAsText: Bool = false
    ) -> LoopbackAnswer {
        let number: JSONValue = codeAsText ? .string(code) : Int(code).map { .number(Double($0)) } ?? .string(code)
        let body: JSONValue = [
            "success": false, "code": number, "msg": "refused by the fake", "t": .number(Double(now)),
            "tid": "fake-trace-refused",
        ]
        return LoopbackAnswer(.ok, body: body.encoded())
    }
}
