import AlexaProtocol
import EventGateway
import Logging
import Timing

extension Skill {
    /// Answers a command to an endpoint.
    func carryOut(_ route: Route.CommandRoute, _ request: Request) async -> Event {
        guard let deferral, deferral.policy.concerns(request.directive.header.namespace),
            request.address.correlationToken != nil
        else {
            let body = await body(before: request.answerBy, request) { [self] () async throws(DirectiveFailure) in
                try await event(of: perform(prepare(route, request), request))
            }
            return event(body)
        }
        let prepared: PreparedCommand
        do throws(DirectiveFailure) {
            prepared = try await withDeadline(
                request.answerBy, environment, late: late(request),
                throwing: { [self] () async throws(DirectiveFailure) in try await prepare(route, request) })
        } catch {
            return event(body(of: error, request))
        }
        return await carryOut(prepared, deferral, request)
    }

    /// Finds the endpoint and checks the directive against it.
    private func prepare(
        _ route: Route.CommandRoute, _ request: Request
    ) async throws(DirectiveFailure) -> PreparedCommand {
        let (call, home) = try await call(route.endpoint.scope, request)
        let known = try await find(route.endpoint.endpointId, in: home, call, request)
        return PreparedCommand(
            command: try route.command(request.directive, known), kind: route.kind, known: known, call: call)
    }

    /// Carries out a command whose answer may be deferred, if its endpoint and capability allow that.
    private func carryOut(_ prepared: PreparedCommand, _ deferral: Deferral, _ request: Request) async -> Event {
        let isHostLong = request.hostEnd.map { $0.timeLeft > request.answerBy.timeLeft } ?? true
        guard deferral.policy.mayDefer(prepared.command.target), isHostLong else {
            return event(await performNow(prepared, request))
        }
        var workUntil = Deadline(in: deferral.policy.workTime, environment)
        if let end = request.hostEnd { workUntil = .earlier(of: workUntil, end) }
        let check = Deadline.earlier(of: request.answerBy, Deadline(in: Deferral.grantCheckTime, environment))
        let status = await deferral.promises.grantStatus(of: prepared.call.customer, before: check)
        guard status == .granted else {
            let body = await performNow(prepared, request)
            if case .errorResponse = body, request.answerBy.hasPassed { logNotDeferred(status, request) }
            return event(body)
        }
        let canWake = prepared.known.endpoint.declares(WakeOnLANController.namespace)
        let call = AdapterCall(
            customer: prepared.call.customer, credential: prepared.call.credential, messageId: prepared.call.messageId,
            answerBy: request.answerBy, workUntil: workUntil, record: request.record,
            wakeUp: canWake ? .available : .unavailable)
        let work = PreparedCommand(command: prepared.command, kind: prepared.kind, known: prepared.known, call: call)
        let awake = PreparedCommand(
            command: prepared.command, kind: prepared.kind, known: prepared.known, call: call.afterWakeUp())
        let event = await deferral.answer(
            Deferral.Job(
                requestId: request.requestId, customer: call.customer,
                correlationToken: request.address.correlationToken,
                isSlow: deferral.policy.isSlow(work.command.target), record: request.record,
                answerBy: request.answerBy, workUntil: workUntil,
                environment: environment, logger: logger,
                fallback: .errorResponse(DirectiveFailure.late(.cloud, isForEndpoint: true).error, request.address),
                wakeUp: .response(WakeOnLANController.wakeUp, request.address, context: []),
                asleep: { [self] in body(of: .asleep, request) },
                late: { [self] in body(of: .late(.cloud, isForEndpoint: true), request) }, logEnd: request.logEnd,
                work: { [self] isAwakened in
                    do throws(DirectiveFailure) {
                        return try await perform(isAwakened ? awake : work, request)
                    } catch {
                        return .done(body(of: error, request))
                    }
                }))
        if case .deferredResponse = event.body { homes.renew(homes.home(of: call.customer), call) }
        return event
    }

    private func performNow(_ prepared: PreparedCommand, _ request: Request) async -> Event.Body {
        await body(before: request.answerBy, request) { [self] () async throws(DirectiveFailure) in
            try await event(of: perform(prepared, request))
        }
    }

    /// The event of a command whose answer cannot be deferred.
    private func event(of result: CommandResult) throws(DirectiveFailure) -> Event.Body {
        switch result {
        case .done(let body): return body
        case .asleep: throw .asleep
        }
    }

    private func perform(
        _ prepared: PreparedCommand, _ request: Request
    ) async throws(DirectiveFailure) -> CommandResult {
        let start = environment.uptime()
        let outcome: Outcome
        do throws(AdapterFailure) {
            outcome = try await prepared.known.adapter.perform(prepared.command, prepared.call)
        } catch {
            request.record.noteCloudTime(environment.uptime() - start)
            throw DirectiveFailure(error)
        }
        request.record.noteCloudTime(environment.uptime() - start)
        guard !outcome.isAsleep else { return .asleep }
        let now = environment.now()
        guard let answer = outcome.answer ?? prepared.kind.defaultAnswer?(now) else {
            throw DirectiveFailure(
                .internalError(
                    "\(prepared.known.adapter.cloud) carried out \(request.directive.header.fullName) without the data that Alexa asked for"
                ),
                rule: "skill.no_answer")
        }
        return .done(
            .response(answer, request.address, context: prepared.known.context.response(outcome.properties, at: now)))
    }

    private func logNotDeferred(_ status: Promises.GrantStatus, _ request: Request) {
        let reason =
            switch status {
            case .granted: "the customer has a grant"
            case .missing: "the customer has no grant; enable \"Send Alexa Events\" and link the account again"
            case .unknown(let reason): reason
            }
        logger.warning(
            "not_deferred",
            metadata: ["reason": "\(reason)"])
    }
}
