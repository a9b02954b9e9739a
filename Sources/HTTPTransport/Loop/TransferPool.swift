import CCurl
import Synchronization

/// Every transfer that has not ended, and the multi handle that runs them. For one thread.
@safe final class TransferPool {
    private let multi: UnsafeMutableRawPointer
    private let configuration: HTTPTransport.Configuration
    private var transfers: [Transfer] = []
    private var lines: [String: TransferLine] = [:]
    private var spare: [CurlEasy] = []
    /// No transfer has to end before this; `nil` if there is none.
    private var earliestDeadline: ContinuousClock.Instant?

    private static let greatestSpare = 512

    /// A pool on a multi handle, which it closes in the end.
    init(_ multi: UnsafeMutableRawPointer, _ configuration: HTTPTransport.Configuration) {
        unsafe self.multi = multi
        self.configuration = configuration
    }

    deinit { unsafe curl_multi_cleanup(multi) }

    /// Begins a transfer, now or when it is its turn.
    func begin(_ transfer: Transfer, for waiter: Transfer.Waiter) {
        transfer.phase = .waiting(waiter)
        transfer.position = transfers.count
        transfers.append(transfer)
        guard !transfer.isCancelled.load(ordering: .relaxed) else { return cancel(transfer) }
        earliestDeadline = min(transfer.deadline, earliestDeadline ?? transfer.deadline)

        let origin = transfer.request.origin
        let line = lines[origin] ?? TransferLine(origin)
        lines[origin] = line
        transfer.line = line
        line.append(transfer)
        advance(line)
    }

    /// Ends a transfer that the caller no longer wants.
    func cancel(_ transfer: Transfer) { end(transfer, .failure(transfer.error(.cancelled))) }

    /// Does what can be done without waiting, and ends what is done or overdue.
    func perform() {
        var running: Int32 = 0
        abandonUnless(unsafe curl_multi_perform(multi, &running))
        endFinished()
        endOverdue()
    }

    /// Waits until there is something to do: for the network, for a deadline, for a wake-up.
    func wait() {
        let left = earliestDeadline.map { ($0 - .now).milliseconds } ?? Int(Int32.max)
        abandonUnless(unsafe curl_multi_poll(multi, nil, 0, Int32(clamping: left), nil))
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

    /// Ends everything if libcurl is beyond help, which is to say out of memory.
    private func abandonUnless(_ code: CURLMcode) {
        guard code != CURLM_OK else { return }
        let reason = unsafe curl_multi_strerror(code).map { unsafe String(cString: $0) } ?? ""
        for transfer in transfers { end(transfer, .failure(transfer.error(.libraryFailure, reason))) }
    }

    private func advance(_ line: TransferLine) {
        // Whoever fails at once makes room for the next: once round this loop, not once deeper.
        guard !line.isAdvancing else { return }
        line.isAdvancing = true
        while let transfer = line.next() {
            if let problem = launch(transfer) { end(transfer, .failure(problem)) }
        }
        line.isAdvancing = false
        if line.isEmpty { lines[line.origin] = nil }
    }

    /// Hands a transfer whose turn it is to libcurl, or says why not.
    private func launch(_ transfer: Transfer) -> HTTPTransportError? {
        guard case .waiting(let waiter) = transfer.phase else { return nil }
        transfer.phase = .running(nil, waiter)
        let left = transfer.deadline - .now
        guard left > .zero else { return transfer.error(.timedOutConnecting) }
        guard let easy = spare.popLast() ?? CurlEasy(authorities: configuration.certificateAuthorities) else {
            return transfer.error(.libraryFailure, "out of memory")
        }
        transfer.phase = .running(easy, waiter)

        let connectTimeout = max(1, min(left, configuration.connectTimeout).milliseconds)
        let code = easy.prepare(transfer, connectTimeout: connectTimeout)
        guard code == CURLE_OK else { return transfer.failure(code) }
        let added = unsafe curl_multi_add_handle(multi, easy.handle)
        return added == CURLM_OK ? nil : transfer.error(.libraryFailure, "code \(added.rawValue)")
    }

    private func end(_ transfer: Transfer, _ outcome: Transfer.Outcome) {
        let waiter: Transfer.Waiter
        // The line knows the transfer, too: neither would ever be freed.
        let line = transfer.line.take()
        switch transfer.phase {
        case nil, .ended: return
        case .waiting(let waiting):
            waiter = waiting
            transfer.phase = .ended
            line?.leave()
        case .running(let easy, let waiting):
            waiter = waiting
            transfer.phase = .ended
            line?.running -= 1
            if let easy { release(easy) }
        }
        transfers.swapAt(transfer.position, transfers.count - 1)
        transfers[transfer.position].position = transfer.position
        transfers.removeLast()
        if transfers.isEmpty { earliestDeadline = nil }
        waiter.resume(returning: outcome)
        if let line { advance(line) }
    }

    private func release(_ easy: CurlEasy) {
        // If the transfer is not complete, this resets its stream (HTTP/2) or closes its connection (HTTP/1.1).
        unsafe curl_multi_remove_handle(multi, easy.handle)
        easy.clear()
        if spare.count < Self.greatestSpare { spare.append(easy) }
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, so that whoever waits for them is never early.
    fileprivate var milliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
