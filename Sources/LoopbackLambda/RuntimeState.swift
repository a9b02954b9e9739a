import HTTPTypes
import LoopbackServer
import Synchronization

/// The state of a ``LoopbackLambda``: waiting invocations, waiting runtimes, and the recorded acts.
final class RuntimeState: Sendable {
    typealias Act = LoopbackLambda.Act
    typealias Outcome = LoopbackLambda.Outcome

    private struct State {
        var acts: [Act] = []
        var nextAnswers: [LoopbackAnswer] = []
        var postAnswers: [LoopbackAnswer] = []
        /// Invocations that no runtime has requested yet.
        var waiting: [LoopbackAnswer] = []
        /// Requests for the next invocation, by their number.
        var asking: [Int: CheckedContinuation<LoopbackAnswer, Never>] = [:]
        var asked = 0
        /// Callers that wait for an answer, by request id.
        var open: [String: CheckedContinuation<Outcome, Never>] = [:]
        var watchers: [Int: (isSatisfied: @Sendable ([Act]) -> Bool, continuation: CheckedContinuation<Void, Never>)] =
            [:]
        var watched = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    var acts: [Act] { state.withLock { $0.acts } }

    func prepare(next answers: [LoopbackAnswer]) { state.withLock { $0.nextAnswers += answers } }
    func prepare(posts answers: [LoopbackAnswer]) { state.withLock { $0.postAnswers += answers } }

    func add(_ act: Act) {
        let satisfied = state.withLock { state in
            state.acts.append(act)
            let satisfied = state.watchers.filter { $0.value.isSatisfied(state.acts) }
            for number in satisfied.keys { state.watchers[number] = nil }
            return satisfied.values.map(\.continuation)
        }
        for watcher in satisfied { watcher.resume() }
    }

    /// Returns early if the task is cancelled, such as by the time limit of a test.
    func wait(until condition: @escaping @Sendable ([Act]) -> Bool) async {
        let number = state.withLock { state in
            state.watched += 1
            return state.watched
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if condition(state.acts) || state.isClosed || Task.isCancelled { return true }
                    state.watchers[number] = (condition, continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.watchers.removeValue(forKey: number) }?.continuation.resume()
        }
    }

    /// The invocation is lost if the task is cancelled.
    func invoke(_ body: [UInt8], _ requestId: String, _ fields: HTTPFields) async -> Outcome {
        let answer = LoopbackAnswer(.ok, Self.fields(requestId, fields), body: body)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (asking, isLost) = state.withLock { state in
                    // A cancelled task may arrive here after ``forget()``.
                    if Task.isCancelled { return (CheckedContinuation<LoopbackAnswer, Never>?.none, true) }
                    state.open[requestId] = continuation
                    // The latest request: earlier ones may be of a process that has ended.
                    if let last = state.asking.keys.max() { return (state.asking.removeValue(forKey: last), false) }
                    state.waiting.append(answer)
                    return (nil, false)
                }
                if isLost { continuation.resume(returning: .lost) }
                asking?.resume(returning: answer)
            }
        } onCancel: {
            state.withLock { $0.open.removeValue(forKey: requestId) }?.resume(returning: .lost)
        }
    }

    private static func fields(_ requestId: String, _ given: HTTPFields) -> HTTPFields {
        var fields: HTTPFields = [
            .requestId: requestId, .deadline: "\(TimeOfDay.milliseconds + 10_000)", .contentType: "application/json",
            .functionARN: "arn:aws:lambda:eu-west-1:123456789012:function:porchlight",
            .traceId: "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
        ]
        for field in given { fields[field.name] = field.value.isEmpty ? nil : field.value }
        return fields
    }

    /// Answers a request of a runtime.
    @Sendable func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        let path = (request.path ?? "").split(separator: "/").map(String.init)
        let type = request.headerFields[.errorType] ?? ""
        if path == ["2020-01-01", "extension", "event", "next"] { return await event() }
        guard path.first == "2018-06-01" || path == ["2020-01-01", "extension", "register"] else {
            return LoopbackAnswer(.notFound)
        }
        switch (request.method, path.count, path.last) {
        case (.get, 4, "next"): return await next()
        case (.post, 5, "response"): return take(.responded(requestId: path[3], body: body))
        case (.post, 5, "error"): return take(.failed(requestId: path[3], type: type, body: body))
        case (.post, 4, "error"): return take(.failedToStart(type: type, body: body))
        case (.post, 3, "register"):
            add(.registered(name: request.headerFields[.extensionName] ?? "", body: body))
            return LoopbackAnswer(.ok, [.extensionIdentifier: "00000000-0000-4000-8000-000000000001"])
        case (_, _, _): return LoopbackAnswer(.notFound)
        }
    }

    /// There are no events; the request stays open until the server stops.
    private func event() async -> LoopbackAnswer {
        add(.askedForEvents)
        do { try await Task.sleep(for: .seconds(86_400)) } catch { return .hangUp }
        return .hangUp
    }

    private func next() async -> LoopbackAnswer {
        add(.asked)
        let number = state.withLock { state in
            state.asked += 1
            return state.asked
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready: LoopbackAnswer? = state.withLock { state in
                    if state.isClosed { return .hangUp }
                    if !state.nextAnswers.isEmpty { return state.nextAnswers.removeFirst() }
                    if !state.waiting.isEmpty { return state.waiting.removeFirst() }
                    state.asking[number] = continuation
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            state.withLock { $0.asking.removeValue(forKey: number) }?.resume(returning: .hangUp)
        }
    }

    private func take(_ act: Act) -> LoopbackAnswer {
        add(act)
        let end = Self.end(act)
        let (answer, caller) = state.withLock { state in
            let prepared = state.postAnswers.isEmpty ? nil : state.postAnswers.removeFirst()
            let caller = end.flatMap { state.open.removeValue(forKey: $0.requestId) }
            // Lambda accepts one answer to an invocation.
            let usual = LoopbackAnswer(end != nil && caller == nil ? .badRequest : .accepted)
            return (prepared ?? usual, caller)
        }
        if let end { caller?.resume(returning: end.outcome) }
        return answer
    }

    private static func end(_ act: Act) -> (requestId: String, outcome: Outcome)? {
        switch act {
        case .responded(let requestId, let body): (requestId, .answered(body))
        case .failed(let requestId, let type, let body): (requestId, .failed(type: type, body: body))
        case .asked, .failedToStart, .registered, .askedForEvents, .noted: nil
        }
    }

    func forget() {
        forgetAsking()
        let open = state.withLock { state in
            state.waiting = []
            defer { state.open = [:] }
            return Array(state.open.values)
        }
        for caller in open { caller.resume(returning: .lost) }
    }

    func forgetAsking() {
        let asking = state.withLock { state in
            defer { state.asking = [:] }
            return Array(state.asking.values)
        }
        for request in asking { request.resume(returning: .hangUp) }
    }

    func close() {
        let watchers = state.withLock { state in
            state.isClosed = true
            defer { state.watchers = [:] }
            return state.watchers.values.map(\.continuation)
        }
        for watcher in watchers { watcher.resume() }
        forget()
    }
}
