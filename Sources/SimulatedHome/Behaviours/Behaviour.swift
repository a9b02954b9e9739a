import AlexaProtocol

/// How simulated devices carry out the directives of one interface.
protocol Behaviour: SendableMetatype {
    /// The interface's own directives.
    associatedtype Directive: DirectivePayload

    /// Whether declared properties may stay unknown; otherwise those that `prepare` leaves open get the first value of
    /// their kind.
    static var leavesUnknown: Bool { get }

    /// What the behaviour reads of the home file's `simulation`, beside the state.
    static var traits: [Trait] { get }

    /// Gives the properties of the capability sensible values where the home file names none.
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability)

    /// Does what is asked and says how success is told; `nil` for the directive's usual event.
    ///
    /// - Throws: what a real device would answer if it cannot do this.
    static func perform(
        _ directive: Directive, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) -> Answer?
}

extension Behaviour {
    static var leavesUnknown: Bool { false }
    static var traits: [Trait] { [] }
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {}
}

extension Behaviour where Directive == Never {
    /// An interface without directives is only prepared.
    static func perform(
        _ directive: Never, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) -> Answer? {}
}
