package import AlexaProtocol

/// A JSON value as a field of a log line: our log handler writes it as JSON, members in their order.
package struct LoggedJSON: Sendable, CustomStringConvertible {
    /// The value. The caller has removed what must not be logged.
    package let value: JSONValue

    /// A field with this value.
    package init(_ value: JSONValue) {
        self.value = value
    }

    package var description: String { value.text }
}
