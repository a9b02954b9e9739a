/// `Alexa.SmartVision.ObjectDetectionSensor`: what a camera recognises. Source: Alexa.SmartVision.ObjectDetectionSensor
/// 1.0; the names of payload fields, configuration and event after implementations.
package enum ObjectDetectionSensor: AlexaInterface {
    package static let namespace = "Alexa.SmartVision.ObjectDetectionSensor"
    package static let version = "1.0"
    package static let payloadVersion = "1.0"
    package static let directives = [
        DirectiveKind("SetObjectDetectionClasses") { payload throws(AlexaError) in
            var classes: [String] = []
            for item in try payload.payloads("objectDetectionClasses") {
                classes.append(try item.text("imageNetClass"))
            }
            return Directive.setObjectDetectionClasses(classes)
        }
    ]
    package static let properties = [
        PropertyKind("objectDetectionClasses", .list(.object([.required("imageNetClass", .text)])))
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Recognise these classes and no others; an empty list switches recognition off.
        case setObjectDetectionClasses([String])

        package func check(against capability: Capability) throws(AlexaError) {
            switch self {
            case .setObjectDetectionClasses(let classes):
                let declared = ObjectDetectionSensor.classes(of: capability)
                guard !declared.isEmpty, !classes.allSatisfy(declared.contains) else { return }
                throw AlexaError(
                    Failure.invalidValue, "the camera recognises only \(declared.joined(separator: ", "))")
            }
        }
    }

    /// Something that a camera has recognised.
    package struct Detection: Hashable, Sendable {
        /// What the camera calls the event.
        package let eventIdentifier: String
        /// What it was, such as `person`.
        package let imageNetClass: String
        /// When it was.
        package let timeOfSample: Timestamp
        /// How far off `timeOfSample` may be, in milliseconds, 0 or more.
        package let uncertaintyInMilliseconds: Int
        /// The same for the same object in several events.
        package let objectIdentifier: String?
        /// Where the whole picture is found.
        package let frameImageUri: String?
        /// Where a picture of the object alone is found.
        package let croppedImageUri: String?

        /// A recognition; a negative uncertainty counts as none.
        package init(
            eventIdentifier: String, imageNetClass: String, at timeOfSample: Timestamp,
            uncertaintyInMilliseconds: Int = 0, objectIdentifier: String? = nil, frameImageUri: String? = nil,
            croppedImageUri: String? = nil
        ) {
            self.eventIdentifier = eventIdentifier
            self.imageNetClass = imageNetClass
            self.timeOfSample = timeOfSample
            self.uncertaintyInMilliseconds = max(0, uncertaintyInMilliseconds)
            self.objectIdentifier = objectIdentifier
            self.frameImageUri = frameImageUri
            self.croppedImageUri = croppedImageUri
        }

        fileprivate var json: JSONValue {
            var json: JSONObject = [
                "eventIdentifier": .string(eventIdentifier), "imageNetClass": .string(imageNetClass),
                "timeOfSample": .string(timeOfSample.description),
                "uncertaintyInMilliseconds": .number(Double(uncertaintyInMilliseconds)),
            ]
            json["objectIdentifier"] = objectIdentifier.map { .string($0) }
            json["frameImageUri"] = frameImageUri.map { .string($0) }
            json["croppedImageUri"] = croppedImageUri.map { .string($0) }
            return .object(json)
        }
    }

    /// A camera has recognised something; Amazon wants one event per object, sent at once.
    package static func objectDetection(_ detection: Detection) -> InterfaceEvent {
        InterfaceEvent(
            namespace, "ObjectDetection", payloadVersion: payloadVersion, ["events": .array([detection.json])])
    }

    /// `objectDetectionClasses`: the classes that are recognised now.
    package static func objectDetectionClasses(_ classes: [String]) -> PropertyState {
        PropertyState(namespace, "objectDetectionClasses", list(classes))
    }

    /// The classes that a capability declares; empty if it declares none; then any class is allowed.
    package static func classes(of capability: Capability) -> [String] {
        (capability.configuration?["objectDetectionConfiguration"]?.array ?? []).compactMap {
            $0.object?["imageNetClass"]?.string
        }
    }

    /// A capability for a camera that can recognise `classes`; Amazon is known to accept `person` and `package`.
    package static func capability(classes: [String], proactivelyReported: Bool = false) -> Capability {
        Capability(
            Self.self,
            properties: Capability.Properties(["objectDetectionClasses"], proactivelyReported: proactivelyReported),
            configuration: ["objectDetectionConfiguration": list(classes)])
    }

    private static func list(_ classes: [String]) -> JSONValue {
        .array(classes.map { ["imageNetClass": .string($0)] })
    }

    /// The errors of `Alexa.SmartVision.ObjectDetectionSensor`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The camera does not know the object class.
        case invalidValue = "INVALID_VALUE"
        /// The object class needs a subscription.
        case subscriptionRequired = "SUBSCRIPTION_REQUIRED"

        package static let header = ErrorHeader(ObjectDetectionSensor.namespace, payloadVersion: "1.0")

        package var nearestGeneric: GenericError {
            switch self {
            case .invalidValue: .invalidValue
            case .subscriptionRequired: .partnerApplicationRedirection
            }
        }
    }
}
