/// A token, a code or a key. Descriptions leave it out, so that it cannot get into a log.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The secret itself, for sending it.
    package let exposed: String

    /// A secret whose descriptions leave out `text`.
    package init(_ text: String) {
        exposed = text
    }

    package var description: String { "(not shown)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
