import AlexaProtocol

/// A camera that recognises the classes that a directive sets; at first none.
///
/// The trait `subscription`, if `false`, means that recognition needs a subscription.
enum ObjectDetectionBehaviour: Behaviour {
    static let traits: [Trait] = [.flag("subscription")]

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(ObjectDetectionSensor.objectDetectionClasses([]))
    }

    static func perform(
        _ directive: ObjectDetectionSensor.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        switch directive {
        case .setObjectDetectionClasses(let classes):
            if !classes.isEmpty, device.traits["subscription"]?.bool == false {
                throw AlexaError(
                    ObjectDetectionSensor.Failure.subscriptionRequired,
                    "the simulated customer has no subscription for recognising objects")
            }
            device.set(ObjectDetectionSensor.objectDetectionClasses(classes))
        }
        return nil
    }
}
