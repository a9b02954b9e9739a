/// `Alexa.BrightnessController`: how bright a light is, in percent. Source: Alexa.BrightnessController.
package enum BrightnessController: AlexaInterface {
    package static let namespace = "Alexa.BrightnessController"
    package static let directives = [
        DirectiveKind("SetBrightness") { payload throws(AlexaError) in
            Directive.setBrightness(try payload.integer("brightness", in: 0...100))
        },
        DirectiveKind("AdjustBrightness") { payload throws(AlexaError) in
            Directive.adjustBrightness(delta: try payload.integer("brightnessDelta"))
        },
    ]
    package static let properties = [PropertyKind("brightness", .integer(0...100))]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Set the brightness, 0 to 100 percent.
        case setBrightness(Int)
        /// Change the brightness by `delta` percentage points; it stops at 0 and at 100.
        case adjustBrightness(delta: Int)
    }

    /// `brightness`, 0 to 100 percent.
    package static func brightness(_ percent: Int) -> PropertyState {
        PropertyState(namespace, "brightness", .number(Double(percent)))
    }
}
