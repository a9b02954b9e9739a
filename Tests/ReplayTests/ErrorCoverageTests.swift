import AlexaProtocol
import Foundation
import Testing

/// Every error type has a recorded event under its own namespace.
@Suite struct ErrorCoverageTests {
    /// Namespaces whose errors cannot answer any directive, and why.
    private static let unreachable: [String: String] = [
        "Alexa.ThermostatController.Configuration":
            "Amazon's page does not name the directives that set a thermostat up",
        "Alexa.ThermostatController.Schedule": "Amazon's page does not name the directives that set and get schedules",
    ]

    private static let recorded: Set<String> = {
        let events = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../events")
            .standardizedFileURL
        let paths = FileManager.default.enumerator(atPath: events.path)?.compactMap { $0 as? String } ?? []
        return Set(
            paths.filter { $0.hasSuffix(".json") }.compactMap { path in
                let bytes = (try? Data(contentsOf: events.appending(path: path))).map { Array($0) } ?? []
                let event = JSONDocument(parsing: bytes).value?.object?["event"]?.object
                guard let namespace = event?["header"]?.object?["namespace"]?.string,
                    let type = event?["payload"]?.object?["type"]?.string
                else { return nil }
                return "\(namespace) \(type)"
            })
    }()

    @Test(arguments: ErrorCatalog.kinds.map { "\($0.header.namespace) \($0.type)" })
    func isRecorded(_ pair: String) {
        let namespace = pair.prefix { $0 != " " }
        #expect(Self.recorded.contains(pair) == (Self.unreachable[String(namespace)] == nil))
    }

    /// If such an interface gets directives, it needs fixtures.
    @Test(arguments: unreachable.keys.sorted())
    func hasNoDirectives(_ namespace: String) {
        #expect(InterfaceCatalog.interface(namespace)?.directives.isEmpty == true)
    }
}
