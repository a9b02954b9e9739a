import AlexaProtocol
import Logging
import Timing

extension HomeDirectory {
    /// How long a known endpoint is used without asking its cloud again.
    static let lifetime = Duration.seconds(3600)

    /// The endpoint of that id.
    ///
    /// - Throws: NO_SUCH_ENDPOINT when every cloud says that it has none, or the failure of a cloud that may have it.
    func find(
        _ id: String, in home: CustomerHome, _ call: AdapterCall
    ) async throws(AdapterFailure) -> KnownEndpoint {
        let now = environment.uptime()
        if let (_, entry) = home.entry(id, usedAt: now), now - entry.asOf < Self.lifetime { return entry.known }
        await load(home, before: call.answerBy)
        guard let (index, entry) = home.entry(id, usedAt: now) else { return try await search(id, in: home, call) }
        if now - entry.asOf < Self.lifetime { return entry.known }
        return try await refresh(id, entry.known, index, in: home, call)
    }

    /// An old endpoint as its cloud describes it now; the old one when the cloud fails or takes too long.
    private func refresh(
        _ id: String, _ known: KnownEndpoint, _ index: Int, in home: CustomerHome, _ call: AdapterCall
    ) async throws(AdapterFailure) -> KnownEndpoint {
        let now = environment.uptime()
        guard let step = home.withState({ $0.parts[index].refresh(id, at: now) }) else { return known }
        // The rest of the time is for the directive itself.
        let limit = Deadline(in: call.answerBy.timeLeft * 0.3, environment)
        let result = await withDeadline(limit, environment, late: .failed(tooSlow(index))) {
            await self.result(of: step, id, index, in: home, call)
        }
        switch result {
        case .found(let known): return known
        case .failed: return known
        case .absent: throw Self.unknown
        }
    }

    /// Asks all clouds for an endpoint at once. The first that has it decides; the others are not waited for.
    private func search(
        _ id: String, in home: CustomerHome, _ call: AdapterCall
    ) async throws(AdapterFailure) -> KnownEndpoint {
        let limit = adapters.count == 1 ? call.answerBy : Deadline(in: call.answerBy.timeLeft / 2, environment)
        let (results, continuation) = AsyncStream<(index: Int, CloudPart.Lookup)>.makeStream()
        for index in adapters.indices {
            let now = environment.uptime()
            let step = home.withState { $0.parts[index].step(for: id, at: now) }
            if case .known(let result) = step {
                continuation.yield((index, result))
                continue
            }
            Task.immediate {
                continuation.yield((index, await self.result(of: step, id, index, in: home, call)))
            }
        }
        let search = Search(clouds: adapters.count)
        let found: KnownEndpoint? = await withDeadline(limit, environment, late: nil) {
            guard !search.isComplete else { return nil }
            for await (index, result) in results {
                if let found = search.note(result, of: index) { return found }
                if search.isComplete { return nil }
            }
            return nil
        }
        if let found { return found }
        throw search.failure { self.tooSlow($0) } ?? Self.unknown
    }

    /// Carries out a step, or waits for whoever does.
    private func result(
        of step: CloudPart.Step, _ id: String, _ index: Int, in home: CustomerHome, _ call: AdapterCall
    ) async -> CloudPart.Lookup {
        switch step {
        case .known(let result):
            return result
        case .join(let lookup):
            return await lookup.get()
        case .joinListing(let listing):
            return listed(id, index, in: home, failure: await listing.get())
        case .lookUp(let lookup):
            let adapter = adapters[index]
            let result = await Self.result(
                before: call.answerBy, environment, late: tooSlow(index)
            ) { () async throws(AdapterFailure) in
                try await adapter.endpoint(id, call)
            }
            let now = environment.uptime()
            let found = home.withState { $0.parts[index].finishLookup(id, result, adapter, at: now) }
            if case .found = found { limitEndpoints(keeping: home) }
            lookup.set(found)
            return found
        case .list(let listing):
            return listed(id, index, in: home, failure: await list(index, in: home, call, listing))
        }
    }

    private func listed(
        _ id: String, _ index: Int, in home: CustomerHome, failure: AdapterFailure?
    ) -> CloudPart.Lookup {
        if let entry = home.withState({ $0.parts[index].entries[id] }) { return .found(entry.known) }
        return failure.map { .failed($0) } ?? .absent
    }

    /// Requests a list of one cloud and takes it over; `listing` is set at the end.
    ///
    /// - Returns: why the cloud gave none.
    func list(
        _ index: Int, in home: CustomerHome, _ call: AdapterCall, _ listing: SharedValue<AdapterFailure?>
    ) async -> AdapterFailure? {
        let adapter = adapters[index]
        let result = await Self.result(
            before: call.answerBy, environment, late: tooSlow(index)
        ) { () async throws(AdapterFailure) in
            try await adapter.discover(call)
        }
        let now = environment.uptime()
        let outcome = home.withState { $0.parts[index].finishListing(result, adapter, at: now) }
        var failure: AdapterFailure?
        switch result {
        case .success(let endpoints):
            switch outcome {
            case .taken:
                limitEndpoints(keeping: home)
                keep(endpoints, of: home, cloud: adapter.cloud)
            case .doubted:
                logger.warning(
                    "empty_list",
                    metadata: [
                        "customer": "\(home.hash)", "cloud": "\(adapter.cloud)",
                        "reason":
                            "the cloud lists no device where it had some; the known ones are kept until another list, 10 minutes later or more, is empty too",
                    ])
            case .failed: break
            }
        case .failure(let error): failure = error
        }
        listing.set(failure)
        return failure
    }

    private static func result<Value: Sendable>(
        before deadline: Deadline, _ environment: SkillEnvironment, late: AdapterFailure,
        _ work: @escaping @Sendable () async throws(AdapterFailure) -> Value
    ) async -> Result<Value, AdapterFailure> {
        do throws(AdapterFailure) {
            return .success(try await withDeadline(deadline, environment, late: late, throwing: work))
        } catch {
            return .failure(error)
        }
    }

    func tooSlow(_ index: Int) -> AdapterFailure {
        AdapterFailure(
            AlexaError(.generic(.endpointUnreachable), "no answer from the cloud \(adapters[index].cloud) in time"),
            rule: "skill.cloud_too_slow", facts: FailureFacts(isTransient: true))
    }

    private static let unknown = AdapterFailure(
        AlexaError(
            .generic(.noSuchEndpoint),
            "the customer has no endpoint of this id; if it was removed, discover devices again"),
        rule: "skill.no_such_endpoint")
}
