package import Logging
import Synchronization
package import Timing

/// Asks the Runtime API for invocations, passes them to a handler and posts its answers, until ``stop()`` is called.
package final class LambdaRuntime<Handler: LambdaHandler>: Sendable {
    /// Why the runtime has ended.
    package enum End: Hashable, Sendable {
        /// ``stop()`` was called.
        case stopped
        /// The Runtime API returns no invocations. The process has to end with a status that is not 0, so that Lambda starts
        /// another one.
        case failed(RuntimeAPIFailure)
    }

    /// The number of failed requests in a row for an invocation after which the process ends.
    package static var greatestFailures: Int { 6 }
    /// Work after an answer ends this long before Lambda's deadline. A function that exceeds the deadline is killed, and Lambda
    /// has to start it anew for the next directive.
    package static var margin: Duration { .milliseconds(300) }

    private let api: RuntimeAPI
    private let handler: Handler
    private let environment: SkillEnvironment
    private let logger: Logger
    private let trace: TraceVariable?
    private let state = Mutex(State(asking: []))

    private struct State {
        var isStopped = false
        /// The requests for the next invocation in flight, by worker.
        var asking: [Task<Next, Never>?]
    }

    /// The result of a request for an invocation. The type `Result` would cost 0.3 million instructions at start.
    private enum Next: Sendable {
        case invocation(Invocation)
        case failed(RuntimeAPIFailure)
        case stopped
    }

    /// A runtime that has not started.
    ///
    /// - Parameter trace: gets the trace of each invocation. Nil if several run at once, or if no library reads it.
    package init(
        _ api: RuntimeAPI, _ handler: Handler, environment: SkillEnvironment, logger: Logger,
        trace: TraceVariable? = nil
    ) {
        self.api = api
        self.handler = handler
        self.environment = environment
        self.logger = logger
        self.trace = trace
    }

    /// Requests no more invocations. Those in flight are answered; ``run(concurrency:)`` returns then.
    package func stop() {
        let asking = state.withLock { state in
            state.isStopped = true
            return state.asking
        }
        for task in asking { task?.cancel() }
    }

    /// Serves invocations until ``stop()`` is called or the Runtime API fails permanently.
    ///
    /// - Parameter concurrency: how many invocations at once, at least 1 (AWS_LAMBDA_MAX_CONCURRENCY).
    package func run(concurrency: Int = 1) async -> End {
        state.withLock { $0.asking = Array(repeating: nil, count: max(1, concurrency)) }
        guard concurrency > 1 else { return await serve(0) }
        return await withTaskGroup(of: End.self) { group in
            for worker in 0..<concurrency { group.addTask { await self.serve(worker) } }
            var end = End.stopped
            for await next in group {
                // When one fails, the process has to end: the others complete their invocations.
                if case .failed = next {
                    end = next
                    stop()
                }
            }
            return end
        }
    }

    private func serve(_ worker: Int) async -> End {
        var failures = 0
        while true {
            switch await next(worker) {
            case .stopped: return .stopped
            case .invocation(let invocation):
                failures = 0
                await serve(invocation)
            case .failed(let failure):
                failures += 1
                if let end = await wait(after: failure, failures) { return end }
            }
        }
    }

    private func next(_ worker: Int) async -> Next {
        let task: Task<Next, Never>? = state.withLock { state in
            guard !state.isStopped else { return nil }
            let task = Task { [api] () -> Next in
                do throws(RuntimeAPIFailure) {
                    return .invocation(try await api.next())
                } catch {
                    return error.kind == .cancelled ? .stopped : .failed(error)
                }
            }
            state.asking[worker] = task
            return task
        }
        guard let task else { return .stopped }
        let next = await task.value
        state.withLock { $0.asking[worker] = nil }
        return next
    }

    private func serve(_ invocation: Invocation) async {
        trace?.set(invocation.traceId)
        let answer = await handler.answer(invocation)
        do throws(RuntimeAPIFailure) {
            try await post(answer.body, invocation)
        } catch {
            log("answer_not_posted", error, invocation.requestId)
        }
        if let work = answer.work {
            let end = invocation.deadline.earlier(by: Self.margin)
            // Started even if no time is left, so that it can react to its cancellation.
            await DeadlineTask(environment) { await work(end) }.value(before: end, late: unfinished(invocation))
        }
        handler.flush()
    }

    private func post(_ body: [UInt8], _ invocation: Invocation) async throws(RuntimeAPIFailure) {
        guard body.count <= RuntimeAPI.greatestAnswer else {
            let message = "the answer has \(body.count) bytes, and Lambda passes on \(RuntimeAPI.greatestAnswer)"
            return try await api.report(ErrorReport("Porchlight.AnswerTooLarge", message), of: invocation.requestId)
        }
        try await api.respond(to: invocation.requestId, with: body)
    }

    private func unfinished(_ invocation: Invocation) {
        logger.warning("work_unfinished", metadata: ["request_id": "\(invocation.requestId)"])
    }

    /// Waits before the next request for an invocation. Returns the end of the runtime after a fatal failure or too many in a
    /// row.
    private func wait(after failure: RuntimeAPIFailure, _ failures: Int) async -> End? {
        switch failure.kind {
        case .fatal: return .failed(failure)
        case .cancelled: return .stopped
        case .tooLarge(let requestId):
            do throws(RuntimeAPIFailure) {
                try await api.report(ErrorReport("Porchlight.InvocationTooLarge", "\(failure)"), of: requestId)
            } catch {
                log("answer_not_posted", error, requestId)
            }
        case .unreachable, .refused, .unreadable: break
        }
        guard failures < Self.greatestFailures else { return .failed(failure) }
        logger.warning("no_invocation", metadata: ["reason": "\(failure)", "attempt": .stringConvertible(failures)])
        await environment.sleep(.milliseconds(50 << min(failures, 10)))
        return nil
    }

    private func log(_ event: Logger.Message, _ failure: RuntimeAPIFailure, _ requestId: String) {
        logger.error(event, metadata: ["request_id": "\(requestId)", "reason": "\(failure)"])
    }
}
