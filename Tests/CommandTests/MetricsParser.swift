import AlexaProtocol
import Foundation

/// Prometheus's client library for Python, which reads pages of metrics. `scripts/fetch-metrics-parser` fetches it.
enum MetricsParser {
    /// `.build/cache/prometheus_client.whl`, in the folder three levels above the test bundle.
    private static let wheel = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "cache/prometheus_client.whl")

    /// Whether it is installed. Also true if it is required (`TESTS_MUST_RUN`, as in `.ci/run`): then the tests fail without it.
    static var mayRun: Bool {
        FileManager.default.fileExists(atPath: wheel.path)
            || ProcessInfo.processInfo.environment["TESTS_MUST_RUN"] != nil
    }

    /// The values of one name, as parsed by the library.
    struct Family {
        let name: String
        let type: String
        let help: String
        let samples: [Sample]
    }

    struct Sample: Equatable {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    struct Refused: Error { let reason: String }

    /// Reads a page in the text format. The library writes the result in the OpenMetrics format and reads it again, because that
    /// parser rejects duplicate series, falling buckets, inconsistent counts and conflicting names.
    private static let program = """
        import json, math, sys
        from prometheus_client.openmetrics.exposition import generate_latest
        from prometheus_client.openmetrics.parser import text_string_to_metric_families as strict
        from prometheus_client.parser import text_string_to_metric_families as lenient

        class Page:
            def __init__(self, families): self.families = families
            def collect(self): return self.families

        families = list(lenient(sys.stdin.buffer.read().decode()))
        again = list(strict(generate_latest(Page(families)).decode()))
        def samples(family): return sorted((s.name, sorted(s.labels.items()), repr(float(s.value))) for s in family.samples)
        if [samples(f) for f in families] != [samples(f) for f in again]: sys.exit("the two parsers disagree")
        print(json.dumps([
            {"name": f.name, "type": f.type, "help": f.documentation,
             "samples": [{"name": s.name, "labels": s.labels, "value": repr(float(s.value))} for s in f.samples]}
            for f in families]))
        """

    /// The families of a page, sorted by name.
    ///
    /// - Throws: the library's reason to reject the page.
    static func families(of page: String) async throws -> [Family] {
        var command = Command(
            arguments: ["-c", program], environment: ["PYTHONPATH": wheel.path], input: Array(page.utf8))
        command.program = "/usr/bin/env"
        command.arguments.insert("python3", at: 0)
        let result = try await command.run()
        guard result.status == 0 else { throw Refused(reason: result.log) }
        let families = JSONDocument(parsing: Array(result.output.utf8)).value?.array ?? []
        return families.compactMap(\.object).map { family in
            Family(
                name: family["name"]?.string ?? "", type: family["type"]?.string ?? "",
                help: family["help"]?.string ?? "",
                samples: (family["samples"]?.array ?? []).compactMap(\.object).map { sample in
                    Sample(
                        name: sample["name"]?.string ?? "",
                        labels: Dictionary(
                            (sample["labels"]?.object?.members ?? []).map { ($0.key, $0.value.string ?? "") }
                        ) { first, _ in first }, value: Double(sample["value"]?.string ?? "") ?? -12345)
                })
        }
        .sorted { $0.name < $1.name }
    }
}
