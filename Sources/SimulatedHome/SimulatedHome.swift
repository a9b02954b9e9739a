package import AlexaProtocol
package import Skill
import Synchronization

/// A home that exists only in memory and behaves like real devices, faults included.
///
/// A lock instead of an actor: its work takes microseconds, and a call that waits for nothing costs no change of thread.
package final class SimulatedHome: DeviceAdapter {
    package let cloud = "simulation"

    private struct State {
        var devices: [String: SimulatedDevice] = [:]
        /// When each device was last heard of.
        var lastSeen: Timestamp
    }

    private let endpoints: [Endpoint]
    private let state: Mutex<State>
    private let environment: SkillEnvironment

    /// The devices of `home` in their initial state.
    package init(_ home: HomeFile, environment: SkillEnvironment) {
        self.endpoints = home.devices.map(\.endpoint)
        self.environment = environment
        var state = State(lastSeen: environment.now())
        for device in home.devices { state.devices[device.endpoint.endpointId] = SimulatedDevice(device) }
        self.state = Mutex(state)
    }

    package func discover(_ call: AdapterCall) async throws(AdapterFailure) -> [Endpoint] {
        endpoints
    }

    package func state(of endpoint: Endpoint, _ call: AdapterCall) async throws(AdapterFailure) -> DeviceState {
        try await wait(for: endpoint)
        let now = environment.now()
        return try state.withLock { state throws(AdapterFailure) in
            guard let device = state.devices[endpoint.endpointId] else { throw Self.gone(endpoint) }
            if let fault = state.devices[endpoint.endpointId]?.fault(for: Alexa.namespace, "ReportState") {
                throw AdapterFailure(fault)
            }
            guard let unreachable = device.unreachable else { return DeviceState(device.properties(at: now)) }
            return DeviceState(
                device.properties(at: state.lastSeen, uncertainty: now.milliseconds - state.lastSeen.milliseconds),
                unreachable: unreachable)
        }
    }

    package func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        try await wait(for: command.endpoint)
        let now = environment.now()
        return try state.withLock { state throws(AdapterFailure) in
            let id = command.endpoint.endpointId
            guard state.devices[id] != nil else { throw Self.gone(command.endpoint) }
            do throws(AlexaError) {
                let answer = try state.devices[id]?.perform(command, at: now)
                return Outcome(state.devices[id]?.properties(at: now) ?? [], answer: answer ?? nil)
            } catch {
                throw AdapterFailure(error)
            }
        }
    }

    private func wait(for endpoint: Endpoint) async throws(AdapterFailure) {
        let latency = state.withLock { $0.devices[endpoint.endpointId]?.latency } ?? .zero
        if latency > .zero { await environment.sleep(latency) }
    }

    private static func gone(_ endpoint: Endpoint) -> AdapterFailure {
        AdapterFailure(AlexaError(.generic(.noSuchEndpoint), "the simulated home has no such device"))
    }
}

extension SimulatedDevice {
    /// All that is so, as of `time`.
    fileprivate func properties(at time: Timestamp, uncertainty: Int64 = 0) -> [Property] {
        state.map { $0.sampled(at: time, uncertainty: Int(uncertainty)) }
    }

    /// Carries out a command, unless something real devices know prevents it.
    fileprivate mutating func perform(_ command: Command, at time: Timestamp) throws(AlexaError) -> Answer? {
        if let unreachable { throw unreachable }
        if let fault = fault(for: command.capability.interface, command.name) { throw fault }
        if let percentage = traits["lowBattery"]?.integer {
            throw AlexaError(
                .generic(.endpointLowPower(percentageState: percentage)), "the simulated battery is at \(percentage) %")
        }
        guard let behaviour = Behaviours.of(command.capability.interface) else {
            throw .invalidDirective("the simulation has no behaviour for \(command.capability.interface)")
        }
        // A directive that fails half-way leaves the device as it was.
        var changed = self
        let answer = try behaviour.perform(command.payload, on: &changed, command.capability, at: time)
        self = changed
        return answer
    }
}
