package import HTTPTypes

/// What a server answered, whole.
package struct HTTPAnswer: Hashable, Sendable {
    /// Status and header fields.
    package let head: HTTPResponse
    /// The body, decompressed.
    package let body: [UInt8]

    /// An answer of these parts.
    package init(head: HTTPResponse, body: [UInt8]) {
        self.head = head
        self.body = body
    }
}
