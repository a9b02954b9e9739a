package import HTTPTypes

/// What a ``LoopbackServer`` answers to one request.
package struct LoopbackAnswer: Sendable {
    /// The status.
    package var status: HTTPResponse.Status
    /// Header fields; `Content-Length` is added if it is missing.
    package var fields: HTTPFields
    /// The body, sent as it is, whatever `fields` say of it.
    package var body: [UInt8]
    /// How long the server waits before it answers.
    package var delay: Duration?
    /// Whether the stream (HTTP/2) or connection (HTTP/1.1) is closed instead of answering.
    package var hangsUp = false

    /// An answer of these parts.
    package init(
        _ status: HTTPResponse.Status, _ fields: HTTPFields = [:], body: [UInt8] = [], after delay: Duration? = nil
    ) {
        self.status = status
        self.fields = fields
        self.body = body
        self.delay = delay
    }

    /// No answer: the stream or connection is closed.
    package static var hangUp: Self {
        var answer = Self(.internalServerError)
        answer.hangsUp = true
        return answer
    }

    /// Status and fields, with the body's length.
    var head: HTTPResponse {
        var head = HTTPResponse(status: status, headerFields: fields)
        if head.headerFields[.contentLength] == nil { head.headerFields[.contentLength] = "\(body.count)" }
        return head
    }

    /// The body as it goes out in answer to a method: to HEAD there is none, whatever the length says.
    func body(for method: HTTPRequest.Method) -> [UInt8] { method == .head ? [] : body }

    /// Waits until it is time to send it.
    ///
    /// - Throws: `CancellationError` if it is not to be sent at all. Whoever throws closes its stream or connection.
    func becomeDue() async throws {
        if let delay { try await Task.sleep(for: delay) }
        if hangsUp { throw CancellationError() }
    }
}
