package import AlexaProtocol
package import EventGateway
package import Logging
import Synchronization
import Telemetry
package import Timing

/// Answers each directive with one event before Alexa's deadline, also if the directive is invalid or a device cloud fails.
package final class Skill: Sendable {
    /// The most bytes of a directive. AWS Lambda accepts no more either (Lambda quotas, invocation payload).
    package static let greatestDirective = 6 << 20

    let homes: HomeDirectory
    let accounts: AccountDirectory?
    let customers: any CustomerResolver
    let grants: any GrantReceiver
    let deferral: Deferral?
    let environment: SkillEnvironment
    let logger: Logger
    let options: Options
    let alarms: AlarmLog
    private let isCold = Atomic(true)

    /// A skill whose customers' endpoints are at the clouds of `adapters`.
    ///
    /// - Parameters:
    ///   - homes: keeps endpoints between processes; `nil` if they are not kept.
    ///   - accounts: the cache of stored accounts that the adapters use, too. Discover marks it as stale.
    ///   - deferral: how slow answers are deferred; `nil` if they never are.
    package init(
        adapters: [any DeviceAdapter], customers: any CustomerResolver = HouseholdResolver(),
        grants: any GrantReceiver, homes: (any HomeStore)? = nil,
        accounts: AccountDirectory? = nil, deferral: Deferral? = nil,
        environment: SkillEnvironment, logger: Logger, options: Options = Options()
    ) {
        self.homes = HomeDirectory(adapters, store: homes, limits: options.homes, environment, logger)
        self.accounts = accounts
        self.customers = customers
        self.grants = grants
        self.deferral = deferral
        self.environment = environment
        self.logger = logger
        self.options = options
        self.alarms = AlarmLog(logger: logger, uptime: environment.uptime)
    }

    /// The event that answers a message.
    ///
    /// - Parameters:
    ///   - bytes: the directive as Alexa sent it, or anything else.
    ///   - timeLeft: how much longer the host lets this process run (Lambda's deadline); `nil` if it does not limit it.
    ///   - requestId: the host's id of the request, for log lines. Trace and request id may also come from the
    ///     ``LogContext`` of the caller's task.
    package func answer(to bytes: [UInt8], timeLeft: Duration? = nil, requestId: String? = nil) async -> Event {
        let start = environment.uptime()
        let isTooLarge = bytes.count > Self.greatestDirective
        // The header comes first, so the beginning is enough to address the answer.
        let incoming = IncomingDirective(isTooLarge ? Array(bytes.prefix(1 << 16)) : bytes)
        let record = DirectiveRecord(logger: logger)
        let limit = min(TimeLimits.answer(to: incoming.namespace), timeLeft ?? .seconds(3600))
        let summary = Summary(
            incoming, requestId: requestId, start: start, budget: limit,
            isCold: isCold.exchange(false, ordering: .relaxed), options: options)
        return await LogContext.$current.withValue(summary.context) {
            logReceived(bytes, summary)
            let event = await answer(incoming, isTooLarge: isTooLarge, timeLeft: timeLeft, record, summary)
            log(summary, event, record)
            return event
        }
    }

    /// The event that answers a message, as far as it could be read.
    private func answer(
        _ incoming: IncomingDirective, isTooLarge: Bool, timeLeft: Duration?, _ record: DirectiveRecord,
        _ summary: Summary
    ) async -> Event {
        let namespace = summary.namespace
        switch incoming.directive {
        case .success(let directive) where !isTooLarge:
            return await answer(
                Request(
                    requestId: summary.context.requestId, directive: directive, address: incoming.address,
                    answerBy: Deadline(in: summary.budget - options.margin, environment),
                    hostEnd: timeLeft.map { Deadline(in: $0 - options.margin, environment) }, record: record,
                    logEnd: { [self] in log(summary, $0, record, isDeferredEnd: true) }))
        case .success:
            return self.event(body(of: .tooLarge, namespace: namespace, incoming.address, record))
        case .failure(let error):
            let failure = isTooLarge ? .tooLarge : DirectiveFailure(error, rule: "skill.unreadable")
            return self.event(body(of: failure, namespace: namespace, incoming.address, record))
        }
    }

    /// Waits until all deferred work and all background writes have ended.
    package func finishDeferred() async {
        await deferral?.finish()
        await homes.finishWrites()
    }

    /// Waits for the deferred work of one request and for all background writes, until `deadline`. Deferred work that has not
    /// ended by then, or when the calling task is cancelled, is cancelled, and Alexa gets the error that was stored as its
    /// fallback.
    ///
    /// - Parameter requestId: the one passed to ``answer(to:timeLeft:requestId:)``. Requests that are answered at the same time
    ///   keep their deferred work.
    package func finishDeferred(of requestId: String, before deadline: Deadline) async {
        let isFinished = await withTaskCancellationHandler {
            await withDeadline(deadline, environment, late: false) { [self] in
                await deferral?.finish(requestId)
                await homes.finishWrites()
                return true
            }
        } onCancel: {
            deferral?.cancel(requestId)
        }
        if !isFinished { deferral?.cancel(requestId) }
    }

    private func answer(_ request: Request) async -> Event {
        do throws(DirectiveFailure) {
            switch try Route(request.directive) {
            case .discovery(let scope): return event(await discover(scope, request))
            case .grant(let grant): return event(await accept(grant, request))
            case .stateReport(let endpoint): return event(await reportState(of: endpoint, request))
            case .command(let route): return await carryOut(route, request)
            }
        } catch {
            let isDiscover = request.directive.header.namespace == Discovery.namespace
            return event(isDiscover ? emptyDiscovery(error, request) : body(of: error, request))
        }
    }

    /// An event with a new message id; INTERNAL_ERROR in place of one that is too large for the host.
    func event(_ body: Event.Body) -> Event {
        let event = Event(messageId: environment.makeMessageId(), body)
        guard event.isTooLarge else { return event }
        logger.error("answer_too_large", metadata: ["rule": "limit-lambda-size"])
        let error = AlexaError.internalError("the answer is larger than the 6 MB that AWS Lambda passes on")
        let replacement = Event(messageId: event.messageId, .errorResponse(error, body.address))
        guard replacement.isTooLarge else { return replacement }
        // The correlation token alone exceeds the limit. Without it Alexa at least receives the error.
        let address = ReplyAddress(endpointId: body.address.endpointId)
        return Event(messageId: event.messageId, .errorResponse(error, address))
    }

    /// The error event for a directive that could be read.
    func body(of failure: DirectiveFailure, _ request: Request) -> Event.Body {
        body(of: failure, namespace: request.directive.header.namespace, request.address, request.record)
    }

    /// The event's body, or the error event when the deadline passes first.
    func body(
        before deadline: Deadline, _ request: Request,
        _ work: @escaping @Sendable () async throws(DirectiveFailure) -> Event.Body
    ) async -> Event.Body {
        do throws(DirectiveFailure) {
            return try await withDeadline(deadline, environment, late: late(request), throwing: work)
        } catch {
            return body(of: error, request)
        }
    }

    /// The failure to report if `answerBy` passes now.
    func late(_ request: Request) -> DirectiveFailure {
        .late(request.record.current.step, isForEndpoint: request.directive.endpoint != nil)
    }
}
