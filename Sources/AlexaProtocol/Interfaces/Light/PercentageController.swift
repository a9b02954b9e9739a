/// `Alexa.PercentageController`: anything in percent that has no interface of its own. Source:
/// Alexa.PercentageController.
package enum PercentageController: AlexaInterface {
    package static let namespace = "Alexa.PercentageController"
    package static let directives = [
        DirectiveKind("SetPercentage") { payload throws(AlexaError) in
            Directive.setPercentage(try payload.integer("percentage", in: 0...100))
        },
        DirectiveKind("AdjustPercentage") { payload throws(AlexaError) in
            Directive.adjustPercentage(delta: try payload.integer("percentageDelta"))
        },
    ]
    package static let properties = [PropertyKind("percentage", .integer(0...100))]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Set the percentage, 0 to 100.
        case setPercentage(Int)
        /// Change by `delta` percentage points; it stops at 0 and at 100.
        case adjustPercentage(delta: Int)
    }

    /// `percentage`, 0 to 100.
    package static func percentage(_ percent: Int) -> PropertyState {
        PropertyState(namespace, "percentage", .number(Double(percent)))
    }
}
