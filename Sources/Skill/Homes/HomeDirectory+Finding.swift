import AlexaProtocol
import Logging
import Timing

extension HomeDirectory {
    /// Time to live of a known endpoint; then its cloud is asked again.
    static let lifetime = Duration.seconds(3600)

    /// The endpoint of that id.
    ///
    /// - Throws: NO_SUCH_ENDPOINT when every cloud denies the id, or the failure of a cloud that may have it.
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

    /// Looks up a stale endpoint again. Returns the stale one when the cloud fails or takes too long.
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

    /// Asks all clouds for an endpoint concurrently. The first that has it decides; the others are not waited for.
    private func search(
        _ id: String, in home: CustomerHome, _ call: AdapterCall
    ) async throws(AdapterFailure) -> KnownEndpoint {
        let serving = await clouds(of: call)
        let limit = serving.count == 1 ? call.answerBy : Deadline(in: call.answerBy.timeLeft / 2, environment)
        let (results, continuation) = AsyncStream<(index: Int, CloudPart.Lookup)>.makeStream()
        let search = Search(clouds: adapters.count)
        for index in adapters.indices where !serving.contains(index) { _ = search.note(.absent, of: index) }
        for index in serving {
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

    /// The clouds that may have endpoints of the customer: those at which the customer has an account, or where that is
    /// unknown.
    private func clouds(of call: AdapterCall) async -> [Int] {
        guard adapters.count > 1 else { return Array(adapters.indices) }
        let answers = adapters.map { adapter in
            DeadlineTask(environment) {
                do throws(AdapterFailure) {
                    return try await adapter.hasAccount(call)
                } catch {
                    return true
                }
            }
        }
        var clouds: [Int] = []
        for (index, answer) in answers.enumerated() {
            if await answer.value(before: call.answerBy) ?? true { clouds.append(index) }
        }
        return clouds
    }

    /// Carries out a step, or waits for the request in flight.
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
            let (found, isChanged) = home.withState { state -> (CloudPart.Lookup, Bool) in
                let before = state.parts[index].entries[id]?.known
                let found = state.parts[index].finishLookup(id, result, adapter, at: now)
                switch found {
                case .found(let known): return (found, known !== before)
                case .absent: return (found, before != nil)
                case .failed: return (found, false)
                }
            }
            if case .found = found { limitEndpoints(keeping: home) }
            if isChanged { storeChanges(index, of: home, call) }
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

    /// Requests one cloud's list and puts it into the home; sets `listing` at the end.
    ///
    /// - Returns: the cloud's failure, if there was one.
    func list(
        _ index: Int, in home: CustomerHome, _ call: AdapterCall, _ listing: SharedValue<AdapterFailure?>
    ) async -> AdapterFailure? {
        let adapter = adapters[index]
        let account = await Self.result(
            before: call.answerBy, environment, late: tooSlow(index)
        ) { () async throws(AdapterFailure) in
            try await adapter.hasAccount(call)
        }
        let result: Settled<[Endpoint], AdapterFailure>
        switch account {
        case .success(true):
            result = await Self.result(
                before: call.answerBy, environment, late: tooSlow(index)
            ) { () async throws(AdapterFailure) in
                try await adapter.discover(call)
            }
        case .success(false):
            let now = environment.uptime()
            let hadEndpoints = home.withState { $0.parts[index].finishWithoutAccount(adapter, at: now) }
            if hadEndpoints { keep([], of: home, index, asOf: environment.now()) }
            listing.set(nil)
            return nil
        case .failure(let failure):
            result = .failure(failure)
        }
        let now = environment.uptime()
        let outcome = home.withState { $0.parts[index].finishListing(result, adapter, at: now) }
        var failure: AdapterFailure?
        switch result {
        case .success(let endpoints):
            switch outcome {
            case .taken:
                limitEndpoints(keeping: home)
                keep(endpoints, of: home, index, asOf: environment.now())
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
    ) async -> Settled<Value, AdapterFailure> {
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
