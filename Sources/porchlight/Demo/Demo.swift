import AlexaProtocol
import ArgumentParser
import Assembly
import EventGateway
import FoundationEssentials
import HTTPTransport
import Logging
import LoopbackServer
import Replay
import SQLiteStore
import Settings
import SimulatedHome
import Skill

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The whole story in one go, offline: replay, deferred locks, an event gateway that throttles first.",
        discussion: """
            With --cloud the story of a device cloud instead, without an account there: discovery, a command, an error of each \
            kind, and how it is repaired. The adapter is the real one; a server on this machine stands in for the cloud.
            """)

    @Option(help: "A device cloud: \(DemoCloud.names.joined(separator: ", ")).")
    var cloud: String?

    @Flag(name: .customLong("events"), help: ArgumentHelp("Prints the events alone, one a line.", visibility: .hidden))
    var showsEventsOnly = false

    func validate() throws {
        guard let cloud, !DemoCloud.names.contains(cloud) else { return }
        throw ValidationError(
            "there is no demonstration of a cloud \(cloud); --cloud takes \(DemoCloud.names.joined(separator: ", "))")
    }

    func run() async throws {
        try await Failure.exits {
            let clock = DemoClock()
            if let cloud = cloud.flatMap({ DemoCloud.named($0, clock) }) {
                return try await CloudDemo(cloud: cloud, clock: clock, showsEventsOnly: showsEventsOnly).run()
            }
            try await replay()
            let gateway = DemoGateway()
            try await LoopbackServer.run(tls: true, gateway.answer) { server in
                try await withTemporaryFolder { folder in
                    try await tell(gateway, server, folder)
                }
            }
        }
    }

    private func replay() async throws {
        say("Recorded directives, against the simulated home")
        guard FileManager.default.fileExists(atPath: "directives") else {
            return say("  none here: run this where the folder directives/ is", indent: false)
        }
        let corpus = try Corpus(directives: "directives", events: "events")
        let replayer = Replayer(corpus, home: try HomeFile.named(nil))
        var report = ReplayReport(corpus, isColoured: Terminal.hasColour)
        var progress = Progress(of: corpus.paths.count)
        for path in corpus.paths {
            _ = report.rows(try await replayer.replay(path), isUpdated: false)
            progress.step(isVisible: true)
        }
        progress.finish()
        say("  " + report.total.split(separator: "\n").joined(separator: " "), indent: false)
    }

    /// The part with the gateway: only the servers of Amazon are simulated.
    private func tell(_ gateway: DemoGateway, _ server: LoopbackServer, _ folder: String) async throws {
        let assembly = CommandAssembly(
            try Self.settings(server, folder), logger: Logger(label: "demo") { _ in SwiftLogNoOpLogHandler() })
        let store = try await assembly.requiredStore()
        let transport = try assembly.requiredTransport()
        let home = SimulatedHome(try HomeFile(Array(DemoScript.home.utf8)), environment: assembly.environment)
        let skill = assembly.skill([home], store, transport)
        let (deliveries, delivered) = AsyncStream<Void>.makeStream()
        let relay = assembly.relay(store, transport) { attempt in
            Self.show("  gateway   " + attempt.line)
            guard attempt.status == 202 else { return }
            Self.show("  delivered \(DemoScript.summary(gateway.lastAccepted))\n")
            delivered.yield()
        }
        let stop = StopSignal()
        let delivery = Task { try await relay.run(once: false, until: stop) }

        say("The customer lets us send events: the code is exchanged for tokens")
        await ask(skill, DemoScript.acceptGrant)
        for scene in DemoScript.scenes {
            say(scene.title)
            gateway.expect(scene.statuses)
            await ask(skill, scene.directive)
            await skill.finishDeferred()
            for await _ in deliveries { break }
        }
        stop.request()
        _ = try await delivery.value
        let waiting = try await store.census(before: assembly.storeDeadline).entries[.waiting] ?? 0
        say("\(DemoScript.scenes.count) answers were deferred, \(waiting) are left in the outbox")
    }

    private func ask(_ skill: Skill, _ directive: String) async {
        let start = ContinuousClock.now
        Self.show("  directive \(DemoScript.summary(Array(directive.utf8)))\n")
        let event = await skill.answer(to: Array(directive.utf8))
        let time = start.duration(to: .now)
        Self.show("  answer    \(DemoScript.summary(event.encoded()))  after \(time.tenths) s\n")
    }

    private func say(_ text: String, indent: Bool = true) {
        Self.show(indent ? "\n\(text)\n" : "\(text)\n")
    }

    /// Prints text immediately. An error is ignored: the reader may have gone.
    private static func show(_ text: String) {
        try? StandardOutput.write(text)
    }

    private static func settings(_ server: LoopbackServer, _ folder: String) throws -> AssemblySettings<CommandStore> {
        let authority = folder + "/authority.pem"
        try Data(server.certificateAuthority.utf8).write(to: URL(filePath: authority))
        return try AssemblySettings(environment: [
            SQLiteStoreSettings.path.variable: folder + "/store.sqlite",
            SQLiteStoreSettings.key.variable: Data((0..<32).map { _ in UInt8.random(in: .min ... .max) })
                .base64EncodedString(),
            EventGatewaySettings.clientId.variable: "demo-client",
            EventGatewaySettings.clientSecret.variable: "demo-secret",
            EventGatewaySettings.loginAddress.variable: server.url + DemoGateway.loginPath,
            EventGatewaySettings.gatewayAddress.variable: server.url + DemoGateway.eventsPath,
            HTTPTransport.Configuration.certificateFile.variable: authority, Deferral.Policy.afterSeconds.variable: "1",
        ])
    }

    private func withTemporaryFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "porchlight-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.path)
    }
}
