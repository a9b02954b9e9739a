/// `Alexa.TemperatureSensor`: how warm it is. It has no directives. Source: Alexa.TemperatureSensor.
package enum TemperatureSensor: AlexaInterface {
    package static let namespace = "Alexa.TemperatureSensor"
    package static let properties = [PropertyKind("temperature", .temperature)]

    /// `temperature`, on any scale.
    package static func temperature(_ temperature: Temperature) -> PropertyState {
        PropertyState(namespace, "temperature", temperature.json)
    }
}
