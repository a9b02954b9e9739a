/// `Alexa.TimeHoldController`: pauses an appliance at work. Source: Alexa.TimeHoldController.
package enum TimeHoldController: AlexaInterface {
    package static let namespace = "Alexa.TimeHoldController"
    package static let directives = [
        DirectiveKind("Hold", Directive.hold),
        DirectiveKind("Resume", Directive.resume),
    ]
    package static let properties = [
        PropertyKind("holdStartTime", .timestampWithoutFraction),
        PropertyKind("holdEndTime", .timestampWithoutFraction),
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Pause.
        case hold
        /// Resume; not for an appliance that declares that a person must be present to restart it.
        case resume

        package func check(against capability: Capability) throws(AlexaError) {
            switch self {
            case .hold: return
            case .resume:
                guard capability.configuration?["allowRemoteResume"]?.bool == false else { return }
                throw .invalidDirective("the endpoint declares that it does not allow to be resumed remotely")
            }
        }
    }

    /// The capability of an appliance; `allowRemoteResume`: whether Alexa may also resume it.
    package static func capability(allowRemoteResume: Bool) -> Capability {
        Capability(Self.self, configuration: ["allowRemoteResume": .bool(allowRemoteResume)])
    }

    /// `holdStartTime`: when the pause began. Reported only during a pause.
    package static func holdStartTime(_ time: Timestamp) -> PropertyState {
        PropertyState(namespace, "holdStartTime", .string(time.withoutFraction))
    }

    /// `holdEndTime`: when it resumes by itself. Reported only during a pause and if it is known.
    package static func holdEndTime(_ time: Timestamp) -> PropertyState {
        PropertyState(namespace, "holdEndTime", .string(time.withoutFraction))
    }
}
