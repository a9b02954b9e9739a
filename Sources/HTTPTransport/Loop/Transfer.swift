import Synchronization

/// One call, from its submission to its outcome.
///
/// Unchecked: only the transport's thread reads and writes its variables, except for `isCancelled`, which is atomic.
final class Transfer: @unchecked Sendable {
    /// The result for the waiting task. The type `Result` would cost 0.3 million instructions at start.
    enum Outcome {
        case success(ReceivedAnswer)
        case failure(HTTPTransportError)
    }
    /// The waiting task.
    typealias Continuation = CheckedContinuation<Outcome, Never>

    /// The state of a transfer.
    enum Phase {
        /// It is in the queue of its origin.
        case waiting(Continuation)
        /// The multi handle has it. The easy handle is nil while the transfer is being started.
        case running(CurlEasy?, Continuation)
        /// The waiting task has got the outcome.
        case ended
    }

    /// Why a callback told libcurl to abort the transfer.
    enum AbortReason {
        /// The head has more than ``greatestHead`` bytes.
        case headTooLarge
        /// The body has more than ``responseLimit`` bytes.
        case bodyTooLarge
        /// A reused connection turned out to be closed, and libcurl was about to send the request a second time.
        case wouldSendAgain
        /// The scheme is http, and this address, to which the connection was made, is not a loopback address.
        case notThisMachine(String)
    }

    /// The request.
    let request: OutgoingRequest
    /// The latest time at which the outcome is given.
    let deadline: ContinuousClock.Instant
    /// The most bytes that the body may have, decompressed.
    let responseLimit: Int
    /// Whether the calling task was cancelled. Set by any thread.
    let isCancelled = Atomic(false)

    /// Nil until the transport's thread has taken the transfer from its inbox.
    var phase: Phase?
    /// The queue of its origin; nil before it is queued, and after it has ended.
    var queue: OriginQueue?
    /// Its index in the pool's list of transfers.
    var position = 0
    /// Whether libcurl was allowed to send the request. It stays true if a reused connection then turned out to be closed.
    private(set) var isSent = false
    /// Why a callback aborted it; nil if none did.
    private(set) var abortReason: AbortReason?
    /// What has arrived so far.
    private(set) var received = ReceivedAnswer()
    private var headBytes = 0
    /// Whether the empty line after the head has arrived. libcurl reports success if the connection ends before it.
    private(set) var isHeadComplete = false

    /// The most bytes of all head lines together, those of interim answers included: 64 KiB. Common servers send at most
    /// 8 to 16 KiB.
    static let greatestHead = 64 * 1024

    /// A transfer that has not been submitted.
    init(_ request: OutgoingRequest, deadline: ContinuousClock.Instant, responseLimit: Int) {
        self.request = request
        self.deadline = deadline
        self.responseLimit = responseLimit
    }

    /// Whether the waiting task has got the outcome.
    var isEnded: Bool {
        if case .ended = phase { true } else { false }
    }

    /// Whether the request may go out on a connection to `peer`, an IP address.
    ///
    /// libcurl asks once per attempt. It asks a second time if a reused connection was closed before an answer came. The
    /// server may have received the request by then, so that only safe methods are sent again.
    func maySend(to peer: String) -> Bool {
        if request.mustBeLocal, !peer.hasPrefix("127."), peer != "::1" {
            abortReason = .notThisMachine(peer)
            return false
        }
        if isSent, !request.isSafe {
            abortReason = .wouldSendAgain
            return false
        }
        isSent = true
        return true
    }

    /// Appends one line of a head: of an interim answer (1xx), of the answer, or of its trailer, which is dropped. False if
    /// the head is too large.
    func takeHeadLine(_ line: UnsafeRawBufferPointer) -> Bool {
        headBytes += line.count
        guard headBytes <= Self.greatestHead else {
            abortReason = .headTooLarge
            return false
        }
        if isHeadComplete {
            // After an interim answer comes the final one; after the final one comes a trailer.
            guard isInterim else { return true }
            received.head.removeAll(keepingCapacity: true)
            isHeadComplete = false
        }
        unsafe received.head.append(contentsOf: line)
        isHeadComplete = unsafe line.first == UInt8(ascii: "\r") || line.first == UInt8(ascii: "\n")
        return true
    }

    /// Appends a part of the body. False if the body is too large.
    func takeBody(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard piece.count <= responseLimit - received.body.count else {
            abortReason = .bodyTooLarge
            return false
        }
        unsafe received.body.append(contentsOf: piece)
        return true
    }

    /// Whether the status is 1xx. The first digit of the status follows the first space.
    var isInterim: Bool {
        guard let space = received.head.firstIndex(of: UInt8(ascii: " ")) else { return false }
        return received.head[(space + 1)...].first == UInt8(ascii: "1")
    }
}
