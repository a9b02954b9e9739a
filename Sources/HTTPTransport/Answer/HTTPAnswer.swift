package import HTTPTypes

/// A complete answer of a server.
package struct HTTPAnswer: Hashable, Sendable {
    /// Status and header fields.
    package let head: HTTPResponse
    /// The body, decompressed.
    package let body: [UInt8]

    /// For tests and stubs; the transport makes answers from what it received.
    package init(head: HTTPResponse, body: [UInt8]) {
        self.head = head
        self.body = body
    }
}
