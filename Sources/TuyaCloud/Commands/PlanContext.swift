import AlexaProtocol
import DeviceCloud

/// The input of a plan.
struct PlanContext {
    let part: DevicePart
    /// The last known values; empty without a state.
    let reader: PointReader
    let state: TuyaState?
    /// The capability's instance; empty if it has none.
    let instance: String
    let colours: ColourMemory

    /// Whether the device is switched on; `nil` if that is unknown or it has no switch.
    var isOn: Bool? { part.power.flatMap { reader.truth($0.point)?.value } }

    /// Sets levels on a device that should be on: the switch is sent with them, or before them if a quirk requires it.
    func switchingOn(_ levels: [TuyaCommand], demand: Demand? = nil, properties: [PropertyState]) -> TuyaPlan {
        guard let power = part.power else {
            return TuyaPlan(.points(levels), .idempotent, demand: demand, properties: properties)
        }
        let states = [PowerController.powerState(true)] + properties
        let on = power.point.command(true)
        guard part.switchAlone else {
            return TuyaPlan(.points([on] + levels), .idempotent, demand: demand, properties: states)
        }
        let action: TuyaAction = isOn == true ? .points(levels) : .pointsInOrder([[on], levels])
        return TuyaPlan(action, .idempotent, demand: demand, properties: states)
    }

    /// Sets points without changing the switch.
    func setting(
        _ commands: [TuyaCommand], _ effect: Effect = .idempotent, demand: Demand? = nil,
        properties: [PropertyState]
    ) -> TuyaPlan {
        TuyaPlan(.points(commands), effect, demand: demand, properties: properties)
    }

    /// A plan that sends nothing, because the device already has the requested state.
    func unchanged(_ properties: [PropertyState]) -> TuyaPlan {
        TuyaPlan(.none, .read, properties: properties)
    }
}

extension AlexaError {
    /// The failure of a relative change of a value that the device never reported.
    static func unknownValue(_ what: String) -> AlexaError {
        .internalError("the device has not reported its \(what), from which the change would start")
    }

    /// The failure of a directive for something that the part lacks. The skill checks directives against discovery, so the device
    /// has changed since.
    static func lacks(_ what: String) -> AlexaError {
        .invalidDirective("the device has no \(what) any more")
    }
}
