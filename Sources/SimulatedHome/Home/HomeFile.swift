package import AlexaProtocol

/// A home to simulate: endpoints as Alexa discovers them, each with the data of its simulation.
///
/// A recorded `Discover.Response` is a home file without any change, so that users can simulate their own home.
package struct HomeFile: Sendable {
    private let content: Content

    private enum Content {
        /// The devices, the index of each endpointId, and the latencies of the slow devices.
        case devices([Device], positions: [String: Int], latencies: [String: Duration])
        case sample(SampleHome)
    }

    /// The endpoints, in the file's order.
    package var devices: [Device] {
        switch content {
        case .devices(let devices, _, _): devices
        case .sample(let home): home.devices
        }
    }

    /// One endpoint of a home.
    package struct Device: Sendable {
        /// The endpoint as Alexa discovers it.
        package fileprivate(set) var endpoint: Endpoint
        /// The settings of its simulation.
        package let simulation: Simulation

        /// Reads an endpoint of a home file, without the rules of discovery.
        ///
        /// - Parameter path: its place in the file, for `problems`.
        init?(_ json: JSONValue, at path: String, _ problems: inout [String]) {
            guard var endpoint = Endpoint(json) else {
                problems.append("\(path) is not an object with an endpointId")
                return nil
            }
            for key in json.object?.members.map(\.key) ?? []
            where key != "simulation" && key.lowercased() == "simulation" {
                problems.append("\(path).\(key) is not read; did you mean simulation?")
            }
            simulation = Simulation(json.object?["simulation"], of: endpoint, at: "\(path).simulation", &problems)
            // A device cloud would know these limits too.
            for index in endpoint.capabilities.indices { endpoint.capabilities[index].readLimits(simulation.traits) }
            self.endpoint = endpoint
        }
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
    /// - Throws: all problems of the file, with their places.
    package init(_ bytes: [UInt8]) throws(Problem) {
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
            guard var device = Device(json, at: "endpoints[\(index)]", &problems) else { continue }
            if positions.updateValue(index, forKey: device.endpoint.endpointId) != nil {
                problems.append("endpoints[\(index)] has an endpointId that an earlier one has too")
            }
            device.endpoint.mends = DiscoveryRules.mends(in: json, read: device.endpoint)
            devices.append(device)
        }
        guard problems.isEmpty else { throw Problem(problems) }
        let latencies = Dictionary(
            devices.filter { $0.simulation.latency > .zero }.map { ($0.endpoint.endpointId, $0.simulation.latency) },
            uniquingKeysWith: { first, _ in first })
        content = .devices(devices, positions: positions, latencies: latencies)
    }

    init(_ sample: SampleHome) { content = .sample(sample) }

    /// The latency of a slow endpoint; `nil` for all others.
    func latency(_ endpointId: String) -> Duration? {
        switch content {
        case .devices(_, _, let latencies): latencies.isEmpty ? nil : latencies[endpointId]
        case .sample(let home): home.device(endpointId)?.simulation.latency
        }
    }

    /// The endpoint of that id; `nil` if the home has none.
    package func device(_ endpointId: String) -> Device? {
        switch content {
        case .devices(let devices, let positions, _): positions[endpointId].map { devices[$0] }
        case .sample(let home): home.device(endpointId)
        }
    }
}
