import AlexaProtocol

extension SimulatedDevice {
    /// The traits that keep a door from closing.
    static let closingTraits: [Trait] = [.flag("obstacle"), .word("safetyBeam", "breached", "clear")]

    /// Checks whether a door, a gate or a blind can close: the traits `obstacle: true` and `safetyBeam: "breached"` prevent it.
    ///
    /// A value counts as closed if the capability's semantics say so. A device that is closed already is not checked.
    ///
    /// - Throws: OBSTACLE_DETECTED or SAFETY_BEAM_BREACHED if going from `current` to `value` would close it.
    func checkClosing(_ capability: Capability, from current: JSONValue?, to value: JSONValue) throws(AlexaError) {
        let hasObstacle = traits["obstacle"]?.bool == true
        guard hasObstacle || traits["safetyBeam"]?.string == "breached",
            let semantics = capability.semantics.map({ Semantics($0) }), semantics.holds(.closed, at: value),
            current.map({ semantics.holds(.closed, at: $0) }) != true
        else { return }
        throw hasObstacle
            ? AlexaError(Safety.Failure.obstacleDetected, "something is in the way in the simulation")
            : AlexaError(Safety.Failure.safetyBeamBreached, "something crosses the beam in the simulation")
    }

    /// Lets a ContactSensor on the same device follow the door: it reports "closed" at the values that the semantics call
    /// closed, "open" at the others.
    mutating func followContact(_ capability: Capability, _ value: JSONValue) {
        guard has(ContactSensor.self), let semantics = capability.semantics.map({ Semantics($0) }),
            semantics.stateMappings.contains(where: { $0.names(.closed) })
        else { return }
        set(ContactSensor.detectionState(isOpen: !semantics.holds(.closed, at: value)))
    }
}

extension Semantics.StateMapping {
    fileprivate func names(_ state: Semantics.State) -> Bool {
        switch self {
        case .value(let states, _), .range(let states, _): states.contains(state)
        }
    }
}
