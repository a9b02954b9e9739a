import AlexaProtocol
import DeviceCloud
import Skill
import Timing

/// Commands of which it is not known whether, or how far, they were carried out: the state decides.
extension TuyaProject {
    /// How long the state may take to be read after a command has failed, where the directive leaves more.
    private static let longestRead = Duration.seconds(5)
    /// The least time that is worth reading the state.
    private static let leastTime = Duration.milliseconds(300)

    /// The state after a command that failed, if the failure leaves it open what was carried out and there is time to read it.
    /// It is kept, so that the next ReportState tells the truth.
    ///
    /// - Parameter progress: what was carried out before the failure.
    func presentState(
        after failure: CloudFailure, _ plan: TuyaPlan, _ command: Command, _ appliance: TuyaAppliance, hasBegun: Bool,
        _ call: AdapterCall
    ) async -> TuyaStates.Snapshot? {
        let id = appliance.device.id
        guard plan.leavesDoubt(after: failure) || hasBegun else { return nil }
        states.forget(id)
        guard !failure.isRepeated, failure.row.recovery.breaker == nil, call.workUntil.timeLeft >= Self.leastTime else {
            return nil
        }
        let end = Deadline.earlier(of: call.workUntil, Deadline(in: Self.longestRead, environment))
        let short = AdapterCall(
            customer: call.customer, credential: call.credential, messageId: call.messageId, answerBy: end,
            record: call.record)
        let read = await result { () async throws(CloudFailure) in
            try await snapshot(of: appliance, short, for: .command, within: .zero)
        }
        guard case .success(let present) = read else { return nil }
        let endpointId = command.target.endpoint.endpointId
        reports.keep(deviceState(of: endpointId, appliance, present), of: endpointId, call.customer)
        return present
    }

    /// Whether a device refused a value or an ability while its child lock was on: then the customer can do something about it
    /// (error translation, section 9).
    func isChildLocked(
        _ failure: CloudFailure, _ command: Command, _ appliance: TuyaAppliance, _ state: TuyaState?
    ) -> Bool {
        guard failure.row.recovery.rechecksCapabilities,
            command.target.capability.instance != CategoryTable.childLockInstance, let state
        else { return false }
        return map.isChildLocked(appliance, state)
    }

    /// Whether a command was carried out although its answer is a failure: the answer was lost, or the failure speaks of a
    /// repetition (1113), and the state is as asked.
    func isAsAsked(
        _ plan: TuyaPlan, _ command: Command, _ appliance: TuyaAppliance, _ state: TuyaState,
        after failure: CloudFailure
    ) -> Bool {
        guard failure.failure.facts.mayHaveBeenCarriedOut || failure.isOfRepetition else { return false }
        switch plan.action {
        case .points(let commands) where plan.effect != .once: return state.isAfter(commands)
        case .pointsInOrder(let calls) where plan.effect != .once: return state.isAfter(calls.flatMap(\.self))
        case .airConditioner(let wanted):
            return state.airConditioner.map { wanted.power ? $0 == wanted : !$0.power } ?? false
        case .points, .pointsInOrder:
            // The point is a push of a button, such as a garage's: only what it leads to counts.
            let properties = map.properties(of: command.target.endpoint.endpointId, appliance, state).map(\.state)
            return !plan.properties.isEmpty && plan.properties.allSatisfy(properties.contains)
        // Where a bolt is, is not known for certain; a key leaves no trace.
        case .none, .key, .door: return false
        }
    }
}

extension CloudFailure {
    /// Whether Tuya refused a command because the same one has just come.
    fileprivate var isOfRepetition: Bool { failure.facts.vendorCode == "1113" }
}

extension TuyaPlan {
    /// Whether a failure leaves it open what was carried out: its answer was lost, or one of several codes was refused.
    fileprivate func leavesDoubt(after failure: CloudFailure) -> Bool {
        if failure.failure.facts.mayHaveBeenCarriedOut || failure.isOfRepetition { return true }
        return switch action {
        case .points(let commands): commands.count > 1 && failure.row.recovery.rechecksCapabilities
        case .pointsInOrder: failure.row.recovery.rechecksCapabilities
        case .none, .airConditioner, .key, .door: false
        }
    }
}

extension TuyaState {
    /// Whether the points have the values that were sent.
    fileprivate func isAfter(_ commands: [TuyaCommand]) -> Bool {
        commands.allSatisfy { command in points[command.code].map { Self.isSame($0.value, command.value) } ?? false }
    }

    /// Whether two values are the same; those of `Json` points come as objects and as JSON in a string.
    private static func isSame(_ first: JSONValue, _ second: JSONValue) -> Bool {
        func plain(_ value: JSONValue) -> JSONValue {
            guard let text = value.string else { return value }
            let document = JSONDocument(parsing: Array(text.utf8))
            guard document.problem == nil, let value = document.value else { return .string(text.lowercased()) }
            return value
        }
        return plain(first) == plain(second)
    }
}

extension TuyaStates.Snapshot {
    /// The state after Tuya took the command, so that the device was reachable.
    mutating func expect(_ action: TuyaAction, at now: Timestamp) {
        switch action {
        case .points(let commands): state.points = state.points.after(commands, at: now)
        case .pointsInOrder(let calls): state.points = state.points.after(calls.flatMap { $0 }, at: now)
        case .airConditioner(let sent):
            state.airConditioner = sent
            state.readAt = now
        case .none, .key, .door: break
        }
        isOnline = true
        isBridgeOffline = false
    }
}
