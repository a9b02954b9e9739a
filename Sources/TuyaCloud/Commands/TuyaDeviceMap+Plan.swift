import AlexaProtocol
package import Skill

extension TuyaDeviceMap {
    /// Whether a command needs the appliance's state, such as an Adjust, which becomes an absolute value.
    package func needsState(for command: Command, to appliance: TuyaAppliance) -> Bool {
        guard let part = part(command.target.endpoint.endpointId, of: appliance),
            let planner = Planner.all[command.target.capability.interface]
        else { return false }
        return planner.needsState(command.payload, part, command.target.capability.instance ?? "")
    }

    /// The plan of a command.
    ///
    /// - Parameter state: the last known state; read just before if ``needsState(for:to:)``.
    /// - Throws: the error for Alexa if the appliance cannot do it.
    package func plan(
        for command: Command, to appliance: TuyaAppliance, _ state: TuyaState?
    ) throws(AdapterFailure) -> TuyaPlan {
        guard let part = part(command.target.endpoint.endpointId, of: appliance) else {
            throw AdapterFailure(
                .invalidDirective("the device has no data point for this any more"), rule: "tuya.no_data_point")
        }
        guard let planner = Planner.all[command.target.capability.interface] else {
            throw AdapterFailure(
                .invalidDirective("tuya cannot carry out directives of \(command.target.capability.interface)"),
                rule: "tuya.no_handler")
        }
        let context = PlanContext(
            part: part, reader: reader(appliance, state ?? TuyaState([], readAt: Timestamp(milliseconds: 0))),
            state: state, instance: command.target.capability.instance ?? "", colours: colours)
        do throws(AlexaError) {
            return try planner.plan(command.payload, context)
        } catch {
            throw AdapterFailure(error, rule: "tuya.data_point")
        }
    }
}

/// Plans the directives of one interface.
struct Planner: Sendable {
    /// Whether a directive needs the device's state.
    let needsState: @Sendable (any DirectivePayload, DevicePart, _ instance: String) -> Bool
    /// The plan of a directive.
    let plan: @Sendable (any DirectivePayload, PlanContext) throws(AlexaError) -> TuyaPlan

    /// A planner for an interface, with that interface's own directive type.
    private static func on<Interface: AlexaInterface>(
        _: Interface.Type,
        needsState: @escaping @Sendable (Interface.Directive, DevicePart, String) -> Bool = { _, _, _ in false },
        _ plan: @escaping @Sendable (Interface.Directive, PlanContext) throws(AlexaError) -> TuyaPlan
    ) -> (String, Planner) {
        (
            Interface.namespace,
            Planner(
                needsState: { payload, part, instance in
                    (payload as? Interface.Directive).map { needsState($0, part, instance) } ?? false
                },
                plan: { payload, context throws(AlexaError) in try plan(Interface.directive(payload), context) })
        )
    }

    /// The planners by interface.
    static let all: [String: Planner] = Dictionary(
        uniqueKeysWithValues: [
            on(PowerController.self, needsState: PowerPlans.needsState, PowerPlans.plan),
            on(BrightnessController.self, needsState: LampPlans.needsState, LampPlans.plan),
            on(ColorController.self, needsState: LampPlans.needsState, LampPlans.plan),
            on(ColorTemperatureController.self, needsState: LampPlans.needsState, LampPlans.plan),
            on(ThermostatController.self, needsState: ThermostatPlans.needsState, ThermostatPlans.plan),
            on(RangeController.self, needsState: GenericPlans.needsState, GenericPlans.plan),
            on(ModeController.self, needsState: GenericPlans.needsState, GenericPlans.plan),
            on(ToggleController.self, GenericPlans.plan),
            on(LockController.self, LockPlans.plan),
        ])
}
