import AlexaProtocol
import EventGateway
import Synchronization
import Timing

/// Which endpoint belongs to which customer and which cloud. Clouds are asked seldom: their answers are kept a while.
final class HomeDirectory: Sendable {
    private final class Home: Sendable {
        let residents: [String: Resident]
        /// Why an endpoint that is not among them may exist nevertheless; `nil` if every cloud was asked.
        let failure: AdapterFailure?
        let asOf: Duration

        init(_ residents: [String: Resident], failure: AdapterFailure?, asOf: Duration) {
            self.residents = residents
            self.failure = failure
            self.asOf = asOf
        }
    }

    /// How long a home is believed without asking again.
    private static let lifetime = Duration.seconds(600)
    /// How soon an unknown endpoint may make us ask again: a device may be new, but a wrong id must not hammer a cloud.
    private static let patience = Duration.seconds(30)

    private let adapters: [any DeviceAdapter]
    private let environment: SkillEnvironment
    private let homes = Mutex<[CustomerID: Home]>([:])

    init(_ adapters: [any DeviceAdapter], _ environment: SkillEnvironment) {
        self.adapters = adapters
        self.environment = environment
    }

    /// The endpoint of that id.
    ///
    /// - Throws: NO_SUCH_ENDPOINT, or a cloud's failure if it could not be asked and may have the endpoint.
    func resident(_ endpointId: String, _ call: AdapterCall) async throws(AdapterFailure) -> Resident {
        let now = environment.uptime()
        let before = home(of: call.customer)
        let known = before?.residents[endpointId]
        if let before {
            if let known, now - before.asOf < Self.lifetime { return known }
            if now - before.asOf < Self.patience { throw before.failure ?? Self.unknown }
        }
        do {
            // Finding the endpoint must leave time to do what is asked of it.
            _ = try await survey(call, share: 0.4)
        } catch {
            // What was true ten minutes ago beats no answer.
            if let known { return known }
            throw error
        }
        let home = home(of: call.customer)
        guard let resident = home?.residents[endpointId] else { throw home?.failure ?? Self.unknown }
        return resident
    }

    private func home(of customer: CustomerID) -> Home? {
        homes.withLock { $0[customer] }
    }

    /// What a survey of the clouds found.
    struct Survey {
        var residents: [Resident] = []
        /// The clouds that could not be asked, each with its failure.
        var failures: [(cloud: String, failure: AdapterFailure)] = []
    }

    /// Asks every cloud for the customer's endpoints, all at once; a cloud that fails or dawdles does not take the others
    /// with it, and what it had before is still believed.
    ///
    /// - Parameter share: how much of the time that is left each of several clouds may take.
    /// - Throws: the first failure, if no cloud answered.
    func survey(_ call: AdapterCall, share: Double = 0.9) async throws(AdapterFailure) -> Survey {
        var survey = Survey()
        var residents: [String: Resident] = [:]
        let before = home(of: call.customer)?.residents ?? [:]
        for (adapter, answer) in zip(adapters, await answers(call, share)) {
            let found: [Resident]
            do throws(AdapterFailure) {
                found = try answer.get().map { endpoint in
                    if let known = before[endpoint.endpointId], known.is(endpoint, in: adapter) { return known }
                    return Resident(endpoint, adapter)
                }
            } catch {
                survey.failures.append((adapter.cloud, error))
                found = before.values.filter { $0.adapter.cloud == adapter.cloud }
                    .sorted { $0.endpoint.endpointId < $1.endpoint.endpointId }
            }
            survey.residents += found
            residents.merge(found.map { ($0.endpoint.endpointId, $0) }) { first, _ in first }
        }
        if let first = survey.failures.first, survey.failures.count == adapters.count { throw first.failure }
        let home = Home(residents, failure: survey.failures.first?.failure, asOf: environment.uptime())
        homes.withLock { $0[call.customer] = home }
        return survey
    }

    /// What each cloud answers, in the order of the clouds.
    private func answers(_ call: AdapterCall, _ share: Double) async -> [Result<[Endpoint], AdapterFailure>] {
        // A cloud alone has all the time that there is; of several, none may use up the time of the others.
        guard adapters.count > 1 else {
            guard let only = adapters.first else { return [] }
            return [await Self.answer(of: only, call)]
        }
        let end = Deadline(in: call.answerBy.timeLeft * share, environment)
        let attempts = adapters.map { adapter in DeadlineTask(environment) { await Self.answer(of: adapter, call) } }
        var answers: [Result<[Endpoint], AdapterFailure>] = []
        for (adapter, attempt) in zip(adapters, attempts) {
            let late = AlexaError(.generic(.endpointUnreachable), "no answer from \(adapter.cloud) in time")
            answers.append(await attempt.value(before: end, late: .failure(AdapterFailure(late, rule: "skill.cloud_too_slow"))))
        }
        return answers
    }

    private static func answer(
        of adapter: any DeviceAdapter, _ call: AdapterCall
    ) async -> Result<[Endpoint], AdapterFailure> {
        do throws(AdapterFailure) {
            return .success(try await adapter.discover(call))
        } catch {
            return .failure(error)
        }
    }

    private static let unknown = AdapterFailure(
        AlexaError(
            .generic(.noSuchEndpoint),
            "the customer has no endpoint of this id; discover devices again if it was removed"), rule: "skill.no_such_endpoint")
}
