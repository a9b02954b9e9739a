import AlexaProtocol

/// How simulated devices carry out the directives of one interface.
protocol Behaviour: SendableMetatype {
    /// The interface's own directives.
    associatedtype Directive: DirectivePayload

    /// Whether declared properties may stay unknown; otherwise those that `prepare` leaves open get the first value of
    /// their kind.
    static var leavesUnknown: Bool { get }

    /// The members of the home file's `simulation` that the behaviour reads, besides the state.
    static var traits: [Trait] { get }

    /// Sets the properties of the capability for which the home file has no value to sensible values.
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability)

    /// Carries out the directive and returns the answer that reports success; `nil` for the directive's usual event.
    ///
    /// - Throws: the error of a real device that cannot do this.
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
