/// `Alexa.KeypadController`: the keys of a remote control. Reports nothing. Source: Alexa.KeypadController.
package enum KeypadController: AlexaInterface {
    package static let namespace = "Alexa.KeypadController"
    package static let directives = [
        DirectiveKind("SendKeystroke") { payload throws(AlexaError) in
            Directive.sendKeystroke(try payload.word("keystroke", Keystroke.self))
        }
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Press a key.
        case sendKeystroke(Keystroke)

        package func check(against capability: Capability) throws(AlexaError) {
            let keys = capability.members["keys"]?.array?.compactMap(\.string) ?? []
            switch self {
            case .sendKeystroke(let key):
                guard keys.isEmpty || keys.contains(key.rawValue) else {
                    throw .invalidValue("\(key.rawValue) is not among the endpoint's keys")
                }
            }
        }
    }

    /// A key.
    package enum Keystroke: String, CaseIterable, Sendable {
        /// One up.
        case up = "UP"
        /// One down.
        case down = "DOWN"
        /// One to the left.
        case left = "LEFT"
        /// One to the right.
        case right = "RIGHT"
        /// Select what is marked.
        case select = "SELECT"
        /// A page up.
        case pageUp = "PAGE_UP"
        /// A page down.
        case pageDown = "PAGE_DOWN"
        /// A page to the left.
        case pageLeft = "PAGE_LEFT"
        /// A page to the right.
        case pageRight = "PAGE_RIGHT"
        /// Information about what is marked.
        case info = "INFO"
        /// More options for what is marked.
        case more = "MORE"
        /// Back to the page before.
        case back = "BACK"
    }

    /// The capability of a device that has `keys`.
    package static func capability(keys: [Keystroke]) -> Capability {
        Capability(
            Self.self,
            members: ["keys": .array(keys.map { .string($0.rawValue) })])
    }
}
