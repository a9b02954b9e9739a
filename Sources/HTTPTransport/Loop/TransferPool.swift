import CCurl
import Synchronization

/// Every transfer that has not ended, and the multi handle that runs them. Used by one thread only.
@safe final class TransferPool {
    private let multi: UnsafeMutableRawPointer
    private let configuration: HTTPTransport.Configuration
    private var transfers: [Transfer] = []
    private var queues: [String: OriginQueue] = [:]
    private var spare: [CurlEasy] = []
    /// A lower bound of all deadlines; nil if there are no transfers.
    private var earliestDeadline: ContinuousClock.Instant?

    /// The most easy handles that are kept for later transfers.
    private static let greatestSpare = 512

    /// A pool on a multi handle, which is closed with the pool.
    init(_ multi: UnsafeMutableRawPointer, _ configuration: HTTPTransport.Configuration) {
        unsafe self.multi = multi
        self.configuration = configuration
    }

    deinit { unsafe curl_multi_cleanup(multi) }

    /// Starts a transfer, or queues it if its origin is at the limit.
    func begin(_ transfer: Transfer, _ continuation: Transfer.Continuation) {
        transfer.phase = .waiting(continuation)
        transfer.position = transfers.count
        transfers.append(transfer)
        guard !transfer.isCancelled.load(ordering: .relaxed) else { return cancel(transfer) }
        earliestDeadline = min(transfer.deadline, earliestDeadline ?? transfer.deadline)

        let origin = transfer.request.origin
        let queue = queues[origin] ?? OriginQueue(origin)
        queues[origin] = queue
        transfer.queue = queue
        queue.append(transfer)
        startWaiting(in: queue)
    }

    /// Ends a transfer whose task was cancelled.
    func cancel(_ transfer: Transfer) { end(transfer, .failure(transfer.error(.cancelled))) }

    /// Reads and writes what is possible without waiting; ends the transfers that are complete or past their deadline.
    func perform() {
        var running: Int32 = 0
        endAllUnless(unsafe curl_multi_perform(multi, &running))
        endFinished()
        endOverdue()
    }

    /// Waits for network events, the next deadline, or `curl_multi_wakeup`.
    func wait() {
        let timeout = PollTimeout.milliseconds(until: earliestDeadline, at: .now)
        endAllUnless(unsafe curl_multi_poll(multi, nil, 0, timeout, nil))
    }

    private func endFinished() {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE,
                let context = unsafe curl_get_private(message.pointee.easy_handle)
            else { continue }
            let code = unsafe message.pointee.data.result
            let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            if code == CURLE_OK, transfer.isHeadComplete {
                end(transfer, .success(transfer.received))
            } else {
                end(transfer, .failure(transfer.failure(code == CURLE_OK ? CURLE_PARTIAL_FILE : code)))
            }
        }
    }

    private func endOverdue() {
        let now = ContinuousClock.now
        guard let earliest = earliestDeadline, earliest <= now else { return }
        for transfer in transfers where transfer.deadline <= now {
            end(transfer, .failure(transfer.error(transfer.isSent ? .timedOutWaiting : .timedOutConnecting)))
        }
        earliestDeadline = transfers.lazy.map(\.deadline).min()
    }

    /// Ends every transfer if the multi handle reports an error. The only one left for it is lack of memory.
    private func endAllUnless(_ code: CURLMcode) {
        guard code != CURLM_OK else { return }
        let reason = unsafe curl_multi_strerror(code).map { unsafe String(cString: $0) } ?? ""
        for transfer in transfers { end(transfer, .failure(transfer.error(.libraryFailure, reason))) }
    }

    /// Starts the next transfers of a queue, up to its limit.
    private func startWaiting(in queue: OriginQueue) {
        // A transfer that fails at once ends inside this loop, and `end` comes back here: do not recurse.
        guard !queue.isStarting else { return }
        queue.isStarting = true
        while let transfer = queue.next() {
            if let problem = start(transfer) { end(transfer, .failure(problem)) }
        }
        queue.isStarting = false
        if queue.isEmpty { queues[queue.origin] = nil }
    }

    /// Adds a transfer to the multi handle; the error if that is not possible.
    private func start(_ transfer: Transfer) -> HTTPTransportError? {
        guard case .waiting(let continuation) = transfer.phase else { return nil }
        transfer.phase = .running(nil, continuation)
        let left = transfer.deadline - .now
        guard left > .zero else { return transfer.error(.timedOutConnecting) }
        let made = {
            CurlEasy(
                authorities: self.configuration.certificateAuthorities, greatestIdle: self.configuration.greatestIdle)
        }
        guard let easy = spare.popLast() ?? made() else {
            return transfer.error(.libraryFailure, "out of memory")
        }
        transfer.phase = .running(easy, continuation)

        let connectTimeout = max(1, min(left, configuration.connectTimeout).wholeMilliseconds)
        let code = easy.prepare(transfer, connectTimeout: connectTimeout)
        guard code == CURLE_OK else { return transfer.failure(code) }
        let added = unsafe curl_multi_add_handle(multi, easy.handle)
        return added == CURLM_OK ? nil : transfer.error(.libraryFailure, "code \(added.rawValue)")
    }

    private func end(_ transfer: Transfer, _ outcome: Transfer.Outcome) {
        let continuation: Transfer.Continuation
        // Breaks the reference cycle: the queue may still have an entry for the transfer.
        let queue = transfer.queue.take()
        switch transfer.phase {
        case nil, .ended: return
        case .waiting(let waiting):
            continuation = waiting
            transfer.phase = .ended
            queue?.noteCancellation()
        case .running(let easy, let running):
            continuation = running
            transfer.phase = .ended
            queue?.running -= 1
            if let easy { release(easy) }
        }
        transfers.swapAt(transfer.position, transfers.count - 1)
        transfers[transfer.position].position = transfer.position
        transfers.removeLast()
        if transfers.isEmpty { earliestDeadline = nil }
        continuation.resume(returning: outcome)
        if let queue { startWaiting(in: queue) }
    }

    private func release(_ easy: CurlEasy) {
        // Resets the stream (HTTP/2) or closes the connection (HTTP/1.1) of an incomplete transfer.
        unsafe curl_multi_remove_handle(multi, easy.handle)
        easy.clear()
        if spare.count < Self.greatestSpare { spare.append(easy) }
    }
}
