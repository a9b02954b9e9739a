/// Every interface that Porchlight speaks: one line each.
package enum InterfaceCatalog {
    /// In the order of Amazon's list of interfaces, by subject.
    package static let all: [any AlexaInterface.Type] = [
        // Foundation
        Alexa.self,
        Authorization.self,
        Discovery.self,
        EndpointHealth.self,
        // Power, levels and light
        PowerController.self,
        BrightnessController.self,
        // Climate
        ThermostatController.self,
        ThermostatConfiguration.self,
        ThermostatSchedule.self,
        ThermostatHVACComponents.self,
        TemperatureSensor.self,
        HumiditySensor.self,
        // Generic controllers
        RangeController.self,
        // Entry
        LockController.self,
        ContactSensor.self,
        MotionSensor.self,
        // Security
        SecurityPanelController.self,
        SceneController.self,
        // Cooking
        Cooking.self,
        Cooking.TimeController.self,
        Cooking.PresetController.self,
        Cooking.TemperatureController.self,
        Cooking.TemperatureSensor.self,
        Cooking.FoodTemperatureController.self,
        Cooking.FoodTemperatureSensor.self,
        // Audio
        // Video and entertainment
        // Cameras and doorbells
        // Detection
        // Time, wake and events
        // Supplies and energy
        // Commissioning and data
        // Networking and other
    ]

    private static let byNamespace = Dictionary(
        all.map { ($0.namespace, $0) }, uniquingKeysWith: { first, _ in first })

    /// The interface of that name; `nil` for one that Porchlight does not speak.
    package static func interface(_ namespace: String) -> (any AlexaInterface.Type)? {
        byNamespace[namespace]
    }
}
