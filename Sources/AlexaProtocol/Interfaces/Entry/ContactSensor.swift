/// `Alexa.ContactSensor`: whether a door or window is open. It has no directives. Source: Alexa.ContactSensor.
package enum ContactSensor: AlexaInterface {
    package static let namespace = "Alexa.ContactSensor"
    package static let properties = [PropertyKind("detectionState", .word(["NOT_DETECTED", "DETECTED"]))]

    /// `detectionState`: `DETECTED` is open. MotionSensor has a property of the same name.
    package static func detectionState(isOpen: Bool) -> PropertyState {
        PropertyState(namespace, "detectionState", isOpen ? "DETECTED" : "NOT_DETECTED")
    }
}
