import AlexaProtocol
import DeviceCloud
import Skill
import Timing

extension AmpsConnection {
    /// For how many milliseconds after an action was started a directive may still come again from Alexa, which waits for
    /// some 20 s.
    private static let longestUncertain: Int64 = 30_000

    /// What a failure says beyond this command.
    func note(_ failure: CloudFailure, _ work: AmpsWork) {
        if failure.row.recovery.rechecksCapabilities { devices.forgetCapabilities(of: work.device.id) }
        let isUnsupported = failure.row.code == "COMMAND_NOT_SUPPORTED" || failure.row.code == "UNSUPPORTED_MODE"
        // Amps has not opened live control of all families yet, and refuses every command then.
        if isUnsupported, isLive, failure.failure.facts.httpStatus == 422, work.device.family != .battery {
            devices.noteReadOnly(work.device.family)
        }
    }

    /// What became of an attempt whose answer was lost: what Amps has is not sent again.
    ///
    /// - Throws: the failure, if Amps cannot say and the command was relative.
    func lost(_ work: inout AmpsWork, _ failure: CloudFailure) async throws(CloudFailure) -> AmpsNext {
        let device: AmpsDevice
        do throws(CloudFailure) {
            device = try await read(
                work.device.id, work.device.family, isFresh: false, for: .command, work.call
            ).device
        } catch {
            if work.order.isRelative { throw failure }
            return .again
        }
        if case .setting(let key, let wanted) = work.order.request {
            let isSet = device.settings.contains { setting in
                setting.key == key && setting.value.map { abs($0 - wanted.value) < 0.005 } ?? false
            }
            return isSet ? .done : .again
        }
        guard let last = device.lastAction, last.id != work.lastAction, work.order.isDone(by: last) else {
            return .again
        }
        work.lastAction = last.id
        // One that failed is not followed: it is why the command is sent again.
        return last.state == .failed ? .again : .follow(last)
    }

    /// Refuses a relative command if another process has started an action of the same kind just now: this one may be the same
    /// directive, sent again by Alexa after the other process was killed. Amps takes no reference by which it could be told.
    ///
    /// Settings leave no action behind, so nothing can be told of them.
    ///
    /// - Throws: ENDPOINT_BUSY.
    func refuseWhatMayHaveBegun(_ work: AmpsWork) async throws(CloudFailure) {
        guard work.order.isRelative, case .action(let command, _) = work.order.request,
            let last = work.device.lastAction, last.command == command, !devices.hasStarted(last.id)
        else { return }
        let started: AmpsAction
        do throws(CloudFailure) {
            started = try await action(last.id, work.call)
        } catch {
            // That an old action cannot be asked for is no reason to refuse a command.
            return
        }
        guard let age = started.createdAt.map({ environment.now().milliseconds - $0.milliseconds }),
            abs(age) < Self.longestUncertain
        else { return }
        let row = ErrorRow("perhaps-begun", "perhaps the same command", .endpointBusy, Recovery(again: .no))
        let error = AlexaError(
            CloudErrorType.endpointBusy.type,
            "another process has started \(command) \(age / 1000) s ago, perhaps for this very directive: it is not sent twice"
        )
        throw CloudFailure(AdapterFailure(error, rule: "amps.perhaps_begun"), row)
    }

    /// A pending action is replaced if it was to be carried out at once, as spoken commands are. A planned one belongs to a
    /// plan of the customer's, and is kept unless the operator says otherwise.
    func resolveConflict(_ work: inout AmpsWork, _ failure: CloudFailure) async throws(CloudFailure) -> AmpsNext {
        let strategies = failure.details["strategies"]?.array?.compactMap(\.string)
        guard work.strategy == nil, mayReplace(strategies ?? work.device.conflictStrategies), hasTime(work) else {
            throw failure
        }
        let pending = await conflicting(failure, work)
        if work.resends > 0, let own = pending.first(where: { $0.id != work.lastAction && work.order.isDone(by: $0) }) {
            return .follow(own)
        }
        let isSpoken = !pending.isEmpty && pending.allSatisfy { !$0.isPlanned }
        guard isSpoken || replacesSchedules else { throw failure }
        work.strategy = Self.replace
        return .again
    }

    /// The actions that are in the way, as far as they can be read.
    private func conflicting(_ failure: CloudFailure, _ work: AmpsWork) async -> [AmpsAction] {
        let ids = failure.details["conflictingActionIds"]?.array?.compactMap(\.identifier) ?? []
        do throws(CloudFailure) {
            guard !ids.isEmpty else {
                let device = try await read(
                    work.device.id, work.device.family, isFresh: false, for: .command, work.call
                ).device
                return device.lastAction.map { [$0] } ?? []
            }
            var actions: [AmpsAction] = []
            for id in ids.prefix(3) { actions.append(try await action(id, work.call)) }
            return ids.count > 3 ? [] : actions
        } catch {
            return []
        }
    }

    func mayReplace(_ strategies: [String]?) -> Bool {
        strategies?.contains(Self.replace) ?? true
    }

    func hasTime(_ work: AmpsWork, after pause: Duration = .zero) -> Bool {
        pause + Self.leastTime <= work.call.workUntil.timeLeft
    }
}
