package import AlexaProtocol

/// A home to simulate: endpoints as Alexa discovers them, each with what its simulation needs.
///
/// A recorded `Discover.Response` is one as it stands, so that anybody can simulate their own home.
package struct HomeFile: Sendable {
    /// The endpoints, in the file's order.
    package let devices: [Device]
    private let positions: [String: Int]
    /// How long the slow ones take.
    private let latencies: [String: Duration]

    /// One endpoint of a home.
    package struct Device: Sendable {
        /// The endpoint as Alexa discovers it.
        package let endpoint: Endpoint
        /// What the simulation is told about it.
        package let simulation: Simulation
    }

    /// Why a home file cannot be used.
    package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// Everything that is wrong: what, where, and what is expected.
        package let problems: [String]

        /// All problems in one line.
        package var description: String { problems.joined(separator: "; ") }

        init(_ problems: String...) {
            self.problems = problems
        }

        init(_ problems: [String]) {
            self.problems = problems
        }
    }

    /// Reads `{"endpoints": [...]}`, or a `Discover.Response` or `AddOrUpdateReport` event that holds one.
    ///
    /// - Throws: everything that is wrong with the file and where.
    package init(_ bytes: [UInt8]) throws(Problem) {
        try self.init(bytes, isSound: false)
    }

    /// - Parameter isSound: whether it is known that no rule of discovery is broken. Examining the sample home takes longer than
    ///   the rest of a cold start.
    init(_ bytes: [UInt8], isSound: Bool) throws(Problem) {
        let document = JSONDocument(parsing: bytes)
        if let problem = document.problem {
            throw Problem("it is not JSON: \(problem)")
        }
        let root = document.value?.object
        guard
            let endpoints = root?["endpoints"]?.array
                ?? root?["event"]?.object?["payload"]?.object?["endpoints"]?.array
        else {
            throw Problem("it has neither a list \"endpoints\" nor is it a recorded Discover.Response")
        }
        var devices: [Device] = []
        var positions: [String: Int] = [:]
        var problems: [String] = []
        for (index, json) in endpoints.enumerated() {
            guard var endpoint = Endpoint(json) else {
                problems.append("endpoints[\(index)] is not an object with an endpointId")
                continue
            }
            if positions.updateValue(index, forKey: endpoint.endpointId) != nil {
                problems.append("endpoints[\(index)] has an endpointId that an earlier one has too")
            }
            for key in json.object?.members.map(\.key) ?? []
            where key != "simulation" && key.lowercased() == "simulation" {
                problems.append("endpoints[\(index)].\(key) is not read; did you mean simulation?")
            }
            let simulation = Simulation(
                json.object?["simulation"], of: endpoint, at: "endpoints[\(index)].simulation", &problems)
            // A device cloud would know these limits too.
            for index in endpoint.capabilities.indices { endpoint.capabilities[index].readLimits(simulation.traits) }
            if !isSound { endpoint.mends = DiscoveryRules.mends(in: json, read: endpoint) }
            devices.append(Device(endpoint: endpoint, simulation: simulation))
        }
        guard problems.isEmpty else { throw Problem(problems) }
        self.devices = devices
        self.positions = positions
        latencies = Dictionary(
            devices.filter { $0.simulation.latency > .zero }.map { ($0.endpoint.endpointId, $0.simulation.latency) },
            uniquingKeysWith: { first, _ in first })
    }

    /// How long a slow endpoint takes for anything; `nil` for all others.
    func latency(_ endpointId: String) -> Duration? {
        latencies.isEmpty ? nil : latencies[endpointId]
    }

    /// The endpoint of that id; `nil` if the home has none.
    package func device(_ endpointId: String) -> Device? {
        positions[endpointId].map { devices[$0] }
    }
}
