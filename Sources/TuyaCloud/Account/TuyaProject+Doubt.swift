import AlexaProtocol
import DeviceCloud
import Skill
import Timing

/// Commands that may have been carried out, or only in part: the state decides.
extension TuyaProject {
    /// The timeout for reading the state after a failed command, if the directive's deadline is later.
    private static let longestRead = Duration.seconds(5)
    /// The state is not read with less time left.
    private static let leastTime = Duration.milliseconds(300)

    /// The state after a failed command, if the failure leaves open what was carried out and there is time to read it. It is
    /// stored, so that the next ReportState is correct.
    ///
    /// - Parameter hasBegun: whether a part of the command was carried out before the failure.
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

    /// Whether a device refused a value or an ability while its child lock was on, which the customer can switch off (error
    /// translation, section 9).
    func isChildLocked(
        _ failure: CloudFailure, _ command: Command, _ appliance: TuyaAppliance, _ state: TuyaState?
    ) -> Bool {
        guard failure.row.recovery.rechecksCapabilities,
            command.target.capability.instance != CategoryTable.childLockInstance, let state
        else { return false }
        return map.isChildLocked(appliance, state)
    }

    /// Whether a command was carried out although its answer is a failure: the answer was lost, or the failure says that the
    /// command is a repetition (1113), and the state is as requested.
    func hasRequestedState(
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
            // The point is like a push button, such as a garage's: only the resulting properties count.
            let properties = map.properties(of: command.target.endpoint.endpointId, appliance, state).map(\.state)
            return !plan.properties.isEmpty && plan.properties.allSatisfy(properties.contains)
        // The position of a bolt is not known for certain, and a key does not change a state.
        case .none, .key, .door: return false
        }
    }
}

extension CloudFailure {
    /// Whether Tuya refused a command because it received the same one a moment ago.
    fileprivate var isOfRepetition: Bool { failure.facts.vendorCode == "1113" }
}

extension TuyaPlan {
    /// Whether a failure leaves open what was carried out: its answer was lost, or one of several codes was refused.
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
    /// Whether the points have the sent values.
    fileprivate func isAfter(_ commands: [TuyaCommand]) -> Bool {
        commands.allSatisfy { command in points[command.code].map { Self.isSame($0.value, command.value) } ?? false }
    }

    /// Whether two values are equal; those of `Json` points can be objects or JSON in a string.
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
    /// Applies a command that Tuya accepted, which also shows that the device was reachable.
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
