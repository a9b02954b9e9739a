import AlexaProtocol

/// An appliance that can pause while it works. Without a pause it reports none.
///
/// Only an appliance that reports its pauses refuses directives: of others it is unknown whether they are at work.
enum TimeHoldBehaviour: Behaviour {
    static let leavesUnknown = true

    static func perform(
        _ directive: TimeHoldController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        let isOnHold = device.value(TimeHoldController.self, "holdStartTime") != nil
        if capability.supports("holdStartTime") {
            if device.value(PowerController.self, "powerState")?.string == "OFF" {
                throw AlexaError(.generic(.notInOperation), "the appliance is switched off")
            }
            if case .resume = directive, !isOnHold {
                throw AlexaError(.generic(.alreadyInOperation), "the appliance is not on hold")
            }
        }
        switch directive {
        case .hold:
            device.setIfUnknown(TimeHoldController.holdStartTime(time))
        case .resume:
            device.forget(TimeHoldController.self, "holdStartTime")
            device.forget(TimeHoldController.self, "holdEndTime")
        }
        return nil
    }
}
