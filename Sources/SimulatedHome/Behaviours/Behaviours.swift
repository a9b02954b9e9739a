import AlexaProtocol
import Skill

/// A behaviour whose interface is not known at compile time.
protocol AnyBehaviour: Sendable {
    /// The interface whose directives it carries out.
    var namespace: String { get }
    /// As ``Behaviour/leavesUnknown``.
    var leavesUnknown: Bool { get }
    /// As ``Behaviour/traits``.
    var traits: [Trait] { get }
    /// As ``Behaviour/prepare(_:_:)``.
    func prepare(_ device: inout SimulatedDevice, _ capability: Capability)
    /// As ``Behaviour/perform(_:on:_:at:)``, for a payload that must be one of the interface.
    func perform(
        _ payload: any DirectivePayload, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) -> Answer?
}

/// A behaviour and the interface that it belongs to: both have the same directives.
private struct InterfaceBehaviour<Interface: AlexaInterface, Base: Behaviour>: AnyBehaviour
where Base.Directive == Interface.Directive {
    init(_: Interface.Type, _: Base.Type) {}

    var namespace: String { Interface.namespace }
    var leavesUnknown: Bool { Base.leavesUnknown }
    var traits: [Trait] { Base.traits }

    func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        Base.prepare(&device, capability)
    }

    func perform(
        _ payload: any DirectivePayload, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        try Base.perform(Interface.directive(payload), on: &device, capability, at: time)
    }
}

/// Every behaviour, with the interface whose directives it carries out: one line each.
enum Behaviours {
    private static let all: [any AnyBehaviour] = [
        InterfaceBehaviour(PowerController.self, PowerBehaviour.self),
        InterfaceBehaviour(PowerLevelController.self, PowerLevelBehaviour.self),
        InterfaceBehaviour(PercentageController.self, PercentageBehaviour.self),
        InterfaceBehaviour(BrightnessController.self, BrightnessBehaviour.self),
        InterfaceBehaviour(ColorController.self, ColorBehaviour.self),
        InterfaceBehaviour(ColorTemperatureController.self, ColorTemperatureBehaviour.self),
        InterfaceBehaviour(ModeController.self, ModeBehaviour.self),
        InterfaceBehaviour(RangeController.self, RangeBehaviour.self),
        InterfaceBehaviour(ToggleController.self, ToggleBehaviour.self),
        InterfaceBehaviour(SceneController.self, SceneBehaviour.self),
        InterfaceBehaviour(Speaker.self, SpeakerBehaviour.self),
        InterfaceBehaviour(StepSpeaker.self, StepSpeakerBehaviour.self),
        InterfaceBehaviour(EqualizerController.self, EqualizerBehaviour.self),
        InterfaceBehaviour(PlaybackController.self, PlaybackBehaviour.self),
        InterfaceBehaviour(SeekController.self, SeekBehaviour.self),
        InterfaceBehaviour(InputController.self, InputBehaviour.self),
        InterfaceBehaviour(ChannelController.self, ChannelBehaviour.self),
        InterfaceBehaviour(Launcher.self, LauncherBehaviour.self),
        InterfaceBehaviour(KeypadController.self, KeypadBehaviour.self),
        InterfaceBehaviour(RemoteVideoPlayer.self, RemoteVideoBehaviour.self),
        InterfaceBehaviour(VideoRecorder.self, VideoRecorderBehaviour.self),
        InterfaceBehaviour(RecordController.self, RecordBehaviour.self),
        InterfaceBehaviour(TimeHoldController.self, TimeHoldBehaviour.self),
        InterfaceBehaviour(InventoryLevelSensor.self, InventoryLevelBehaviour.self),
        InterfaceBehaviour(DeviceUsageMeter.self, DeviceUsageMeterBehaviour.self),
        InterfaceBehaviour(CameraStreamController.self, CameraStreamBehaviour.self),
        InterfaceBehaviour(RTCSessionController.self, RTCSessionBehaviour.self),
        InterfaceBehaviour(MediaMetadata.self, MediaMetadataBehaviour.self),
        InterfaceBehaviour(ObjectDetectionSensor.self, ObjectDetectionBehaviour.self),
        InterfaceBehaviour(EventDetectionSensor.self, EventDetectionBehaviour.self),
        InterfaceBehaviour(SnapshotProvider.self, SnapshotBehaviour.self),
        InterfaceBehaviour(AccessController.self, AccessBehaviour.self),
        InterfaceBehaviour(Commissionable.self, CommissionableBehaviour.self),
        InterfaceBehaviour(DataController.self, DataBehaviour.self),
        InterfaceBehaviour(ThermostatController.self, ThermostatBehaviour.self),
        InterfaceBehaviour(HumiditySensor.self, HumiditySensorBehaviour.self),
        InterfaceBehaviour(LockController.self, LockBehaviour.self),
        InterfaceBehaviour(SecurityPanelController.self, SecurityPanelBehaviour.self),
        InterfaceBehaviour(Cooking.self, CookingBehaviour.self),
        InterfaceBehaviour(Cooking.TimeController.self, CookingTimeBehaviour.self),
        InterfaceBehaviour(Cooking.PresetController.self, CookingPresetBehaviour.self),
        InterfaceBehaviour(Cooking.TemperatureController.self, CookingTemperatureBehaviour.self),
        InterfaceBehaviour(Cooking.FoodTemperatureController.self, CookingFoodTemperatureBehaviour.self),
    ]

    private static let byNamespace = Dictionary(all.map { ($0.namespace, $0) }) { first, _ in first }

    /// Every trait that a home file can give, by its key.
    static let traits: [String: Trait] = Dictionary(
        (Trait.ofEveryDevice + all.flatMap { $0.traits }).map { ($0.key, $0) },
        uniquingKeysWith: { first, _ in first })

    /// The behaviour for an interface; `nil` for one that is only reported.
    static func of(_ namespace: String) -> (any AnyBehaviour)? {
        byNamespace[namespace]
    }
}
