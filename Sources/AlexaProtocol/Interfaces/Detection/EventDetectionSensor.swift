/// `Alexa.EventDetectionSensor`: what a camera or microphone notices, such as breaking glass. How a customer switches a
/// kind of event on or off is not published, so there is no directive. Source: Amazon's message schema (July 2025).
package enum EventDetectionSensor: AlexaInterface {
    package static let namespace = "Alexa.EventDetectionSensor"
    package static let properties =
        Mode.allCases.compactMap(\.stateProperty).map { PropertyKind($0, state) } + [
            PropertyKind(
                "detectionModes",
                .map(.object([.optional("enablementMode", enablement), .optional("cloudVerificationMode", .text)]))),
            PropertyKind("enablementMode", enablement),
        ]

    private static let enablement = ValueShape.word(["ENABLED", "DISABLED"])
    private static let state = ValueShape.object([
        .required("value", .word(["NOT_DETECTED", "DETECTED"])),
        .optional("detectionMethods", .list(.word(Method.allCases.map(\.rawValue)))),
        .optional(
            "media",
            .object([.required("type", .word(["ALEXA.MEDIAMETADATA", "DATAMART"])), .required("id", .text)])),
    ])

    /// A kind of event.
    package enum Mode: String, CaseIterable, Sendable {
        /// An animal is there.
        case animalPresence
        /// A baby cries.
        case babyCry
        /// A dog barks.
        case dogBark
        /// Glass breaks.
        case glassBreak
        /// Somebody is there.
        case humanPresence
        /// A smoke alarm sounds.
        case smokeSiren
        /// A vehicle is there.
        case vehiclePresence
        /// Somebody or something is there; can be set up, but not be reported.
        case entityDetection
        /// A carbon monoxide alarm sounds; can be set up, but not be reported.
        case carbonMonoxideSiren

        /// The property that reports it; `nil` if none does.
        package var stateProperty: String? {
            switch self {
            case .animalPresence, .babyCry, .dogBark, .glassBreak, .humanPresence, .smokeSiren, .vehiclePresence:
                "\(rawValue)DetectionState"
            case .entityDetection, .carbonMonoxideSiren:
                nil
            }
        }
    }

    /// How an event was detected.
    package enum Method: String, CaseIterable, Sendable {
        /// By sound.
        case audio = "AUDIO"
        /// By sight.
        case video = "VIDEO"
    }

    /// The options of a kind of event in a declaration.
    package struct Options: Hashable, Sendable {
        /// Whether the customer may use it.
        package let availability: Availability
        /// Whether the customer can switch it on and off.
        package let supportsEnablementMode: Bool
        /// Whether its end is reported, too.
        package let supportsNotDetected: Bool

        /// Options of a kind of event.
        package init(
            _ availability: Availability = .enabled, supportsEnablementMode: Bool = false,
            supportsNotDetected: Bool = true
        ) {
            self.availability = availability
            self.supportsEnablementMode = supportsEnablementMode
            self.supportsNotDetected = supportsNotDetected
        }

        fileprivate var json: JSONValue {
            [
                "featureAvailability": .string(availability.rawValue),
                "supportsEnablementMode": .bool(supportsEnablementMode),
                "supportsNotDetected": .bool(supportsNotDetected),
            ]
        }
    }

    /// Whether the customer may use a kind of event.
    package enum Availability: String, CaseIterable, Sendable {
        /// They may.
        case enabled = "ENABLED"
        /// They have switched it off.
        case disabled = "DISABLED"
        /// It needs a subscription.
        case subscriptionRequired = "SUBSCRIPTION_REQUIRED"
    }

    /// Whether an event of that kind is going on; `nil` for a kind that is not reported.
    ///
    /// - Parameter mediaId: the id of its recording in Alexa.MediaMetadata.
    package static func detectionState(
        _ mode: Mode, isDetected: Bool, methods: [Method] = [], mediaId: String? = nil
    ) -> PropertyState? {
        guard let name = mode.stateProperty else { return nil }
        var value: JSONObject = ["value": isDetected ? "DETECTED" : "NOT_DETECTED"]
        if !methods.isEmpty { value["detectionMethods"] = .array(methods.map { .string($0.rawValue) }) }
        if let mediaId { value["media"] = ["type": "ALEXA.MEDIAMETADATA", "id": .string(mediaId)] }
        return PropertyState(namespace, name, .object(value))
    }

    /// `detectionModes`: which kinds of events are switched on.
    package static func detectionModes(_ modes: [(name: String, isEnabled: Bool)]) -> PropertyState {
        PropertyState(
            namespace, "detectionModes",
            .object(
                JSONObject(
                    modes.map { ($0.name, ["enablementMode": $0.isEnabled ? "ENABLED" : "DISABLED"]) })))
    }

    /// The kinds of events that the customer can switch on and off, as the capability names them.
    package static func switchableModes(of capability: Capability) -> [String] {
        (capability.configuration?["detectionModes"]?.object?.members ?? []).compactMap { mode in
            mode.value.object?["supportsEnablementMode"]?.bool == true ? mode.key : nil
        }
    }

    /// A capability for a device that notices `modes` by `methods`.
    package static func capability(
        _ modes: [(mode: Mode, options: Options)], methods: [Method], proactivelyReported: Bool = false
    ) -> Capability {
        let canSwitch = modes.contains { $0.options.supportsEnablementMode }
        return Capability(
            Self.self,
            properties: Capability.Properties(
                modes.compactMap(\.mode.stateProperty) + (canSwitch ? ["detectionModes"] : []),
                proactivelyReported: proactivelyReported),
            configuration: [
                "detectionMethods": .array(methods.map { .string($0.rawValue) }),
                "detectionModes": .object(JSONObject(modes.map { ($0.mode.rawValue, $0.options.json) })),
            ])
    }
}
