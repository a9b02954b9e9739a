/// Every interface that Porchlight supports: one line each.
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
        PowerLevelController.self,
        PercentageController.self,
        BrightnessController.self,
        ColorController.self,
        ColorTemperatureController.self,
        // Climate
        ThermostatController.self,
        ThermostatConfiguration.self,
        ThermostatSchedule.self,
        ThermostatHVACComponents.self,
        TemperatureSensor.self,
        HumiditySensor.self,
        // Generic controllers
        ModeController.self,
        RangeController.self,
        ToggleController.self,
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
        Speaker.self,
        StepSpeaker.self,
        EqualizerController.self,
        // Video and entertainment
        PlaybackController.self,
        PlaybackStateReporter.self,
        SeekController.self,
        InputController.self,
        ChannelController.self,
        Launcher.self,
        KeypadController.self,
        RemoteVideoPlayer.self,
        VideoRecorder.self,
        RecordController.self,
        // Cameras and doorbells
        CameraStreamController.self,
        RTCSessionController.self,
        MediaMetadata.self,
        DoorbellEventSource.self,
        // Detection
        ObjectDetectionSensor.self,
        EventDetectionSensor.self,
        SnapshotProvider.self,
        // Time, wake and events
        TimeHoldController.self,
        WakeOnLANController.self,
        SimpleEventSource.self,
        AutomationManagement.self,
        CustomIntent.self,
        // Supplies and energy
        InventoryLevelSensor.self,
        InventoryUsageSensor.self,
        InventoryLevelUsageSensor.self,
        DeviceUsageMeter.self,
        DeviceUsageEstimation.self,
        // Networking and other
        AccessController.self,
        ConnectedDevice.self,
        HomeNetworkController.self,
        Commissionable.self,
        DataController.self,
    ]

    /// Namespaces that have only errors, or of which only the errors are known well enough to be used.
    package static let withErrorsOnly: [any ErrorVocabulary.Type] = [
        AuthorizationController.Failure.self,
        Safety.Failure.self,
        Video.Failure.self,
    ]

    private static let byNamespace = Dictionary(
        all.map { ($0.namespace, $0) }, uniquingKeysWith: { first, _ in first })

    /// The interface of that name; `nil` for one that Porchlight does not support.
    package static func interface(_ namespace: String) -> (any AlexaInterface.Type)? {
        byNamespace[namespace]
    }
}
