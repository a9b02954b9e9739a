import AlexaProtocol
import Synchronization

/// Which endpoint belongs to which customer and which cloud. Clouds are asked seldom: their answers are kept a while.
final class HomeDirectory: Sendable {
    /// An endpoint and the cloud that it lives in.
    final class Resident: Sendable {
        let endpoint: Endpoint
        let adapter: any DeviceAdapter
        let context: StateContext

        init(_ endpoint: Endpoint, _ adapter: any DeviceAdapter) {
            self.endpoint = endpoint
            self.adapter = adapter
            context = StateContext(endpoint)
        }
    }

    private struct Home {
        var residents: [String: Resident]
        var asOf: Duration
    }

    /// How long a home is believed without asking again.
    private static let lifetime = Duration.seconds(600)
    /// How soon an unknown endpoint may make us ask again: a device may be new, but a wrong id must not hammer a cloud.
    private static let patience = Duration.seconds(30)

    private let adapters: [any DeviceAdapter]
    private let uptime: @Sendable () -> Duration
    private let homes = Mutex<[CustomerID: Home]>([:])

    init(_ adapters: [any DeviceAdapter], uptime: @escaping @Sendable () -> Duration) {
        self.adapters = adapters
        self.uptime = uptime
    }

    /// The endpoint of that id.
    ///
    /// - Throws: NO_SUCH_ENDPOINT, or the failure of the clouds if none could be asked.
    func resident(_ endpointId: String, _ call: AdapterCall) async throws(AdapterFailure) -> Resident {
        let now = uptime()
        let (known, age) = homes.withLock { homes in
            (homes[call.customer]?.residents[endpointId], homes[call.customer].map { now - $0.asOf })
        }
        if let known, let age, age < Self.lifetime { return known }
        if let age, age < Self.patience { throw AdapterFailure(Self.unknown) }
        do {
            _ = try await survey(call)
        } catch {
            // What was true ten minutes ago beats no answer.
            if let known { return known }
            throw error
        }
        guard let resident = homes.withLock({ $0[call.customer]?.residents[endpointId] }) else {
            throw AdapterFailure(Self.unknown)
        }
        return resident
    }

    /// What a survey of the clouds found.
    struct Survey {
        var endpoints: [Endpoint] = []
        /// The clouds that could not be asked, each with its failure.
        var failures: [(cloud: String, failure: AdapterFailure)] = []
    }

    /// Asks every cloud for the customer's endpoints; a cloud that fails does not take the others with it.
    ///
    /// - Throws: the first failure, if no cloud answered.
    func survey(_ call: AdapterCall) async throws(AdapterFailure) -> Survey {
        var survey = Survey()
        var residents: [String: Resident] = [:]
        for adapter in adapters {
            do {
                let endpoints = try await adapter.discover(call)
                for endpoint in endpoints where residents[endpoint.endpointId] == nil {
                    residents[endpoint.endpointId] = Resident(endpoint, adapter)
                }
                survey.endpoints += endpoints
            } catch {
                survey.failures.append((adapter.cloud, error))
            }
        }
        if let first = survey.failures.first, survey.failures.count == adapters.count { throw first.failure }
        let found = Home(residents: residents, asOf: uptime())
        let failedClouds = Set(survey.failures.map(\.cloud))
        homes.withLock { homes in
            // The endpoints of a cloud that failed are kept from before.
            let kept = homes[call.customer]?.residents.filter { failedClouds.contains($0.value.adapter.cloud) } ?? [:]
            homes[call.customer] = Home(
                residents: found.residents.merging(kept) { new, _ in new }, asOf: found.asOf)
        }
        return survey
    }

    private static let unknown = AlexaError(
        .generic(.noSuchEndpoint), "the customer has no endpoint of this id; discover devices again if it was removed")
}
