package import HTTPTypes

/// The answer of a ``LoopbackServer`` to one request.
package struct LoopbackAnswer: Sendable {
    /// The status of the answer, not 1xx.
    package var status: HTTPResponse.Status
    /// Header fields; `Content-Length` is added unless it or `Transfer-Encoding` is present.
    package var fields: HTTPFields
    /// The body, sent unchanged even if `fields` state another length or encoding.
    package var body: [UInt8]
    /// The time between the request and the answer; nil for none.
    package var delay: Duration?
    /// Whether the server closes the stream (HTTP/2) or the connection (HTTP/1.1) instead of answering.
    package var hangsUp = false

    /// An answer, sent after `delay`.
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

    /// Status and fields, with `Content-Length`.
    var head: HTTPResponse {
        var head = HTTPResponse(status: status, headerFields: fields)
        let isChunked = head.headerFields[.transferEncoding] != nil
        if !isChunked, head.headerFields[.contentLength] == nil { head.headerFields[.contentLength] = "\(body.count)" }
        return head
    }

    /// The bytes to send; none in an answer to HEAD.
    func body(for method: HTTPRequest.Method) -> [UInt8] { method == .head ? [] : body }

    /// Waits for `delay`.
    ///
    /// - Throws: `CancellationError` if the answer must not be sent. The caller then closes the stream or connection.
    func waitForDelay() async throws {
        if let delay { try await Task.sleep(for: delay) }
        if hangsUp { throw CancellationError() }
    }
}
