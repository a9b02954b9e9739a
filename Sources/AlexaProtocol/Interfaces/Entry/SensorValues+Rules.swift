// The rules for the property values of locks and sensors. Their capabilities have no rules of their own.

extension LockController { package static let valueRules: [String: Rule] = ["lockState": .valLock] }
extension ContactSensor { package static let valueRules: [String: Rule] = ["detectionState": .valDetection] }
extension MotionSensor { package static let valueRules: [String: Rule] = ["detectionState": .valDetection] }
extension TemperatureSensor { package static let valueRules: [String: Rule] = ["temperature": .valTemperature] }
extension HumiditySensor { package static let valueRules: [String: Rule] = ["relativeHumidity": .valHumidity] }
extension ChannelController { package static let valueRules: [String: Rule] = ["channel": .valChannel] }

extension Rule {
    static let valLock = Rule(
        "val-lock", costs: .event, .interface("LockController"),
        "lockState is LOCKED, UNLOCKED or JAMMED; while the lock moves, it is the old one.", "Take one of these.")
    static let valDetection = Rule(
        "val-detection", costs: .event, .properties, "detectionState is DETECTED or NOT_DETECTED.", "Take one of these."
    )
    static let valTemperature = Rule(
        "val-temperature", costs: .event, .properties,
        "A temperature is an object with a number as value and the scale CELSIUS, FAHRENHEIT or KELVIN.", "Write it so."
    )
    static let valHumidity = Rule(
        "val-humidity", costs: .event, .properties, "relativeHumidity is a bare number from 0 to 100.",
        "Write the number.")
    static let valChannel = Rule(
        "val-channel", costs: .event, .properties,
        "A channel has number, callSign or affiliateCallSign; number is a text.", "Give one of them.")
}
