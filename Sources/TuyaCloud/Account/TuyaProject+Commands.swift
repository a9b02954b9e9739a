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

    /// Returns the plan's failure as a value: what the device cannot do is known before a request is sent.
    private func perform(
        _ command: Command, on appliance: TuyaAppliance, _ call: AdapterCall
    ) async throws(CloudFailure) -> Result<Outcome, AdapterFailure> {
        let id = appliance.device.id
        // An Adjust may only start from a fresh state; any state is good enough to report the other properties afterwards.
        let needsState = map.needsState(for: command, to: appliance)
        let snapshot =
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
        states.noteCommand(id)
        var progress = Progress()
        do throws(CloudFailure) {
            defer { states.noteCommand(id) }
            try await carryOut(plan, appliance, &progress, call)
        } catch {
            let present = await presentState(
                after: error, plan, command, appliance, hasBegun: progress.calls > 0, call)
            if isChildLocked(error, command, appliance, (present ?? snapshot)?.state) {
                throw error.replacing(.notSupportedInCurrentMode, because: "the device's child lock is on")
            }
            guard let present, hasRequestedState(plan, command, appliance, present.state, after: error) else {
                throw error
            }
            // The state shows that the command was carried out.
            return .success(outcome(plan, command, appliance, present))
        }
        states.noteSent(plan.action, to: id, at: environment.now(), environment.uptime())
        // Another command may have ended in the meantime.
        let latest = states.snapshot(of: id, at: environment.uptime(), within: TuyaStates.longestAge) ?? snapshot
        var after =
            latest
            ?? TuyaStates.Snapshot(
                state: TuyaState([], readAt: environment.now()), isOnline: true, isBridgeOffline: false)
        after.expect(plan.action, at: environment.now())
        if latest != nil { keep(after, command, appliance, call) }
        return .success(outcome(plan, command, appliance, after))
    }

    private func outcome(
        _ plan: TuyaPlan, _ command: Command, _ appliance: TuyaAppliance, _ after: TuyaStates.Snapshot
    ) -> Outcome {
        var properties = map.properties(of: command.target.endpoint.endpointId, appliance, after.state)
        let now = environment.now()
        for state in plan.properties {
            properties.removeAll { $0.state.key == state.key }
            properties.append(state.sampled(at: now))
        }
        return Outcome(properties)
    }

    /// Stores the state after a command, for later reports.
    private func keep(
        _ snapshot: TuyaStates.Snapshot, _ command: Command, _ appliance: TuyaAppliance, _ call: AdapterCall
    ) {
        let id = appliance.device.id
        let endpointId = command.target.endpoint.endpointId
        states.keep(snapshot, of: id, at: environment.uptime(), ifStill: states.version(of: id))
        reports.keep(deviceState(of: endpointId, appliance, snapshot), of: endpointId, call.customer)
    }

    /// The progress of a command with several calls.
    private struct Progress {
        /// Calls that succeeded.
        var calls = 0
    }

    private func carryOut(
        _ plan: TuyaPlan, _ appliance: TuyaAppliance, _ progress: inout Progress, _ call: AdapterCall
    ) async throws(CloudFailure) {
        switch plan.action {
        case .none: return
        case .points(let commands):
            try await send(commands, plan, appliance, call)
        case .pointsInOrder(let calls):
            for commands in calls {
                try await send(commands, plan, appliance, call)
                progress.calls += 1
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

    private func send(
        _ commands: [TuyaCommand], _ plan: TuyaPlan, _ appliance: TuyaAppliance, _ call: AdapterCall
    ) async throws(CloudFailure) {
        let id = appliance.device.id
        if appliance.specification.isThingModel {
            try await client.issue(commands, to: id, effect: plan.effect, demand: plan.demand, call)
        } else {
            try await client.send(commands, to: id, effect: plan.effect, demand: plan.demand, call)
        }
    }

    /// The demand of a directive whose plan has none. The value is declared, because only declared values become a plan.
    private static func demand(of command: Command) -> Demand? {
        switch command.target.capability.interface {
        case PowerController.namespace, ToggleController.namespace, LockController.namespace: .noValue
        case ModeController.namespace, ColorController.namespace, ColorTemperatureController.namespace:
            .word(isDeclared: true)
        default: nil
        }
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
