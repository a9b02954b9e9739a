import AlexaProtocol
import DeviceCloud
import HTTPTypes
import Skill
import Timing

extension AmpsConnection {
    /// The strategy by which a command replaces an action that has not ended.
    static let replace = "cancel_and_replace"
    /// The pauses between polls of an action.
    private static let polling = Pause(first: .milliseconds(400), longest: .seconds(2))
    /// The pause before a command is sent again: exponential backoff with jitter.
    private static let pause = Pause(first: .milliseconds(400), longest: .seconds(4))
    /// No attempt starts with less time before the deadline.
    static let leastTime = Duration.milliseconds(300)

    /// Carries out an order and waits for its end.
    ///
    /// - Returns: the action; `nil` for a setting without one.
    func carryOut(
        _ order: AmpsOrder, on device: AmpsDevice, _ call: AdapterCall
    ) async throws(CloudFailure) -> AmpsAction? {
        var work = AmpsWork(order: order, device: device, call: call)
        work.lastAction = device.lastAction?.id
        if let push = devices.push(ofDirective: call.messageId) {
            guard let started = push.action else { return nil }
            return try await end(of: try await action(started, call), work)
        }
        try await refuseWhatMayHaveBegun(work)
        if let pending = device.lastAction, !pending.hasEnded, !pending.isPlanned, mayReplace(device.conflictStrategies)
        {
            work.strategy = Self.replace
        }
        while true {
            let failure: CloudFailure
            do throws(CloudFailure) {
                return try await attempt(work)
            } catch {
                failure = error
            }
            switch try await next(&work, after: failure) {
            case .again: break
            case .follow(let action):
                devices.note(KnownDevices.Push(order: order, action: action.id), ofDirective: call.messageId)
                return try await end(of: action, work)
            case .done:
                devices.note(KnownDevices.Push(order: order, action: nil), ofDirective: call.messageId)
                return nil
            }
        }
    }

    /// Sends the command once and waits for its end.
    private func attempt(_ work: AmpsWork) async throws(CloudFailure) -> AmpsAction? {
        let request = request(work)
        // An attempt before the last leaves time to find out whether its command was accepted.
        let left = work.call.workUntil.timeLeft
        let isLast = work.resends >= 2
        let deadline = Deadline(in: isLast ? left : left * 0.6, environment)
        let call = AdapterCall(
            customer: work.call.customer, credential: work.call.credential, messageId: work.call.messageId,
            answerBy: work.call.answerBy, workUntil: deadline, record: work.call.record)
        let answer = try await send(request, call)
        guard let action = AmpsAction(answer.result) else {
            guard case .setting = work.order.request else { throw unreadable(request, answer) }
            devices.note(KnownDevices.Push(order: work.order, action: nil), ofDirective: call.messageId)
            return nil
        }
        // The answer to a setting is either an action or the device itself.
        if case .setting = work.order.request, answer.result.object?["state"]?.string == nil {
            devices.note(KnownDevices.Push(order: work.order, action: nil), ofDirective: call.messageId)
            return nil
        }
        devices.note(KnownDevices.Push(order: work.order, action: action.id), ofDirective: call.messageId)
        return try await end(of: action, work)
    }

    private func request(_ work: AmpsWork) -> CloudRequest {
        let family = work.device.family
        let id = work.device.id
        let body = CloudRequest.Body.json(work.order.body(onConflict: work.strategy))
        var request: CloudRequest
        switch work.order.request {
        case .action:
            request = .post(
                "\(family.rawValue).command", "/\(family.rawValue)/\(id)", body, for: .command, effect: .once,
                concern(id, family))
        case .setting:
            request = .post(
                "\(family.rawValue).setting", "/\(family.rawValue)/\(id)/settings", body, for: .command, effect: .once,
                concern(id, family))
        }
        request.demand = work.order.demand
        request.isSentAgainByCaller = work.resends == 0
        // Amps does not document an idempotency key, so nothing relies on it.
        if let name = HTTPField.Name("idempotency-key"), let key = idempotencyKey(work) {
            request.fields.append(HTTPField(name: name, value: key))
        }
        return request
    }

    /// The directive's message id; with a suffix if the strategy is sent, which makes it another request.
    private func idempotencyKey(_ work: AmpsWork) -> String? {
        let id = work.call.messageId
        let isPlain = id.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
        }
        guard isPlain, (1...127).contains(id.utf8.count) else { return nil }
        return work.strategy == nil ? id : id + "-replace"
    }

    /// Polls an action until its end.
    private func end(of action: AmpsAction, _ work: AmpsWork) async throws(CloudFailure) -> AmpsAction {
        let request = request(work)
        var action = action
        if !action.hasEnded {
            let id = action.id
            action = try await client.follow(request, work.call, every: Self.polling) {
                () async throws(CloudFailure) -> AmpsAction? in
                do throws(CloudFailure) {
                    let now = try await self.action(id, work.call)
                    return now.hasEnded ? now : nil
                } catch {
                    // A failed poll does not mean that the action has failed.
                    return nil
                }
            }
        }
        switch action.state {
        case .completed, .scheduled, .acknowledged, .other: return action
        case .cancelled:
            throw client.failure(.init("cancelled"), of: request, work.call)
        case .failed:
            let code = action.errorCode ?? "UNKNOWN_ERROR"
            // For a code without a row it is unknown whether the command would succeed now; it is not sent again.
            let status = AmpsCloud.errors.row(code, .directive)?.httpStatus ?? 200
            throw client.failure(
                AmpsAPI.refusal(code, action.details, request), of: request, status: status, work.call)
        }
    }

    /// Decides what follows a failure.
    ///
    /// - Throws: the failure, if the command cannot be continued.
    private func next(_ work: inout AmpsWork, after failure: CloudFailure) async throws(CloudFailure) -> AmpsNext {
        note(failure, work)
        switch failure.row.code {
        case "CONFLICT":
            return try await resolveConflict(&work, failure)
        case "SCHEDULER_ACTIVE":
            let strategies = failure.details["recoveryStrategies"]?.array?.compactMap(\.string)
            guard replacesSchedules, work.strategy == nil, mayReplace(strategies ?? work.device.conflictStrategies),
                hasTime(work)
            else { throw failure }
            work.strategy = Self.replace
            return .again
        default:
            break
        }
        let limit =
            switch failure.row.recovery.step {
            case .retry: 2
            case .retryOnce: 1
            case .none, .retryWhenTold, .reauthenticate, .signAgain, .renewTicket: 0
            }
        // If the command was certainly not carried out, the client has already retried it.
        guard failure.failure.facts.mayHaveBeenCarriedOut, work.resends < limit, !failure.isRepeated, !Task.isCancelled
        else { throw failure }
        let pause = Self.pause.length(after: work.resends) * environment.random()
        guard hasTime(work, after: pause) else { throw failure }
        await environment.sleep(pause)
        work.resends += 1
        return try await lost(&work, failure)
    }
}

extension AmpsConnection {
    /// Carries out an order, and returns the device with its effects.
    func perform(
        _ order: AmpsOrder, on device: AmpsDevice, _ call: AdapterCall
    ) async throws(CloudFailure) -> KnownDevices.Entry {
        let ended = try await carryOut(order, on: device, call)
        var effect = AmpsEffect(state: order.state, at: environment.now(), uptime: environment.uptime())
        switch order.request {
        case .action(let command, let parameters):
            effect.action = AmpsAction(completed: ended?.id ?? "", command, parameters)
        case .setting(let key, let quantity):
            effect.setting = (key, quantity.value)
        }
        devices.note(effect, of: device.id)
        return devices.entry(device.id)
            ?? KnownDevices.Entry(
                device: device, readAt: environment.now(), uptime: environment.uptime(), effects: [effect])
    }
}
