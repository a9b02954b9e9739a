import AlexaProtocol
import Foundation

/// Prometheus's client library for Python, which reads pages of metrics. `scripts/fetch-metrics-parser` fetches it.
enum MetricsParser {
    /// `.build/cache/prometheus_client.whl`, three folders above which the test bundle is.
    private static let wheel = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "cache/prometheus_client.whl")

    /// Whether it is there, or missing although it has to be (`.ci/run`): then the tests fail.
    static var mayRun: Bool {
        FileManager.default.fileExists(atPath: wheel.path)
            || ProcessInfo.processInfo.environment["TESTS_MUST_RUN"] != nil
    }

    /// The values of one name, as the library understood them.
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

    /// Reads a page in the text format. What was understood is written in the OpenMetrics format by the library and read again: that
    /// parser refuses series that are there twice, falling buckets, counts that do not agree and names that clash.
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
    /// - Throws: why the library refuses the page.
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
