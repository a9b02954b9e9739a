/// `Alexa.PowerLevelController`: how much power a dimmer or motor gets, in percent. Source: Alexa.PowerLevelController.
package enum PowerLevelController: AlexaInterface {
    package static let namespace = "Alexa.PowerLevelController"
    package static let directives = [
        DirectiveKind("SetPowerLevel") { payload throws(AlexaError) in
            Directive.setPowerLevel(try payload.integer("powerLevel", in: 0...100))
        },
        DirectiveKind("AdjustPowerLevel") { payload throws(AlexaError) in
            Directive.adjustPowerLevel(delta: try payload.integer("powerLevelDelta"))
        },
    ]
    package static let properties = [PropertyKind("powerLevel", .integer(0...100))]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Set the power level, 0 to 100 percent.
        case setPowerLevel(Int)
        /// Change the power level by `delta` percentage points; it stops at 0 and at 100.
        case adjustPowerLevel(delta: Int)
    }

    /// `powerLevel`, 0 to 100 percent.
    package static func powerLevel(_ percent: Int) -> PropertyState {
        PropertyState(namespace, "powerLevel", .number(Double(percent)))
    }
}
