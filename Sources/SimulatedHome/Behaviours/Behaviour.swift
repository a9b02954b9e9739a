import AlexaProtocol

/// How simulated devices carry out the directives of one interface.
protocol Behaviour: SendableMetatype {
    /// The interface's own directives.
    associatedtype Directive: DirectivePayload

    /// Whether declared properties may stay unknown; otherwise those that `prepare` leaves open get the first value of
    /// their kind.
    static var leavesUnknown: Bool { get }

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
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {}

    /// The same for a payload whose type is not known at compile time.
    static func perform(
        _ payload: any DirectivePayload, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        guard let directive = payload as? Directive else {
            throw .internalError("\(Self.self) was given \(type(of: payload))")
        }
        return try perform(directive, on: &device, capability, at: time)
    }
}

/// Every behaviour, by the interface whose directives it carries out: one line each.
enum Behaviours {
    private static let all: [String: any Behaviour.Type] = [
        PowerController.namespace: PowerBehaviour.self,
        BrightnessController.namespace: BrightnessBehaviour.self,
        RangeController.namespace: RangeBehaviour.self,
        SceneController.namespace: SceneBehaviour.self,
        ThermostatController.namespace: ThermostatBehaviour.self,
        HumiditySensor.namespace: HumiditySensorBehaviour.self,
        LockController.namespace: LockBehaviour.self,
        SecurityPanelController.namespace: SecurityPanelBehaviour.self,
        Cooking.namespace: CookingBehaviour.self,
        Cooking.TimeController.namespace: CookingTimeBehaviour.self,
        Cooking.PresetController.namespace: CookingPresetBehaviour.self,
        Cooking.TemperatureController.namespace: CookingTemperatureBehaviour.self,
        Cooking.FoodTemperatureController.namespace: CookingFoodTemperatureBehaviour.self,
    ]

    /// The behaviour for an interface; `nil` for one that is only reported.
    static func of(_ namespace: String) -> (any Behaviour.Type)? {
        all[namespace]
    }
}
