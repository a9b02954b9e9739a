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
        /// Go on; not for an appliance that declares that somebody must be there to start it again.
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

    /// The capability of an appliance; `allowRemoteResume` says whether Alexa may also let it go on.
    package static func capability(allowRemoteResume: Bool) -> Capability {
        Capability(Self.self, configuration: ["allowRemoteResume": .bool(allowRemoteResume)])
    }

    /// `holdStartTime`: since when it pauses. Reported only while it does.
    package static func holdStartTime(_ time: Timestamp) -> PropertyState {
        PropertyState(namespace, "holdStartTime", .string(time.withoutFraction))
    }

    /// `holdEndTime`: when it goes on by itself. Reported only while it pauses and if that is known.
    package static func holdEndTime(_ time: Timestamp) -> PropertyState {
        PropertyState(namespace, "holdEndTime", .string(time.withoutFraction))
    }
}
