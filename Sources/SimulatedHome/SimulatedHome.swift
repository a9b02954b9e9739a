package import AlexaProtocol
package import Skill
import Synchronization
package import Timing

/// A home that exists only in memory and behaves like real devices, faults included.
///
/// A lock instead of an actor: its work takes microseconds, and a call that waits for nothing costs no change of thread.
package final class SimulatedHome: DeviceAdapter {
    package let cloud = "simulation"

    private struct State {
        /// The devices that have been used; the others are still in the home file's state.
        var devices: [String: SimulatedDevice] = [:]
    }

    private let home: HomeFile
    private let state = Mutex(State())
    private let environment: SkillEnvironment
    /// When devices that cannot be reached were last heard from.
    private let start: Timestamp

    /// The devices of `home` in their initial state.
    package init(_ home: HomeFile, environment: SkillEnvironment) {
        self.home = home
        self.environment = environment
        self.start = environment.now()
    }

    package func discover(_ call: AdapterCall) async throws(AdapterFailure) -> [Endpoint] {
        home.devices.map(\.endpoint)
    }

    package func endpoint(_ endpointId: String, _ call: AdapterCall) async throws(AdapterFailure) -> Endpoint? {
        home.device(endpointId)?.endpoint
    }

    package func state(of reference: EndpointReference, _ call: AdapterCall) async throws(AdapterFailure) -> DeviceState
    {
        await wait(for: reference.endpoint.endpointId)
        return try asking(reference.endpoint.endpointId) { $0.report(at: environment.now(), lastSeen: start) }
    }

    package func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        let endpointId = command.target.endpoint.endpointId
        // A scene is answered when it starts, not when its devices are ready (Alexa.SceneController).
        if command.target.capability.interface != SceneController.namespace { await wait(for: endpointId) }
        switch call.wakeUp {
        case .unavailable: break
        case .available:
            if try asking(endpointId, { .success($0.sleeps(through: command)) }) { return .asleep }
        case .requested: await environment.sleep(Self.wakeUpTime)
        }
        return try asking(endpointId) { $0.perform(command, at: environment.now()) }
    }

    /// How long a simulated device takes to wake up after the magic packet.
    private static let wakeUpTime = Duration.seconds(3)

    private func wait(for endpointId: String) async {
        if let latency = home.latency(endpointId) { await environment.sleep(latency) }
    }

    private func asking<Value: Sendable>(
        _ endpointId: String, _ body: (inout SimulatedDevice) -> Settled<Value, AlexaError>
    ) throws(AdapterFailure) -> Value {
        let result: Settled<Value, AlexaError> = state.withLock { state in
            // By index, because looking a device up would copy it.
            if let index = state.devices.index(forKey: endpointId) {
                return body(&state.devices.values[index])
            }
            guard let file = home.device(endpointId) else {
                return .failure(AlexaError(.generic(.noSuchEndpoint), "the simulated home has no such device"))
            }
            var device = SimulatedDevice(file, start: start)
            defer { state.devices[endpointId] = device }
            return body(&device)
        }
        do throws(AlexaError) {
            return try result.get()
        } catch {
            // A home file may simulate any error, also those that end the customer's link to the skill.
            throw AdapterFailure(
                error, rule: "simulation.\(error.type.type.lowercased())",
                facts: FailureFacts(deadCredential: .customer))
        }
    }
}

extension SimulatedDevice {
    /// The state of the device; if it cannot be reached, its state when it last could.
    fileprivate mutating func report(at now: Timestamp, lastSeen: Timestamp) -> Settled<DeviceState, AlexaError> {
        if let fault = fault(for: Alexa.namespace, "ReportState") { return .failure(fault) }
        guard let unreachable else { return .success(DeviceState(properties())) }
        let age = now.milliseconds - lastSeen.milliseconds
        return .success(DeviceState(properties(age: Int(age)), unreachable: unreachable))
    }

    /// Whether Alexa has to wake the device first: it is off, reaches no cloud, and is told to switch on.
    fileprivate func sleeps(through command: Command) -> Bool {
        guard case PowerController.Directive.turnOn = command.payload else { return false }
        return isOff && unreachable == nil
    }

    /// Carries out a command, unless a condition prevents it as on real devices. A command that fails leaves the device
    /// unchanged.
    fileprivate mutating func perform(_ command: Command, at time: Timestamp) -> Settled<Outcome, AlexaError> {
        let before = condition
        now = time
        do throws(AlexaError) {
            let answer = try attempt(command, at: time)
            keepTimes(of: before)
            return .success(Outcome(properties(), answer: answer))
        } catch {
            condition = before
            return .failure(error)
        }
    }

    private mutating func attempt(_ command: Command, at time: Timestamp) throws(AlexaError) -> Answer? {
        if let fault = fault(for: command.target.capability.interface, command.name) { throw fault }
        if let unreachable { throw unreachable }
        if let percentage = traits["lowBattery"]?.integer {
            throw AlexaError(
                .generic(.endpointLowPower(percentageState: percentage)), "the simulated battery is at \(percentage) %")
        }
        guard let behaviour = Behaviours.of(command.target.capability.interface) else {
            throw .invalidDirective("the simulation has no behaviour for \(command.target.capability.interface)")
        }
        return try behaviour.perform(command.payload, on: &self, command.target.capability, at: time)
    }
}
