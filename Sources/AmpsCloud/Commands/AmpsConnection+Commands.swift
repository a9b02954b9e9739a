import AlexaProtocol
import DeviceCloud
import HTTPTypes
import Skill
import Timing

extension AmpsConnection {
    /// The strategy by which a command takes the place of an action that has not ended.
    static let replace = "cancel_and_replace"
    /// How often an action is asked for.
    private static let polling = Pause(first: .milliseconds(400), longest: .seconds(2))
    /// The pause before a command is sent again, doubled each time and shortened by chance.
    private static let pause = Pause(first: .milliseconds(400), longest: .seconds(4))
    /// The least time before the deadline that is worth another attempt.
    static let leastTime = Duration.milliseconds(300)

    /// Carries an order out and follows it to its end.
    ///
    /// - Returns: the action, if it was one.
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

    /// One push, followed to its end.
    private func attempt(_ work: AmpsWork) async throws(CloudFailure) -> AmpsAction? {
        let request = request(work)
        // An attempt that could be followed by another one leaves time to find out what became of it.
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
        // A setting may be answered by an action, or by the device itself.
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
        // Amps documents no idempotency key, so nothing relies on it.
        if let name = HTTPField.Name("idempotency-key"), let key = idempotencyKey(work) {
            request.fields.append(HTTPField(name: name, value: key))
        }
        return request
    }

    /// The directive's message id. A push with another strategy is another request.
    private func idempotencyKey(_ work: AmpsWork) -> String? {
        let id = work.call.messageId
        let isPlain = id.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
        }
        guard isPlain, (1...127).contains(id.utf8.count) else { return nil }
        return work.strategy == nil ? id : id + "-replace"
    }

    /// Follows an action to its end.
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
                    // That an action cannot be asked for does not say how it ends.
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
            // A code without a row says nothing of whether the command would succeed now; it is not sent again.
            let status = AmpsCloud.errors.row(code, .directive)?.httpStatus ?? 200
            throw client.failure(
                AmpsAPI.refusal(code, action.details, request), of: request, status: status, work.call)
        }
    }

    /// What is done after a failure.
    ///
    /// - Throws: the failure, if nothing can be done.
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
        // What surely was not carried out the client has sent again by itself.
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
    /// Carries an order out, and gives the device as it is afterwards.
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
