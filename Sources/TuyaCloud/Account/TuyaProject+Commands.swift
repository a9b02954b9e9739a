import AlexaProtocol
import DeviceCloud
import Skill
import Timing

extension TuyaProject {
    /// Carries out a command for a device.
    func perform(_ command: Command, on id: String, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        let appliance: TuyaAppliance
        do throws(CloudFailure) {
            appliance = try await self.appliance(id, call)
        } catch {
            throw await refined(error, TuyaAppliance(TuyaDevice(id: id)), call, for: .command).failure
        }
        let outcome: Result<Outcome, AdapterFailure>
        do throws(CloudFailure) {
            outcome = try await perform(command, on: appliance, call)
        } catch {
            throw await refined(error, appliance, call, for: .command).failure
        }
        return try outcome.get()
    }

    /// The outcome, or the failure of the plan: what the device cannot do is known before anything is sent.
    private func perform(
        _ command: Command, on appliance: TuyaAppliance, _ call: AdapterCall
    ) async throws(CloudFailure) -> Result<Outcome, AdapterFailure> {
        let id = appliance.device.id
        // Only a fresh state may be what an Adjust begins from; any state helps to report the rest afterwards.
        let needsState = map.needsState(for: command, to: appliance)
        var snapshot =
            needsState
            ? try await self.snapshot(of: appliance, call, for: .command, within: TuyaStates.lifetime)
            : states.snapshot(of: id, at: environment.uptime(), within: TuyaStates.longestAge)
        var plan: TuyaPlan
        do throws(AdapterFailure) {
            plan = try map.plan(for: command, to: appliance, snapshot?.state)
        } catch {
            return .failure(error)
        }
        plan.demand = plan.demand ?? Self.demand(of: command)
        do throws(CloudFailure) {
            try await carryOut(plan, appliance, call)
        } catch {
            guard await isAsAsked(plan, appliance, after: error, call) else {
                // Of several codes some may have been carried out.
                states.forget(id)
                throw error
            }
        }
        let now = environment.now()
        var after =
            snapshot
            ?? TuyaStates.Snapshot(
                state: TuyaState([], readAt: now), isOnline: true, isBridgeOffline: false)
        switch plan.action {
        case .points(let commands): after.state.points = after.state.points.after(commands, at: now)
        case .pointsInOrder(let calls): after.state.points = after.state.points.after(calls.flatMap { $0 }, at: now)
        case .airConditioner(let state):
            after.state.airConditioner = state
            after.state.readAt = now
        case .none, .key, .door: break
        }
        // Tuya took the command, so the device was reachable.
        after.isOnline = true
        after.isBridgeOffline = false
        if snapshot != nil { states.keep(after, of: id, at: environment.uptime()) }
        snapshot = after
        var properties = map.properties(of: command.target.endpoint.endpointId, appliance, after.state)
        for state in plan.properties {
            properties.removeAll { $0.state.key == state.key }
            properties.append(state.sampled(at: now))
        }
        return .success(Outcome(properties))
    }

    private func carryOut(
        _ plan: TuyaPlan, _ appliance: TuyaAppliance, _ call: AdapterCall
    ) async throws(CloudFailure) {
        switch plan.action {
        case .none: return
        case .points(let commands):
            try await client.send(
                commands, to: appliance.device.id, effect: plan.effect, demand: plan.demand, call)
        case .pointsInOrder(let calls):
            for commands in calls {
                try await client.send(
                    commands, to: appliance.device.id, effect: plan.effect, demand: plan.demand, call)
            }
        case .airConditioner(let state):
            guard let remote = appliance.remote else { return }
            try await client.send(state, to: remote, demand: plan.demand, call)
        case .key(let key):
            guard let remote = appliance.remote else { return }
            try await client.press(key, of: remote, demand: plan.demand, call)
        case .door(let open):
            try await client.operateDoor(appliance.device.id, open: open, call)
        }
    }

    /// What a directive asks for where its plan does not say: only what the device declares becomes a plan.
    private static func demand(of command: Command) -> Demand? {
        switch command.target.capability.interface {
        case PowerController.namespace, ToggleController.namespace, LockController.namespace: .noValue
        case ModeController.namespace, ColorController.namespace, ColorTemperatureController.namespace:
            .word(isDeclared: true)
        default: nil
        }
    }

    /// Whether a command that Tuya refused as a repetition (1113) was carried out the first time.
    private func isAsAsked(
        _ plan: TuyaPlan, _ appliance: TuyaAppliance, after failure: CloudFailure, _ call: AdapterCall
    ) async -> Bool {
        guard failure.failure.facts.vendorCode == "1113" else { return false }
        let commands: [TuyaCommand]
        switch plan.action {
        case .points(let sent): commands = sent
        case .pointsInOrder(let calls): commands = calls.flatMap { $0 }
        case .none, .airConditioner, .key, .door: return false
        }
        do throws(CloudFailure) {
            let points = try await client.points(appliance.device.id, call, for: .command)
            return commands.allSatisfy { command in
                points[command.code].map { Self.isSame($0.value, command.value) } ?? false
            }
        } catch {
            return false
        }
    }

    /// Whether two values are the same; those of `Json` points come as objects and as JSON in a string.
    private static func isSame(_ first: JSONValue, _ second: JSONValue) -> Bool {
        func plain(_ value: JSONValue) -> JSONValue {
            guard let text = value.string else { return value }
            let document = JSONDocument(parsing: Array(text.utf8))
            guard document.problem == nil, let object = document.value?.object else { return value }
            return .object(object)
        }
        return plain(first) == plain(second)
    }

    /// Starts a scene.
    func trigger(scene: String, home: String, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        do throws(CloudFailure) {
            try await client.trigger(scene: scene, home: home, call)
            return Outcome([])
        } catch {
            guard error.row.recovery.isConfirmedByList else { throw error.failure }
            let scenes = await result { () async throws(CloudFailure) in try await client.scenes(in: home, call) }
            if case .success(let scenes) = scenes, !scenes.contains(where: { $0.id == scene }) {
                throw error.replacing(.noSuchEndpoint, because: "the list of scenes lacks it").failure
            }
            throw error.replacing(.endpointUnreachable, because: "no list has confirmed that the scene is gone").failure
        }
    }
}
