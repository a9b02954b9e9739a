import CCurl
import Glibc
import Synchronization

/// The transport's thread, and its inbox for submissions from other threads.
///
/// A submission wakes the thread only while it waits in `curl_multi_poll`; otherwise the thread empties the inbox before it
/// waits again.
@safe final class TransferLoop: Sendable {
    private struct Inbox {
        var submitted: [(Transfer, Transfer.Continuation)] = []
        var cancelled: [Transfer] = []
        var isThreadWaiting = false
        var isStopped = false
    }

    private let inbox = LockedValue(Inbox())
    /// Unchecked: `curl_multi_wakeup` is the only function that other threads may call, and the only one they do.
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
            // The other half is for the rest of the process. Above this, calls wait for a connection.
            (CURLMOPT_MAX_TOTAL_CONNECTIONS, max(1, min(FileDescriptors.limit / 2, 4096))),
            (CURLMOPT_MAX_CONCURRENT_STREAMS, 128),
            (CURLMOPT_MAXCONNECTS, 64),
        ]
        for (option, value) in options { unsafe curl_multi_set_long(multi, option, value) }
        // Without a descriptor for its wake-up pipe, libcurl makes a multi handle that cannot be woken: calls would hang.
        guard unsafe curl_multi_wakeup(multi) == CURLM_OK else {
            let reason = FileDescriptors.areExhausted ? FileDescriptors.exhausted : "its thread cannot be woken"
            unsafe curl_multi_cleanup(multi)
            throw .libcurl(reason)
        }

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

    /// Hands a transfer to the thread, which resumes the continuation exactly once.
    func submit(_ transfer: Transfer, _ continuation: Transfer.Continuation) {
        wakeIfWaiting { $0.submitted.append((transfer, continuation)) }
    }

    /// Ends a transfer if it has not ended yet. Also has an effect if it is called before the submission.
    func cancel(_ transfer: Transfer) {
        transfer.isCancelled.store(true, ordering: .relaxed)
        wakeIfWaiting { $0.cancelled.append(transfer) }
    }

    /// Ends the thread. No transfer may be in flight.
    func stop() {
        inbox.withLock { inbox in
            inbox.isStopped = true
            // Under the lock: without it, the thread could have ended and closed its multi handle by now.
            if inbox.isThreadWaiting { unsafe curl_multi_wakeup(multi) }
        }
    }

    private func wakeIfWaiting(_ change: (inout Inbox) -> Void) {
        let isWaiting = inbox.withLock { inbox in
            change(&inbox)
            defer { inbox.isThreadWaiting = false }
            return inbox.isThreadWaiting
        }
        // Outside the lock, which is the first thing that the woken thread takes. The multi handle is open: the caller holds
        // the transport.
        if isWaiting { unsafe curl_multi_wakeup(multi) }
    }

    private func run() {
        // No signals on this thread, above all no SIGPIPE when a TLS connection is closed whose peer has gone.
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
            for (transfer, continuation) in work.submitted { pool.begin(transfer, continuation) }
            for transfer in work.cancelled { pool.cancel(transfer) }
            work.submitted.removeAll(keepingCapacity: true)
            work.cancelled.removeAll(keepingCapacity: true)
            pool.perform()

            let isIdle = inbox.withLock { inbox in
                inbox.isThreadWaiting = inbox.submitted.isEmpty && inbox.cancelled.isEmpty && !inbox.isStopped
                return inbox.isThreadWaiting
            }
            if isIdle { pool.wait() }
        }
    }
}
