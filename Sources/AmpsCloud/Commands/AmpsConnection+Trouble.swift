import AlexaProtocol
import DeviceCloud
import Skill
import Timing

extension AmpsConnection {
    /// For how many milliseconds after the start of an action Alexa may still repeat its directive. Alexa waits for some 20 s.
    private static let longestUncertain: Int64 = 30_000

    /// Records what a failure means for later commands.
    func note(_ failure: CloudFailure, _ work: AmpsWork) {
        if failure.row.recovery.rechecksCapabilities { devices.forgetCapabilities(of: work.device.id) }
        let isUnsupported = failure.row.code == "COMMAND_NOT_SUPPORTED" || failure.row.code == "UNSUPPORTED_MODE"
        // Amps has not opened live control of all families yet; it refuses every command for the others.
        if isUnsupported, isLive, failure.failure.facts.httpStatus == 422, work.device.family != .battery {
            devices.noteReadOnly(work.device.family)
        }
    }

    /// Finds out whether an attempt whose answer was lost was accepted. A command that Amps has is not sent again.
    ///
    /// - Throws: the failure, if Amps cannot be asked and the command is relative.
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
        // A failed action is not followed: the command is sent again because of it.
        return last.state == .failed ? .again : .follow(last)
    }

    /// Refuses a relative command if another process has started an action of the same kind a moment ago: this directive may be a
    /// repetition that Alexa sent after the other process was killed. Amps stores no reference by which it could be recognised.
    ///
    /// For settings this cannot be checked, because they leave no action.
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
            // A failure to read an old action is no reason to refuse the command.
            return
        }
        guard let age = started.createdAt.map({ environment.now().milliseconds - $0.milliseconds }),
            abs(age) < Self.longestUncertain
        else { return }
        let row = ErrorRow("perhaps-begun", "perhaps the same command", .endpointBusy, Recovery(again: .no))
        let error = AlexaError(
            CloudErrorType.endpointBusy.type,
            "another process has started \(command) \(age / 1000) s ago, possibly for the same directive: it is not sent twice"
        )
        throw CloudFailure(AdapterFailure(error, rule: "amps.perhaps_begun"), row)
    }

    /// Replaces a pending action if it was to be carried out at once, as spoken commands are. A planned action belongs to a plan
    /// of the customer's, and is kept unless the operator's setting permits replacing it.
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

    /// The conflicting actions; empty if they cannot all be read.
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
