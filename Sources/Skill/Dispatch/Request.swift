import AlexaProtocol
import EventGateway
import Timing

/// A directive that could be read, with its deadlines and its record.
struct Request: Sendable {
    /// The host's id of it; `nil` if it has none.
    let requestId: String?
    let directive: Directive
    let address: ReplyAddress
    /// When the answer on the same connection has to be ready.
    let answerBy: Deadline
    /// When the host ends the process, minus the margin; `nil` if it does not.
    let hostEnd: Deadline?
    let record: DirectiveRecord
    /// Writes the second summary line of a deferred directive.
    let logEnd: @Sendable (Event) -> Void
}
