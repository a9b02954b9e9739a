/// `Alexa.Speaker`: a volume that can be set to any percentage, and muting. Source: Alexa.Speaker.
package enum Speaker: AlexaInterface {
    package static let namespace = "Alexa.Speaker"
    package static let directives = [
        DirectiveKind("SetVolume") { payload throws(AlexaError) in
            Directive.setVolume(try payload.integer("volume", in: 0...100))
        },
        DirectiveKind("AdjustVolume") { payload throws(AlexaError) in
            Directive.adjustVolume(
                delta: try payload.integer("volume"),
                isDefault: try payload.boolean("volumeDefault", default: false))
        },
        DirectiveKind("SetMute") { payload throws(AlexaError) in Directive.setMute(try payload.boolean("mute")) },
    ]
    package static let properties = [
        PropertyKind("volume", .integer(0...100)),
        PropertyKind("muted", .boolean),
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Set the volume, 0 to 100 percent.
        case setVolume(Int)
        /// Change the volume by `delta` percentage points; its key is `volume`, too. `isDefault`: the customer named no amount,
        /// so the skill may choose another.
        case adjustVolume(delta: Int, isDefault: Bool)
        /// Mute or unmute; the key is `mute`, the property `muted`.
        case setMute(Bool)
    }

    /// `volume`, 0 to 100 percent.
    package static func volume(_ percent: Int) -> PropertyState {
        PropertyState(namespace, "volume", .number(Double(percent)))
    }

    /// `muted`.
    package static func muted(_ isMuted: Bool) -> PropertyState {
        PropertyState(namespace, "muted", .bool(isMuted))
    }
}
