import AlexaProtocol
import EventGateway
import Logging
import Synchronization
import Timing

/// Work after the answer: stored homes are written and renewed.
extension HomeDirectory {
    /// Timeout of a write to the store, after the answer.
    private static let writeTime = Duration.seconds(5)
    /// Timeout of a list that no directive waits for.
    private static let listTime = Duration.seconds(10)
    /// The age from which a list is renewed during deferred work.
    static let renewalAge = Duration.seconds(12 * 3600)

    /// Stores a cloud's list in the background; ``finishWrites()`` waits for it.
    func keep(_ endpoints: [Endpoint], of home: CustomerHome, _ index: Int, asOf time: Timestamp) {
        guard let store else { return }
        let cloud = adapters[index].cloud
        home.withState { $0.parts[index].noteStored(asOf: time) }
        let stored = StoredHome(cloud: cloud, endpoints: Endpoint.stored(endpoints), asOf: time)
        let limit = Deadline(in: Self.writeTime, environment)
        inBackground { [environment, logger] in
            do throws(StoreFailure) {
                try await withDeadline(
                    limit, environment,
                    late: StoreFailure(.timedOut, "the store took longer than \(Self.writeTime)"),
                    throwing: { () async throws(StoreFailure) in
                        try await store.keep(stored, of: home.customer, before: limit)
                    })
            } catch {
                logger.warning(
                    "home_not_stored",
                    metadata: ["customer": "\(home.hash)", "cloud": "\(cloud)", "reason": "\(error)"])
            }
        }
    }

    /// Updates the stored home after a look-up has found a new, changed or removed endpoint. Without a stored home, the cloud
    /// is listed in the background, so that the next process need not ask.
    func storeChanges(_ index: Int, of home: CustomerHome, _ call: AdapterCall) {
        guard store != nil else { return }
        if let (endpoints, asOf) = home.withState({ $0.parts[index].nextStored() }) {
            keep(endpoints, of: home, index, asOf: asOf)
        } else {
            renew(index, of: home, call, until: Deadline(in: Self.listTime, environment))
        }
    }

    /// Lists, in the background, each cloud whose list is older than ``renewalAge``, and stores the lists. For invocations
    /// whose answer is deferred: they continue anyway.
    func renew(_ home: CustomerHome, _ call: AdapterCall) {
        guard store != nil else { return }
        for index in adapters.indices { renew(index, of: home, call, until: call.workUntil) }
    }

    private func renew(_ index: Int, of home: CustomerHome, _ call: AdapterCall, until limit: Deadline) {
        let now = environment.uptime()
        guard let listing = home.withState({ $0.parts[index].renew(Self.renewalAge, at: now) }) else { return }
        // A record of its own: this request is not part of the directive.
        let call = AdapterCall(
            customer: call.customer, credential: call.credential, answerBy: limit,
            record: DirectiveRecord(logger: logger))
        inBackground { _ = await self.list(index, in: home, call, listing) }
    }

    private func inBackground(_ work: @escaping @Sendable () async -> Void) {
        let number = backgroundCount.add(1, ordering: .relaxed).newValue
        background.withLock { tasks in
            let task = Task {
                await work()
                self.background.withLock { $0.removeAll { $0.number == number } }
            }
            tasks.append((number, task))
        }
    }

    /// Waits until all background lists and writes have succeeded or failed.
    func finishWrites() async {
        while let task = background.withLock({ $0.first?.task }) { await task.value }
    }
}
