import CCurl
import Glibc
import Synchronization

/// The transport's thread, and the way to it from anywhere.
///
/// Calls are put into an inbox. The thread is woken only when it waits: while it works it looks into the inbox by itself.
@safe final class TransferLoop: Sendable {
    private struct Inbox {
        var begun: [(Transfer, Transfer.Waiter)] = []
        var cancelled: [Transfer] = []
        var isThreadWaiting = false
        var isStopped = false
    }

    private let inbox = Guarded(Inbox())
    /// Unchecked: libcurl allows one thing from other threads, to wake it.
    private nonisolated(unsafe) let multi: UnsafeMutableRawPointer
    private let configuration: HTTPTransport.Configuration

    /// Starts the thread.
    ///
    /// - Throws: ``HTTPTransportError/Kind/libraryFailure``.
    init(_ configuration: HTTPTransport.Configuration) throws(HTTPTransportError) {
        guard let multi = unsafe curl_multi_init() else { throw .libcurl("there is no memory for it") }
        unsafe self.multi = multi
        self.configuration = configuration
        let options: [(CURLMoption, Int)] = [
            (CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX)),
            (CURLMOPT_MAX_HOST_CONNECTIONS, max(1, configuration.connectionsPerHost)),
            (CURLMOPT_MAX_CONCURRENT_STREAMS, 128),
            (CURLMOPT_MAXCONNECTS, 64),
        ]
        for (option, value) in options { unsafe curl_multi_set_long(multi, option, value) }

        var thread = pthread_t()
        let context = unsafe Unmanaged.passRetained(self)
        let failure = unsafe pthread_create(
            &thread, nil,
            { context in
                if let context = unsafe context {
                    unsafe Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run()
                }
                return nil
            }, context.toOpaque())
        guard failure == 0 else {
            unsafe context.release()
            unsafe curl_multi_cleanup(multi)
            throw .libcurl("no thread can be started for it (error \(failure))")
        }
        _ = pthread_detach(thread)
    }

    /// Hands a transfer to the thread, which will resume the waiter exactly once.
    func submit(_ transfer: Transfer, for waiter: Transfer.Waiter) {
        wakeIfWaiting { $0.begun.append((transfer, waiter)) }
    }

    /// Ends a transfer if it has not ended yet, even if it is only about to be submitted.
    func cancel(_ transfer: Transfer) {
        transfer.isCancelled.store(true, ordering: .relaxed)
        wakeIfWaiting { $0.cancelled.append(transfer) }
    }

    /// Ends the thread. No transfer may be under way.
    func stop() {
        inbox.withLock { inbox in
            inbox.isStopped = true
            // Still under the lock, or the thread could be gone by now, and its multi handle with it.
            if inbox.isThreadWaiting { unsafe curl_multi_wakeup(multi) }
        }
    }

    private func wakeIfWaiting(_ change: (inout Inbox) -> Void) {
        let isWaiting = inbox.withLock { inbox in
            change(&inbox)
            defer { inbox.isThreadWaiting = false }
            return inbox.isThreadWaiting
        }
        // Not under the lock, which the thread will want first of all. Whoever gets here keeps the transport alive.
        if isWaiting { unsafe curl_multi_wakeup(multi) }
    }

    private func run() {
        // Signals are for other threads, above all SIGPIPE, from a TLS connection whose peer has gone.
        var signals = sigset_t()
        unsafe sigfillset(&signals)
        unsafe pthread_sigmask(SIG_SETMASK, &signals, nil)

        let pool = unsafe TransferPool(multi, configuration)
        var work = Inbox()
        while true {
            inbox.withLock { inbox in
                inbox.isThreadWaiting = false
                swap(&work, &inbox)
                inbox.isStopped = work.isStopped
            }
            if work.isStopped { return }
            for (transfer, waiter) in work.begun { pool.begin(transfer, for: waiter) }
            for transfer in work.cancelled { pool.cancel(transfer) }
            work.begun.removeAll(keepingCapacity: true)
            work.cancelled.removeAll(keepingCapacity: true)
            pool.perform()

            let isIdle = inbox.withLock { inbox in
                inbox.isThreadWaiting = inbox.begun.isEmpty && inbox.cancelled.isEmpty && !inbox.isStopped
                return inbox.isThreadWaiting
            }
            if isIdle { pool.wait() }
        }
    }
}
