import AlexaProtocol
import Timing

extension HomeDirectory {
    /// The endpoints of a customer at all clouds.
    struct Listing: Sendable {
        /// The endpoints in the order of the clouds; of a cloud that failed, the last known ones.
        var endpoints: [KnownEndpoint] = []
        /// The clouds that failed.
        var failures: [(cloud: String, failure: AdapterFailure)] = []
    }

    /// Asks all clouds for their lists concurrently. A cloud that fails or takes too long does not delay the others.
    func list(_ home: CustomerHome, _ call: AdapterCall) async -> Listing {
        await load(home, before: call.answerBy)
        // A tenth of the time is left for checking and encoding hundreds of endpoints.
        let limit = Deadline(in: call.answerBy.timeLeft * 0.9, environment)
        let lists = adapters.indices.map { index in
            DeadlineTask(environment) { await self.list(index, in: home, call) }
        }
        var listing = Listing()
        for (index, list) in lists.enumerated() {
            // The task is not cancelled: a list that arrives late still serves the next directive.
            let failure = await list.value(before: limit) ?? tooSlow(index)
            if let failure { listing.failures.append((adapters[index].cloud, failure)) }
            listing.endpoints += home.withState { $0.parts[index].endpoints }
        }
        return listing
    }

    private func list(_ index: Int, in home: CustomerHome, _ call: AdapterCall) async -> AdapterFailure? {
        let now = environment.uptime()
        let (listing, isNew) = home.withState { $0.parts[index].list(at: now) }
        return isNew ? await list(index, in: home, call, listing) : await listing.get()
    }
}
