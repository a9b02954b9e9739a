import Foundation
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Synchronization
import Testing

/// A call ends at its own deadline, and other calls are not affected.
@Suite struct DeadlineTests {
    @Test(arguments: [
        (Duration?.none, Int32.max), (.zero, 0), (.nanoseconds(1), 1), (.milliseconds(1), 1),
        (.microseconds(1001), 2), (.milliseconds(1500), 1500), (.seconds(30 * 86_400), .max), (.nanoseconds(-1), 0),
        (.microseconds(-999), 0), (.milliseconds(-1), 0), (.milliseconds(-2), 0), (.milliseconds(-2500), 0),
        (.seconds(-1_000_000), 0),
    ])
    func thePollTimeoutIsNeverNegative(_ left: Duration?, _ milliseconds: Int32) {
        let now = ContinuousClock.now
        #expect(PollTimeout.milliseconds(until: left.map { now + $0 }, at: now) == milliseconds)
    }

    /// Busy threads interrupt the transport's thread at any point, also between its check of the deadlines and its wait. Then
    /// the next deadline is already in the past when the thread begins to wait.
    @Test func staggeredDeadlinesOnABusyMachine() async throws {
        let calls = 3000
        try await withServer { request, _ in
            // The server answers no other request until its stream is reset.
            LoopbackAnswer(.ok, after: request.path == "/answer" ? nil : .seconds(86_400))
        } _: { transport, url, _ in
            // One connection is opened first, so that the calls do not all end while they wait for it.
            _ = try await transport.send(url.appending("answer").request(.get), within: ample)
            let load = BusyThreads(2 * ProcessInfo.processInfo.activeProcessorCount)
            defer { load.stop() }
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<calls {
                    group.addTask {
                        let timeout = Duration.microseconds(1000 + 500 * number)
                        let start = ContinuousClock.now
                        let error = await transport.failure(url.appending("hang").request(.post), within: timeout)
                        #expect(ContinuousClock.now - start >= timeout)
                        let expected = error?.mayHaveBeenSent == true ? "timedOutWaiting" : "timedOutConnecting"
                        #expect(error?.kind.rawValue == expected, "\(error?.description ?? "no error")")
                    }
                }
                // In the same queues at the same time, with distant deadlines.
                for _ in 0..<200 {
                    group.addTask {
                        let error = await transport.failure(url.appending("answer").request(.post), within: ample)
                        #expect(error == nil)
                    }
                }
            }
        }
    }
}

/// Threads that only consume CPU time.
private final class BusyThreads: Sendable {
    private let isStopped = Atomic(false)

    init(_ count: Int) {
        for _ in 0..<count {
            Thread.detachNewThread { [self] in while !isStopped.load(ordering: .relaxed) {} }
        }
    }

    func stop() { isStopped.store(true, ordering: .relaxed) }
}
