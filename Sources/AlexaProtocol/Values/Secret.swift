/// Something that must never be seen: a token, a code, a key. It is never described, so it cannot slip into a log.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The secret itself, for whoever has to send it.
    package let exposed: String

    /// Keeps `text` from being described.
    package init(_ text: String) {
        exposed = text
    }

    package var description: String { "(not shown)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
