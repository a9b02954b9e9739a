import AlexaProtocol
import Assembly
import FoundationEssentials
import HTTPTransport
import Logging
import LoopbackServer
import Settings
import SimulatedHome
import Skill

/// A demonstration of a device cloud without an account: a skill with the cloud's own adapter, and a fake of the cloud's servers.
/// Only the servers are simulated.
struct CloudDemo {
    let cloud: DemoCloud
    let clock: DemoClock
    /// Whether only the events are printed, one per line, for tests.
    let showsEventsOnly: Bool

    func run() async throws {
        try await LoopbackServer.run(tls: false, cloud.answer) { server in
            try await tell(server.url)
        }
    }

    private func tell(_ url: String) async throws {
        let settings = try AssemblySettings<CommandStore>(environment: cloud.settings(url))
        let isQuiet = showsEventsOnly
        let logger = DemoLog.logger { if !isQuiet { Self.show($0) } }
        let assembly = CommandAssembly(settings, environment: clock.environment, logger: logger)
        let transport = try assembly.requiredTransport()
        let skill = assembly.skill(assembly.clouds(transport), grants: SimulatedGrants(), transport)

        say("\nThe customer's devices are discovered")
        let home = DemoHome(await ask(skill, DemoHome.discover))
        for endpoint in home.endpoints { say("  \(endpoint.id)  \(endpoint.name): \(endpoint.interfaces)") }
        for (number, scene) in cloud.scenes.enumerated() {
            say("\n\(scene.title)")
            scene.prepare()
            clock.skip(scene.skip)
            for (part, directive) in scene.directives.enumerated() {
                guard let bytes = home.directive(directive, number: number * 10 + part) else {
                    throw Failure("the demo's cloud \(cloud.name) has no device for \(directive.name)")
                }
                _ = await ask(skill, bytes)
            }
            if let ending = scene.ending { say("  " + ending()) }
        }
    }

    private func ask(_ skill: Skill, _ directive: [UInt8]) async -> [UInt8] {
        say("  directive \(DemoHome.summary(directive))")
        let event = await skill.answer(to: directive).encoded()
        say("  answer    \(DemoHome.summary(event))")
        if showsEventsOnly { Self.show(String(decoding: event, as: UTF8.self) + "\n") }
        return event
    }

    private func say(_ text: String) {
        if !showsEventsOnly { Self.show(text + "\n") }
    }

    /// Prints text immediately. An error is ignored: the reader may have gone.
    private static func show(_ text: String) {
        try? StandardOutput.write(text)
    }
}

/// A fake of a device cloud's servers, and the scenes of its demonstration.
struct DemoCloud: Sendable {
    let name: String
    /// The environment variables of an account at the servers with this address.
    let settings: @Sendable (_ url: String) -> [String: String]
    let answer: LoopbackServer.Script
    let scenes: [Scene]

    /// All clouds with a demonstration.
    private static let all: [(name: String, make: @Sendable (DemoClock) -> DemoCloud)] = [
        ("tuya", tuya), ("amps", amps), ("realer", realer),
    ]

    static var names: [String] { all.map(\.name) }

    /// The cloud with this name, with new servers.
    static func named(_ name: String, _ clock: DemoClock) -> DemoCloud? {
        all.first { $0.name == name }?.make(clock)
    }

    /// A few directives, and the servers' reactions.
    struct Scene: Sendable {
        /// A description in one or two sentences without a full stop at the end.
        let title: String
        /// The time that is skipped before the directives.
        var skip = Duration.zero
        /// Prepares the servers before the directives.
        var prepare: @Sendable () -> Void = {}
        let directives: [DemoDirective]
        /// What the servers received.
        var ending: (@Sendable () -> String)?
    }
}

/// A directive to the first device that can carry it out.
struct DemoDirective: Sendable {
    let namespace: String
    let name: String
    let payload: JSONObject
    /// A part of the endpoint's id; empty for any device.
    let device: String

    init(_ namespace: String, _ name: String, _ payload: JSONObject = [:], device: String = "") {
        (self.namespace, self.name, self.payload, self.device) = ("Alexa." + namespace, name, payload, device)
    }

    init(reportState device: String) {
        (namespace, name, payload, self.device) = ("Alexa", "ReportState", [:], device)
    }
}
