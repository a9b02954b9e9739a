import AlexaProtocol
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import TestSupport
import Testing

/// A process is killed after Amps has accepted a command, and another process gets the directive again.
@Suite(.serialized) struct RestartTests {
    static let relative: [TestDirective] = [
        .adjust(10, "battery-1", "Battery.ChargeTarget", messageId: "m-2"), .warmer(1, messageId: "m-2"),
    ]

    /// A charge target, as the starting point of an adjustment.
    private static func prepared(_ home: AmpsHome) async {
        await home.discover()
        #expect(await home.send(.set(50, "battery-1", "Battery.ChargeTarget")).verdict == "Response")
        home.clock.pass(.seconds(300))
    }

    @Test(arguments: relative)
    func aRelativeCommandIsNotStartedTwice(_ directive: TestDirective) async throws {
        try await AmpsHome.run { home in
            await Self.prepared(home)
            #expect(await home.send(directive).verdict == "Response")
            let count = home.fake.commands.count
            let other = try home.restarted()
            await other.discover()
            let reply = await other.send(directive)
            #expect(reply.verdict == "ErrorResponse ENDPOINT_BUSY")
            #expect(home.log.lines("directive").last?.fields["rule"] == "amps.perhaps_begun")
            #expect(home.fake.commands.count == count)
            // Alexa has given up by then, so it is a new command.
            home.clock.pass(.seconds(31))
            #expect(await other.send(directive).verdict == "Response")
            #expect(home.fake.commands.count == count + 1)
        }
    }

    @Test(arguments: relative)
    func whatThisProcessHasStartedItselfIsNoReason(_ directive: TestDirective) async throws {
        try await AmpsHome.run { home in
            await Self.prepared(home)
            #expect(await home.send(directive).verdict == "Response")
            let bytes = String(decoding: directive.bytes, as: UTF8.self).replacing("m-2", with: "m-3")
            let next = TestDirective(bytes: Array(bytes.utf8))
            #expect(await home.send(next).verdict == "Response")
            #expect(home.fake.commands.count == 3)
        }
    }

    @Test func anAbsoluteCommandMayBeSentAgain() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            let directive = TestDirective.set(60, "battery-1", "Battery.ChargeTarget", messageId: "m-2")
            #expect(await home.send(directive).verdict == "Response")
            let other = try home.restarted()
            await other.discover()
            #expect(await other.send(directive).verdict == "Response")
        }
    }

    @Test func anActionThatCannotBeAskedForIsNoReason() async throws {
        try await AmpsHome.run { home in
            await Self.prepared(home)
            let other = try home.restarted()
            await other.discover()
            home.fake.answer("actions.read", [LoopbackAnswer(.notFound)])
            #expect(
                await other.send(.adjust(10, "battery-1", "Battery.ChargeTarget", messageId: "m-4")).verdict
                    == "Response")
        }
    }
}
