/// `Alexa.MotionSensor`: whether something moves. It has no directives. Source: Alexa.MotionSensor.
package enum MotionSensor: AlexaInterface {
    package static let namespace = "Alexa.MotionSensor"
    package static let properties = [PropertyKind("detectionState", .word(["NOT_DETECTED", "DETECTED"]))]

    /// `detectionState`. ContactSensor has a property of the same name.
    package static func detectionState(isMoving: Bool) -> PropertyState {
        PropertyState(namespace, "detectionState", isMoving ? "DETECTED" : "NOT_DETECTED")
    }
}
