import AlexaProtocol
import Assembly
import DynamoDBStore
import EventGateway
import Glibc
import HTTPTransport
import HTTPTypes
import LambdaRuntime
import Logging
import LoopbackClouds
import LoopbackLambda
import LoopbackServer
import Skill
import Synchronization
import TestSupport
import Testing
import Timing

@testable import bootstrap

/// A process that Lambda freezes between two directives, with connections and tokens at a device cloud.
@Suite(.timeLimit(.minutes(3))) struct FrozenCloudTests {
    /// A device cloud's servers, and a device there that can be switched.
    struct Cloud: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let settings: @Sendable (_ url: String) -> [String: String]
        let server: LoopbackServer.Script
        /// The directive that switches it; each round has a different one.
        let on: @Sendable (_ round: Int) -> [UInt8]
        /// The number of tokens that the servers have issued; nil if the cloud has no tokens.
        let tokens: (@Sendable () -> Int)?
        /// Invalidates all tokens.
        let expire: @Sendable () -> Void

        static let names = ["tuya", "amps", "realer"]

        static func named(_ name: String, _ now: @escaping @Sendable () -> Timestamp) -> Cloud {
            switch name {
            case "tuya":
                let fake = FakeTuya(clock: { now().milliseconds })
                return Cloud(
                    testDescription: name,
                    settings: { url in
                        [
                            "PORCHLIGHT_TUYA_BASE_URL": url, "PORCHLIGHT_TUYA_CLIENT_ID": FakeTuya.clientId,
                            "PORCHLIGHT_TUYA_CLIENT_SECRET": FakeTuya.secret, "PORCHLIGHT_TUYA_REGION": "eu",
                            "PORCHLIGHT_TUYA_USER_ID": FakeTuya.userId,
                        ]
                    }, server: fake.answer,
                    on: { Sent.command("Alexa.PowerController", "TurnOn", to: "tuya:plug1", messageId: "m-\($0)") },
                    tokens: { fake.calls(.token).count }, expire: { fake.revokeTokens() })
            case "amps":
                let fake = FakeAmps(now: now)
                return Cloud(
                    testDescription: name,
                    settings: { url in
                        ["PORCHLIGHT_AMPS_BASE_URL": url, "PORCHLIGHT_AMPS_API_KEY": fake.key]
                    }, server: fake.answer,
                    on: { round in
                        Sent.command(
                            "Alexa.ThermostatController", "SetTargetTemperature", to: "amps:hvac-1",
                            payload: ["targetSetpoint": ["value": 22, "scale": "CELSIUS"]], messageId: "m-\(round)")
                    },
                    tokens: nil, expire: {})
            default:
                let fake = FakeRealer()
                return Cloud(
                    testDescription: name,
                    settings: { url in
                        [
                            "PORCHLIGHT_REALER_BASE_URL": url, "PORCHLIGHT_REALER_CLIENT_ID": FakeRealer.clientId,
                            "PORCHLIGHT_REALER_CLIENT_SECRET": fake.clientSecret,
                            "PORCHLIGHT_REALER_DEVICE_ID": FakeRealer.deviceId,
                        ]
                    }, server: fake.answer,
                    on: { round in
                        Sent.command(
                            "Alexa.PowerController", "TurnOn", to: "realer:\(FakeRealer.deviceId):cmd_pump",
                            messageId: "m-\(round)")
                    },
                    tokens: { fake.calls.count { $0.operation == .token } }, expire: { fake.revokeTokens() })
            }
        }
    }

    /// The clocks of a machine, in seconds.
    final class Machine: Sendable {
        private let clocks = Mutex((real: 1_767_225_600, boot: 100))

        func pass(real: Int, boot: Int) { clocks.withLock { $0 = ($0.real + real, $0.boot + boot) } }
        var real: Int { clocks.withLock { $0.real } }
        var boot: Int { clocks.withLock { $0.boot } }
        var now: Timestamp { Timestamp(milliseconds: Int64(real) * 1000) }
    }

    /// How far the machine's clocks advanced while the process was frozen. Either may have stood still.
    static let freezes: [(real: Int, boot: Int)] = [(7500, 0), (7500, 7500), (86_400, 3)]

    /// The next directive is answered over a new connection, with a new token, and without a failed attempt.
    @Test(arguments: Cloud.names)
    func afterAFreezeOfHoursNothingOldIsUsed(_ name: String) async throws {
        let (machine, log) = (Machine(), LogSpy())
        let clock = FreezeClock(
            realTime: { .seconds(machine.real) }, bootTime: { .seconds(machine.boot) })
        let environment = SkillEnvironment(
            now: { machine.now }, uptime: { clock.uptime },
            // No deadline passes, not even the 2 s of background calls; pauses between two requests take no time.
            sleep: { duration in
                guard duration >= .milliseconds(1500) else { return await Task.yield() }
                try? await Task.sleep(for: .seconds(3600))
            },
            makeMessageId: SkillEnvironment.live.makeMessageId, random: { 0 })
        let cloud = Cloud.named(name) { machine.now }
        try await LoopbackServer.run(tls: false, cloud.server) { server in
            var settings = try AssemblySettings<DynamoDBStore>(environment: cloud.settings(server.url))
            settings.transport.greatestIdle = .seconds(30)
            let transport = try HTTPTransport(settings.transport) {
                ClockReading(realTime: machine.real, bootTime: machine.boot)
            }
            let assembly = Assembly(settings, environment: environment, logger: log.logger)
            let skill = assembly.skill(
                assembly.clouds(transport), grants: NoGrants(missing: "a store"), transport)
            let handler = DirectiveHandler(
                skill, transport, environment: environment, logger: log.logger, initialised: .zero, flush: {})
            try await LoopbackLambda.run { lambda in
                try await withRuntime(handler, at: lambda, environment: environment, clock: clock, log: log) { _ in
                    var connections = 0
                    for (round, freeze) in ([nil] + Self.freezes).enumerated() {
                        await lambda.wait { $0.asked == round + 1 }
                        if let freeze {
                            await server.finishClosingConnections()
                            cloud.expire()
                            machine.pass(real: freeze.real, boot: freeze.boot)
                        }
                        let fields: HTTPFields = [.deadline: "\(machine.now.milliseconds + 10_000)"]
                        let outcome = await lambda.invoke(cloud.on(round), requestId: "r-\(round)", fields)
                        guard case .answered(let event) = outcome else {
                            Issue.record("round \(round): \(outcome)")
                            return
                        }
                        #expect(Answer(event).name == "Alexa.Response", "round \(round)")
                        #expect(server.connections > connections)
                        connections = server.connections
                        if let tokens = cloud.tokens { #expect(tokens() == round + 1) }
                    }
                }
            }
        }
        let calls = log.lines("cloud")
        #expect(!calls.isEmpty)
        for call in calls {
            #expect(call.fields["recovery"] == nil && call.fields["status"]?.hasPrefix("2") == true, "\(call.text)")
        }
        #expect(log.all.allSatisfy { $0.level < .warning }, "\(log.all.filter { $0.level >= .warning }.map(\.text))")
    }

    /// The real process, stopped by a signal. Meanwhile its servers close their connections and invalidate its token.
    @Test(arguments: ["tuya", "realer"])
    func aStoppedProcessRenewsItsTokenOnce(_ name: String) async throws {
        let cloud = Cloud.named(name) { SkillEnvironment.live.now() }
        try await LoopbackServer.run(tls: false, cloud.server) { server in
            try await LoopbackLambda.run { lambda in
                var settings = cloud.settings(server.url)
                settings["PORCHLIGHT_LOG_LEVEL"] = "debug"
                try await BootstrapProcess.run(at: lambda, settings) { process in
                    for round in 0..<4 {
                        await lambda.wait { $0.asked == round + 1 }
                        if round > 0 {
                            process.signal(SIGSTOP)
                            await server.finishClosingConnections()
                            cloud.expire()
                            process.signal(SIGCONT)
                        }
                        #expect(
                            await lambda.answer(to: cloud.on(round), "r-\(round)")?.name == "Alexa.Response", "\(round)"
                        )
                        #expect(cloud.tokens?() == round + 1)
                    }
                    await lambda.wait { $0.asked == 5 }
                    // Each invalid token was refused once, and every attempt got an answer.
                    _ = await process.lines("directive", atLeast: 4)
                    let calls = process.lines("cloud")
                    #expect(calls.count { $0.contains(#""recovery":"re-authenticate""#) } == 3)
                    #expect(calls.allSatisfy { $0.contains(#""status":"#) }, "\(calls)")
                }
            }
        }
    }
}
