import AlexaProtocol
import HTTPTransport
import HTTPTypes

/// Why the Runtime API returned no invocation, or did not accept what was posted.
package struct RuntimeAPIFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The cause: one case for each reaction of the runtime.
    package enum Kind: Hashable, Sendable {
        /// There was no answer.
        case unreachable
        /// The calling task was cancelled.
        case cancelled
        /// It answered with this status.
        case refused(status: Int)
        /// It answered 500: the environment cannot be used any more, and the process has to end ("Container error.
        /// Non-recoverable state. Runtime should exit promptly").
        case fatal
        /// Its answer is not an invocation.
        case unreadable
        /// The invocation is larger than Lambda allows.
        case tooLarge(requestId: String)
    }

    /// The cause.
    package let kind: Kind
    /// What happened; without any part of an invocation.
    package let description: String

    /// A failure.
    package init(_ kind: Kind, _ description: String) {
        (self.kind, self.description) = (kind, description)
    }

    /// There was no answer.
    init(_ error: HTTPTransportError) {
        self.init(error.kind == .cancelled ? .cancelled : .unreachable, "\(error)")
    }

    /// The failure for an answer that is a refusal.
    init(refusal answer: HTTPAnswer) {
        let status = answer.head.status.code
        // {"errorMessage": "…", "errorType": "…"}
        let told = JSONDocument(parsing: Array(answer.body.prefix(2048))).value?.object?["errorType"]?.string
        let type = told.map { " (\($0.prefix(100)))" } ?? ""
        self.init(
            status == 500 ? .fatal : .refused(status: status), "the Runtime API answered with status \(status)\(type)")
    }
}
