import AlexaProtocol
import DeviceCloud

/// Plans of PowerController and LockController.
enum PowerPlans {
    static func needsState(_ directive: PowerController.Directive, _ part: DevicePart, _: String) -> Bool {
        part.airConditioner != nil && directive == .turnOn
    }

    /// Switching a light on does not set its level: Tuya's devices remember it.
    static func plan(_ directive: PowerController.Directive, _ context: PlanContext) throws(AlexaError) -> TuyaPlan {
        let isOn = directive == .turnOn
        if let airConditioner = context.part.airConditioner {
            var state = airConditioner.known(context.state)
            state.power = isOn
            return InfraredPlans.plan(isOn ? airConditioner.fitted(state) : state, context)
        }
        guard let power = context.part.power else { throw .lacks("switch") }
        return context.setting([power.point.command(isOn)], properties: [PowerController.powerState(isOn)])
    }
}

/// Plans of LockController.
enum LockPlans {
    static func plan(_ directive: LockController.Directive, _ context: PlanContext) throws(AlexaError) -> TuyaPlan {
        guard context.part.lock != nil else { throw .lacks("lock that may be opened over the cloud") }
        switch directive {
        case .lock:
            return TuyaPlan(.door(open: false), .once, properties: [LockController.lockState(.locked)])
        case .unlock:
            return TuyaPlan(.door(open: true), .once, properties: [LockController.lockState(.unlocked)])
        }
    }
}

/// Plans of infrared air conditioners: always the whole state, so that they are idempotent.
enum InfraredPlans {
    static func plan(
        _ state: TuyaAirConditionerState, _ context: PlanContext, demand: Demand? = nil
    ) -> TuyaPlan {
        let time = Timestamp(milliseconds: 0)
        let properties = context.part.airConditioner?.properties(state, at: time).map(\.state) ?? []
        return TuyaPlan(.airConditioner(state), .idempotent, demand: demand, properties: properties)
    }
}
