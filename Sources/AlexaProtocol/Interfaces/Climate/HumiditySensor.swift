/// `Alexa.HumiditySensor`: how humid the air is. It has no directives. Source: Alexa.HumiditySensor.
package enum HumiditySensor: AlexaInterface {
    package static let namespace = "Alexa.HumiditySensor"
    package static let properties = [PropertyKind("relativeHumidity", .number(0...100))]

    /// `relativeHumidity`, 0 to 100 percent: a bare number, not an object.
    package static func relativeHumidity(_ percent: Double) -> PropertyState {
        PropertyState(namespace, "relativeHumidity", .number(percent))
    }
}
