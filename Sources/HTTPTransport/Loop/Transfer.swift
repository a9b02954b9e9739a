import Synchronization

/// One call, from its submission to its outcome.
///
/// Unchecked: everything that varies but the cancellation is touched by the transport's thread alone.
final class Transfer: @unchecked Sendable {
    /// What becomes of a call.
    typealias Outcome = Result<ReceivedAnswer, HTTPTransportError>
    /// Who waits for it.
    typealias Waiter = CheckedContinuation<Outcome, Never>

    /// Where a transfer stands.
    enum Phase {
        /// It waits for its turn.
        case waiting(Waiter)
        /// libcurl has it, or is about to get it.
        case running(CurlEasy?, Waiter)
        /// Its outcome has been told.
        case ended
    }

    /// Why we ended it ourselves, through libcurl.
    enum Objection {
        /// The head is longer than ``greatestHead``.
        case headTooLarge
        /// The body is longer than the caller takes.
        case bodyTooLarge
        /// The reused connection had died, and libcurl was about to send the request once more.
        case wouldSendAgain
        /// Plain HTTP, and the address is not of this machine.
        case notThisMachine(String)
    }

    /// What is to be sent.
    let request: OutgoingRequest
    /// When it must have ended.
    let deadline: ContinuousClock.Instant
    /// The most bytes of a body.
    let responseLimit: Int
    /// Whether the caller has lost interest; set from anywhere.
    let isCancelled = Atomic(false)

    /// Where it stands; `nil` until the thread has seen it.
    var phase: Phase?
    /// Who it waits and runs with; `nil` until it waits.
    var line: TransferLine?
    /// Its place among the transfers that have not ended.
    var position = 0
    /// Whether libcurl was allowed to send the request.
    private(set) var isSent = false
    /// Why we ended it.
    private(set) var objection: Objection?
    /// What has arrived.
    private(set) var received = ReceivedAnswer()
    private var headBytes = 0
    /// Whether the empty line after the head has come; libcurl does not mind if the connection ends before.
    private(set) var isHeadComplete = false

    /// More than any honest server sends.
    static let greatestHead = 64 * 1024

    /// A call that has not begun.
    init(_ request: OutgoingRequest, deadline: ContinuousClock.Instant, responseLimit: Int) {
        self.request = request
        self.deadline = deadline
        self.responseLimit = responseLimit
    }

    /// Whether its outcome has been told.
    var isEnded: Bool {
        if case .ended = phase { true } else { false }
    }

    /// Whether the request may go out on a connection to `peer`, an IP address.
    ///
    /// A second question means that a reused connection died before anything was answered. libcurl would send the
    /// request again, and nobody would know that a server may have got it twice.
    func maySend(to peer: String) -> Bool {
        if request.isPlain, !peer.hasPrefix("127."), peer != "::1" {
            objection = .notThisMachine(peer)
            return false
        }
        if isSent, !request.isSafe {
            objection = .wouldSendAgain
            return false
        }
        isSent = true
        return true
    }

    /// Takes one line of the head: of an interim answer, of the answer, or of its trailer.
    func takeHeadLine(_ line: UnsafeRawBufferPointer) -> Bool {
        headBytes += line.count
        guard headBytes <= Self.greatestHead else {
            objection = .headTooLarge
            return false
        }
        if isHeadComplete {
            // After an interim answer comes the real one; after the real one comes a trailer, which nobody asked for.
            guard isInterim else { return true }
            received.head.removeAll(keepingCapacity: true)
            isHeadComplete = false
        }
        unsafe received.head.append(contentsOf: line)
        isHeadComplete = unsafe line.first == UInt8(ascii: "\r") || line.first == UInt8(ascii: "\n")
        return true
    }

    /// Takes a piece of the body.
    func takeBody(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard piece.count <= responseLimit - received.body.count else {
            objection = .bodyTooLarge
            return false
        }
        unsafe received.body.append(contentsOf: piece)
        return true
    }

    /// Whether the status is 1xx: the digit after the first space.
    var isInterim: Bool {
        guard let space = received.head.firstIndex(of: UInt8(ascii: " ")) else { return false }
        return received.head[(space + 1)...].first == UInt8(ascii: "1")
    }
}
