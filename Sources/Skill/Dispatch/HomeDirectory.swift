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
        /// Why an endpoint that is not among them may exist nevertheless; `nil` if every cloud was asked.
        var failure: AdapterFailure?
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
    /// - Throws: NO_SUCH_ENDPOINT, or a cloud's failure if it could not be asked and may have the endpoint.
    func resident(_ endpointId: String, _ call: AdapterCall) async throws(AdapterFailure) -> Resident {
        let now = uptime()
        let before = home(of: call.customer)
        let known = before?.residents[endpointId]
        if let before {
            if let known, now - before.asOf < Self.lifetime { return known }
            if now - before.asOf < Self.patience { throw before.failure ?? Self.unknown }
        }
        do {
            _ = try await survey(call)
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
        let (found, failure, asOf) = (residents, survey.failures.first?.failure, uptime())
        let failedClouds = Set(survey.failures.map(\.cloud))
        homes.withLock { homes in
            // The endpoints of a cloud that failed are kept from before.
            let kept = homes[call.customer]?.residents.filter { failedClouds.contains($0.value.adapter.cloud) } ?? [:]
            homes[call.customer] = Home(
                residents: found.merging(kept) { new, _ in new }, failure: failure, asOf: asOf)
        }
        return survey
    }

    private static let unknown = AdapterFailure(
        AlexaError(
            .generic(.noSuchEndpoint),
            "the customer has no endpoint of this id; discover devices again if it was removed"))
}
