import AlexaProtocol
import Assembly
import EventGateway
import Foundation
import HTTPTransport
import HTTPTypes
import Logging
import SQLiteStore
import SimulatedHome
import Skill
import Synchronization
import Timing

/// CPU time per directive through each cloud's adapter, and directives per second, from bytes to bytes. The fake of the cloud
/// runs in its own process; the measurement includes TLS, HTTP/2 and libcurl.
enum CloudBenchmark {
    private static let rounds = 5
    private static let calls = 1000
    private static let underWay = [1, 8, 64]

    static func run() async throws {
        print("CPU time of this process per directive in µs: median of \(rounds) rounds of \(calls) (least, most)")
        for scenario in CloudScenario.all {
            try await transportAlone(scenario)
            for count in underWay { try await commands(scenario, underWay: count) }
            try await reports(scenario)
        }
    }

    /// One request to the same server through the transport alone: the lower bound for an adapter.
    private static func transportAlone(_ scenario: CloudScenario) async throws {
        let server = try CloudServer(scenario.cloud)
        let transport = try Self.transport(server)
        let request = try ServiceURL(server.url).appending("/nothing").request(.post, [:])
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 150)
        let samples = try await Self.samples { _ in
            _ = try await transport.send(request, body: body, within: .seconds(5))
        }
        report("\(scenario.cloud): a request by the transport alone", samples)
        try server.stop()
    }

    private static func commands(_ scenario: CloudScenario, underWay count: Int) async throws {
        let server = try CloudServer(scenario.cloud)
        let requests = RequestCounter()
        let counting = try skill(
            scenario, server, Logger(label: "requests") { _ in CountingHandler(counter: requests) })
        let silent = try skill(scenario, server, Logger(label: "benchmarks") { _ in SwiftLogNoOpLogHandler() })
        for skill in [counting, silent] {
            try check(await skill.answer(to: CloudScenario.discover), "Discover.Response")
        }
        let before = requests.count
        try check(await counting.answer(to: scenario.directive(0)), "Response")
        let each = requests.count - before

        let samples = try await Self.samples(underWay: count) { number in
            try check(await silent.answer(to: scenario.directive(number + 1)), "Response")
        }
        let rates = samples.map(\.rate).sorted()
        let rate = String(format: "%.0f a second (%.0f %.0f)", rates[rounds / 2], rates[0], rates[rounds - 1])
        report(
            "\(scenario.cloud): a command, \(each) request\(each == 1 ? "" : "s"), \(count) under way", samples, rate)
        try server.stop()
    }

    /// ReportState, at intervals at which each causes a request to the cloud.
    private static func reports(_ scenario: CloudScenario) async throws {
        let server = try CloudServer(scenario.cloud)
        let passed = Mutex(Duration.zero)
        var environment = SkillEnvironment.live
        let uptime = environment.uptime
        environment.uptime = { uptime() + passed.withLock(\.self) }
        let skill = try skill(
            scenario, server, Logger(label: "benchmarks") { _ in SwiftLogNoOpLogHandler() }, environment)
        try check(await skill.answer(to: CloudScenario.discover), "Discover.Response")
        let samples = try await Self.samples { number in
            // States are cached for 3 s.
            passed.withLock { $0 += .seconds(4) }
            try check(await skill.answer(to: scenario.report(number)), "StateReport")
        }
        report("\(scenario.cloud): ReportState", samples)
        try server.stop()
    }

    private static func transport(_ server: CloudServer) throws -> HTTPTransport {
        var configuration = HTTPTransport.Configuration()
        configuration.certificateAuthorities = server.certificate
        return try HTTPTransport(configuration)
    }

    private static func skill(
        _ scenario: CloudScenario, _ server: CloudServer, _ logger: Logger, _ environment: SkillEnvironment = .live
    ) throws -> Skill {
        var variables = scenario.settings(server.url)
        variables["PORCHLIGHT_TLS_CA_FILE"] = server.certificate
        let assembly = Assembly(
            try AssemblySettings<SQLiteStore>(environment: variables), environment: environment, logger: logger)
        let transport = try assembly.transport()
        return assembly.skill(assembly.clouds(transport), grants: SimulatedGrants(), transport)
    }

    /// Measures `calls` calls of `body` in each round, after a short warm-up.
    private static func samples(
        underWay count: Int = 1, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> [Sample] {
        for number in 0..<50 { try await body(number) }
        var samples: [Sample] = []
        for round in 1...rounds {
            samples.append(
                try await Sample.measure(calls) {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for caller in 0..<count {
                            group.addTask {
                                for number in stride(from: caller, to: calls, by: count) {
                                    try await body(round * calls + number)
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                })
        }
        return samples
    }

    private static func report(_ name: String, _ samples: [Sample], _ remark: String = "") {
        let costs = samples.map(\.cost).sorted()
        Table.row(name, costs[rounds / 2], least: costs[0], most: costs[rounds - 1], remark)
    }

    private static func check(_ event: Event, _ name: String) throws {
        let json = JSONDocument(parsing: event.encoded()).value?.object?["event"]?.object
        guard json?["header"]?.object?["name"]?.string == name else {
            throw BenchmarkFailure("the answer is not \(name): \(String(decoding: event.encoded(), as: UTF8.self))")
        }
    }
}

/// The number of requests to a cloud.
private final class RequestCounter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock(\.self) }
    func increment() { value.withLock { $0 += 1 } }
}

/// Counts the requests to a cloud by their log lines.
private struct CountingHandler: LogHandler {
    let counter: RequestCounter
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        if event.message.description == "cloud" { counter.increment() }
    }
}
