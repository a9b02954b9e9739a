import AlexaProtocol
import Skill
import Timing

/// A behaviour whose interface is not known at compile time.
///
/// It stores functions and is not generic: creating the metadata of 40 generic types took a third of a process's start.
struct AnyBehaviour: Sendable {
    private typealias Performing =
        @Sendable (any DirectivePayload, inout SimulatedDevice, Capability, Timestamp) -> Settled<Answer?, AlexaError>

    /// The interface whose directives it carries out.
    let namespace: String
    /// As ``Behaviour/leavesUnknown``.
    let leavesUnknown: Bool
    /// As ``Behaviour/traits``.
    let traits: [Trait]
    /// As ``Behaviour/prepare(_:_:)``.
    let prepare: @Sendable (inout SimulatedDevice, Capability) -> Void
    private let performing: Performing

    /// A behaviour and the interface that it belongs to: both have the same directives.
    init<Interface: AlexaInterface, Base: Behaviour>(_: Interface.Type, _: Base.Type)
    where Base.Directive == Interface.Directive {
        namespace = Interface.namespace
        leavesUnknown = Base.leavesUnknown
        traits = Base.traits
        prepare = { device, capability in Base.prepare(&device, capability) }
        performing = { payload, device, capability, time in
            do throws(AlexaError) {
                return .success(
                    try Base.perform(Interface.directive(payload), on: &device, capability, at: time))
            } catch {
                return .failure(error)
            }
        }
    }

    /// As ``Behaviour/perform(_:on:_:at:)``, for a payload that must be one of the interface.
    func perform(
        _ payload: any DirectivePayload, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        try performing(payload, &device, capability, time).get()
    }
}

/// Every behaviour, with the interface whose directives it carries out: one line each.
enum Behaviours {
    private static let all: [AnyBehaviour] = [
        AnyBehaviour(PowerController.self, PowerBehaviour.self),
        AnyBehaviour(PowerLevelController.self, PowerLevelBehaviour.self),
        AnyBehaviour(PercentageController.self, PercentageBehaviour.self),
        AnyBehaviour(BrightnessController.self, BrightnessBehaviour.self),
        AnyBehaviour(ColorController.self, ColorBehaviour.self),
        AnyBehaviour(ColorTemperatureController.self, ColorTemperatureBehaviour.self),
        AnyBehaviour(ModeController.self, ModeBehaviour.self),
        AnyBehaviour(RangeController.self, RangeBehaviour.self),
        AnyBehaviour(ToggleController.self, ToggleBehaviour.self),
        AnyBehaviour(SceneController.self, SceneBehaviour.self),
        AnyBehaviour(Speaker.self, SpeakerBehaviour.self),
        AnyBehaviour(StepSpeaker.self, StepSpeakerBehaviour.self),
        AnyBehaviour(EqualizerController.self, EqualizerBehaviour.self),
        AnyBehaviour(PlaybackController.self, PlaybackBehaviour.self),
        AnyBehaviour(SeekController.self, SeekBehaviour.self),
        AnyBehaviour(InputController.self, InputBehaviour.self),
        AnyBehaviour(ChannelController.self, ChannelBehaviour.self),
        AnyBehaviour(Launcher.self, LauncherBehaviour.self),
        AnyBehaviour(KeypadController.self, KeypadBehaviour.self),
        AnyBehaviour(RemoteVideoPlayer.self, RemoteVideoBehaviour.self),
        AnyBehaviour(VideoRecorder.self, VideoRecorderBehaviour.self),
        AnyBehaviour(RecordController.self, RecordBehaviour.self),
        AnyBehaviour(TimeHoldController.self, TimeHoldBehaviour.self),
        AnyBehaviour(InventoryLevelSensor.self, InventoryLevelBehaviour.self),
        AnyBehaviour(DeviceUsageMeter.self, DeviceUsageMeterBehaviour.self),
        AnyBehaviour(CameraStreamController.self, CameraStreamBehaviour.self),
        AnyBehaviour(RTCSessionController.self, RTCSessionBehaviour.self),
        AnyBehaviour(MediaMetadata.self, MediaMetadataBehaviour.self),
        AnyBehaviour(ObjectDetectionSensor.self, ObjectDetectionBehaviour.self),
        AnyBehaviour(EventDetectionSensor.self, EventDetectionBehaviour.self),
        AnyBehaviour(SnapshotProvider.self, SnapshotBehaviour.self),
        AnyBehaviour(AccessController.self, AccessBehaviour.self),
        AnyBehaviour(Commissionable.self, CommissionableBehaviour.self),
        AnyBehaviour(DataController.self, DataBehaviour.self),
        AnyBehaviour(ThermostatController.self, ThermostatBehaviour.self),
        AnyBehaviour(HumiditySensor.self, HumiditySensorBehaviour.self),
        AnyBehaviour(LockController.self, LockBehaviour.self),
        AnyBehaviour(SecurityPanelController.self, SecurityPanelBehaviour.self),
        AnyBehaviour(Cooking.self, CookingBehaviour.self),
        AnyBehaviour(Cooking.TimeController.self, CookingTimeBehaviour.self),
        AnyBehaviour(Cooking.PresetController.self, CookingPresetBehaviour.self),
        AnyBehaviour(Cooking.TemperatureController.self, CookingTemperatureBehaviour.self),
        AnyBehaviour(Cooking.FoodTemperatureController.self, CookingFoodTemperatureBehaviour.self),
    ]

    private static let byNamespace = Dictionary(all.map { ($0.namespace, $0) }) { first, _ in first }

    /// Every trait that a home file can set, by its key.
    static let traits: [String: Trait] = Dictionary(
        (Trait.ofEveryDevice + all.flatMap { $0.traits }).map { ($0.key, $0) },
        uniquingKeysWith: { first, _ in first })

    /// The behaviour for an interface; `nil` for one that is only reported.
    static func of(_ namespace: String) -> AnyBehaviour? {
        byNamespace[namespace]
    }
}
