/// `Alexa.SeekController`: forwards and back within what is playing. Source: Alexa.SeekController.
package enum SeekController: AlexaInterface {
    package static let namespace = "Alexa.SeekController"
    package static let directives = [
        DirectiveKind("AdjustSeekPosition", answer: nil) { payload throws(AlexaError) in
            Directive.adjustSeekPosition(deltaMilliseconds: try payload.integer("deltaPositionMilliseconds"))
        }
    ]

    /// Reported in the interface's own StateReport only, never declared and never in a context.
    package static let properties = [
        PropertyKind("positionMilliseconds", .integer(0...lastPosition), versions: [], isUsual: false)
    ]

    /// The latest position that can be reported: a day, in milliseconds.
    package static let lastPosition = 86_400_000

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Move by this number of milliseconds, back if negative; answered with ``SeekController/stateReport(position:)``.
        case adjustSeekPosition(deltaMilliseconds: Int)
    }

    /// The interface's own answer: where playback is now, in milliseconds from the start, 0 to ``lastPosition``.
    package static func stateReport(position: Int) -> Answer {
        let position = min(max(0, position), lastPosition)
        return Answer(
            namespace, "StateReport",
            ["properties": [["name": "positionMilliseconds", "value": .number(Double(position))]]])
    }
}
