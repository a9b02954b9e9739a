import AlexaProtocol
import EventGateway
import Timing

/// A directive that could be read, with its deadlines and its record.
struct Request: Sendable {
    /// The host's request id; `nil` if the host has none.
    let requestId: String?
    let directive: Directive
    let address: ReplyAddress
    /// When the synchronous answer has to be ready.
    let answerBy: Deadline
    /// When the host may end the process, minus the margin; `nil` if it sets no limit.
    let hostEnd: Deadline?
    let record: DirectiveRecord
    /// Writes the second summary line of a deferred directive.
    let logEnd: @Sendable (Event) -> Void
}
