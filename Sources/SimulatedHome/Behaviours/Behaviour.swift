import AlexaProtocol

/// How simulated devices carry out the directives of one interface.
protocol Behaviour: SendableMetatype {
    /// The interface's own directives.
    associatedtype Directive: DirectivePayload

    /// Whether declared properties may stay unknown; otherwise those that `prepare` leaves open get the first value of
    /// their kind.
    static var leavesUnknown: Bool { get }

    /// What the behaviour reads of the home file's `simulation`, beside the state.
    static var traits: [Trait] { get }

    /// Gives the properties of the capability sensible values where the home file names none.
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability)

    /// Does what is asked and says how success is told; `nil` for the directive's usual event.
    ///
    /// - Throws: what a real device would answer if it cannot do this.
    static func perform(
        _ directive: Directive, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) -> Answer?
}

extension Behaviour {
    static var leavesUnknown: Bool { false }
    static var traits: [Trait] { [] }
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {}

    /// The same for a payload whose type is not known at compile time.
    static func perform(
        _ payload: any DirectivePayload, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        guard let directive = payload as? Directive else {
            throw .internalError("\(Self.self) was given \(type(of: payload))")
        }
        return try perform(directive, on: &device, capability, at: time)
    }
}

extension Behaviour where Directive == Never {
    /// An interface without directives is only prepared.
    static func perform(
        _ directive: Never, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) -> Answer? {}
}

/// Every behaviour, by the interface whose directives it carries out: one line each.
enum Behaviours {
    private static let all: [String: any Behaviour.Type] = [
        PowerController.namespace: PowerBehaviour.self,
        PowerLevelController.namespace: PowerLevelBehaviour.self,
        PercentageController.namespace: PercentageBehaviour.self,
        BrightnessController.namespace: BrightnessBehaviour.self,
        ColorController.namespace: ColorBehaviour.self,
        ColorTemperatureController.namespace: ColorTemperatureBehaviour.self,
        ModeController.namespace: ModeBehaviour.self,
        RangeController.namespace: RangeBehaviour.self,
        ToggleController.namespace: ToggleBehaviour.self,
        SceneController.namespace: SceneBehaviour.self,
        Speaker.namespace: SpeakerBehaviour.self,
        StepSpeaker.namespace: StepSpeakerBehaviour.self,
        EqualizerController.namespace: EqualizerBehaviour.self,
        PlaybackController.namespace: PlaybackBehaviour.self,
        SeekController.namespace: SeekBehaviour.self,
        InputController.namespace: InputBehaviour.self,
        ChannelController.namespace: ChannelBehaviour.self,
        Launcher.namespace: LauncherBehaviour.self,
        KeypadController.namespace: KeypadBehaviour.self,
        RemoteVideoPlayer.namespace: RemoteVideoBehaviour.self,
        VideoRecorder.namespace: VideoRecorderBehaviour.self,
        RecordController.namespace: RecordBehaviour.self,
        TimeHoldController.namespace: TimeHoldBehaviour.self,
        InventoryLevelSensor.namespace: InventoryLevelBehaviour.self,
        DeviceUsageMeter.namespace: DeviceUsageMeterBehaviour.self,
        CameraStreamController.namespace: CameraStreamBehaviour.self,
        RTCSessionController.namespace: RTCSessionBehaviour.self,
        MediaMetadata.namespace: MediaMetadataBehaviour.self,
        ObjectDetectionSensor.namespace: ObjectDetectionBehaviour.self,
        EventDetectionSensor.namespace: EventDetectionBehaviour.self,
        AccessController.namespace: AccessBehaviour.self,
        ThermostatController.namespace: ThermostatBehaviour.self,
        HumiditySensor.namespace: HumiditySensorBehaviour.self,
        LockController.namespace: LockBehaviour.self,
        SecurityPanelController.namespace: SecurityPanelBehaviour.self,
        Cooking.namespace: CookingBehaviour.self,
        Cooking.TimeController.namespace: CookingTimeBehaviour.self,
        Cooking.PresetController.namespace: CookingPresetBehaviour.self,
        Cooking.TemperatureController.namespace: CookingTemperatureBehaviour.self,
        Cooking.FoodTemperatureController.namespace: CookingFoodTemperatureBehaviour.self,
    ]

    /// Every trait that a home file can give, by its key.
    static let traits: [String: Trait] = Dictionary(
        (Trait.ofEveryDevice + all.values.flatMap { $0.traits }).map { ($0.key, $0) },
        uniquingKeysWith: { first, _ in first })

    /// The behaviour for an interface; `nil` for one that is only reported.
    static func of(_ namespace: String) -> (any Behaviour.Type)? {
        all[namespace]
    }
}
