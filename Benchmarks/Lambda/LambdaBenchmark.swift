import CRuntimeAPI
import Foundation
import HTTPTypes
import LoopbackServer

/// `bootstrap` at a minimal Runtime API in C, compared with two programs in C: one loads and initialises libcurl, one answers
/// each invocation with its own bytes over libcurl.
enum LambdaBenchmark {
    private static let starts = 41
    private static let rounds = 3
    private static let invocations = 3000

    /// Prints the table.
    ///
    /// - Throws: if a program cannot be built, started or measured.
    static func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "porchlight-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let load = try compiled("load_curl", in: folder)
        let echo = LambdaProgram(path: try compiled("echo_curl", in: folder))
        // As deployed: `make bench` has packed it.
        let stripped = ".build/lambda/bootstrap"
        let bootstrap = LambdaProgram(path: stripped, settings: ["PORCHLIGHT_HOME=sample"])
        let extended = LambdaProgram(
            path: stripped, settings: ["PORCHLIGHT_HOME=sample", "PORCHLIGHT_LAMBDA_EXTENSION=on"])
        // A table without items, from which the first directive reads the customer's home.
        let answer = Array(#"{"Items":[],"Count":0,"ScannedCount":0}"#.utf8)
        try await LoopbackServer.run(tls: false) { _, _ in
            LoopbackAnswer(.ok, body: answer)
        } _: { table in
            let stored = LambdaProgram(
                path: stripped,
                settings: [
                    "PORCHLIGHT_HOME=sample", "PORCHLIGHT_STORE_TABLE=bench",
                    "PORCHLIGHT_STORE_KEY=\(Data(count: 32).base64EncodedString())", "AWS_REGION=eu-west-1",
                    "AWS_ACCESS_KEY_ID=none", "AWS_SECRET_ACCESS_KEY=none",
                    "AWS_ENDPOINT_URL_DYNAMODB=\(table.url)",
                ])
            try measureStart(load, echo, bootstrap, extended, stored)
        }
        try measureWarm(echo, bootstrap)
        let size = try FileManager.default.attributesOfItem(atPath: stripped)[.size] as? Int ?? 0
        Table.row("bootstrap, stripped, MB", Double(size) / 1e6, "budget 20")
    }

    /// In turn, so that all have the same load.
    private static func measureStart(
        _ load: String, _ echo: LambdaProgram, _ bootstrap: LambdaProgram, _ extended: LambdaProgram,
        _ stored: LambdaProgram
    ) throws {
        var loads: [Double] = []
        var (echoes, boots, extensions, stores): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
        for _ in 0..<starts {
            let milliseconds = unsafe program_run(load) / 1000
            guard milliseconds > 0 else { throw BenchmarkFailure("\(load) failed") }
            loads.append(milliseconds)
            echoes.append(try echo.run(1).firstAnswer / 1000)
            boots.append(try bootstrap.run(1).firstAnswer / 1000)
            extensions.append(try extended.run(1).firstAnswer / 1000)
            stores.append(try stored.run(1).firstAnswer / 1000)
        }
        print("Start, milliseconds, median of \(starts) (least most):")
        row("C: loads and initialises libcurl, exec to exit", loads)
        row("C: exec to first answer, echo over libcurl", echoes)
        let ratio = boots.median / loads.median
        row("bootstrap: exec to first answer", boots, String(format: "%.2f of the first row; budget 1.5", ratio))
        row("bootstrap with lambda.extension", extensions)
        row("bootstrap with a store, one request to it included", stores)
    }

    private static func measureWarm(_ echo: LambdaProgram, _ bootstrap: LambdaProgram) throws {
        print("\nWarm, \(invocations) invocations one after the other, median of \(rounds) rounds:")
        for (name, program) in [("C: echo", echo), ("bootstrap", bootstrap)] {
            let runs = try (0..<rounds).map { _ in try program.run(invocations) }
            row("\(name): round trip, µs", runs.map(\.roundTrip))
            row("\(name): invocations per second", runs.map(\.rate))
            row("\(name): peak memory, MB", runs.map(\.peakMegabytes), name == "bootstrap" ? "budget 20" : "")
        }
    }

    private static func row(_ name: String, _ values: [Double], _ remark: String = "") {
        Table.row(name, values.median, least: values.min() ?? 0, most: values.max() ?? 0, remark)
    }

    private static func compiled(_ name: String, in folder: URL) throws -> String {
        let program = folder.appending(path: name).path
        try execute("cc", ["-O2", "-o", program, "Benchmarks/Lambda/\(name).c", "-lcurl"])
        return program
    }

    private static func execute(_ command: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [command] + arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchmarkFailure("\(command) \(arguments.joined(separator: " ")) failed")
        }
    }
}

extension [Double] {
    /// The median; of two middle values the higher one.
    fileprivate var median: Double { sorted()[count / 2] }
}
