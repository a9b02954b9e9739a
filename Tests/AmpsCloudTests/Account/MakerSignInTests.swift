import AlexaProtocol
import AmpsCloud
import DeviceCloud
import LoopbackClouds
import LoopbackServer
import TestSupport
import Testing

/// UNSUPPORTED_AUTH_PATH for one end user is a matter of that user; for all users of a maker it raises an alarm.
@Suite(.serialized) struct MakerSignInTests {
    private static let code = "UNSUPPORTED_AUTH_PATH"

    /// Two end users; each has a battery of the same maker, and the first also a charger of another maker.
    private static func run(
        users: [String?] = ["user-1", "user-2"], _ body: (AmpsHome) async throws -> Void
    ) async throws {
        try await AmpsHome.run(users: users) { home in
            var battery = FakeAmpsDevice.battery("battery-2")
            battery.owner = "user-2"
            home.fake.add(battery)
            #expect(await home.discover().endpoints.contains("amps:battery-2"))
            try await body(home)
        }
    }

    private static func refused(
        _ home: AmpsHome, _ device: String, _ code: String = code, asAction: Bool = false, messageId: String
    ) async {
        if asAction {
            home.fake.actionsEnd([.fail(code)])
        } else {
            home.fake.answer("battery.command", [FakeAmps.refusal(code)])
        }
        let reply = await home.send(.mode("charge", device, messageId: messageId))
        #expect(reply.verdict == "ErrorResponse PARTNER_APPLICATION_REDIRECTION")
    }

    @Test(arguments: [false, true])
    func allUsersOfAMakerAreAnAlarm(_ asAction: Bool) async throws {
        try await Self.run { home in
            await Self.refused(home, "battery-1", asAction: asAction, messageId: "m-1")
            #expect(home.log.lines("alarm").isEmpty)
            await Self.refused(home, "battery-2", asAction: asAction, messageId: "m-2")
            let alarms = home.log.lines("alarm")
            #expect(alarms.count == 1)
            #expect(alarms.first?.fields["vendor_code"] == Self.code)
            #expect(alarms.first?.fields["rule"] == "amps.UNSUPPORTED_AUTH_PATH")
            #expect(alarms.first?.fields["reason"]?.hasSuffix("every-user-of-maker") == true)
        }
    }

    @Test func oneUserOfSeveralIsNone() async throws {
        try await Self.run { home in
            await Self.refused(home, "battery-1", messageId: "m-1")
            home.clock.pass(.seconds(60))
            await Self.refused(home, "battery-1", messageId: "m-2")
            #expect(home.log.lines("alarm").isEmpty)
        }
    }

    @Test func aMakerWithOneUserIsNone() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            await Self.refused(home, "battery-1", messageId: "m-1")
            #expect(home.log.lines("alarm").isEmpty)
        }
    }

    /// Without `user_id` all devices of the key count as those of one end user.
    @Test func anAccountWithoutAnEndUserIsOne() async throws {
        try await Self.run(users: [nil]) { home in
            await Self.refused(home, "battery-1", messageId: "m-1")
            home.clock.pass(.seconds(60))
            await Self.refused(home, "battery-2", messageId: "m-2")
            #expect(home.log.lines("alarm").isEmpty)
        }
    }

    @Test func aUserWhomTheMakerLetsInAgainEndsIt() async throws {
        try await Self.run { home in
            await Self.refused(home, "battery-1", messageId: "m-1")
            home.clock.pass(.seconds(60))
            #expect(await home.send(.mode("idle", messageId: "m-2")).verdict == "Response")
            await Self.refused(home, "battery-2", messageId: "m-3")
            #expect(home.log.lines("alarm").isEmpty)
        }
    }

    @Test func anotherCodeOfTheAccountIsNone() async throws {
        try await Self.run { home in
            await Self.refused(home, "battery-1", "INVALID_CREDENTIALS", messageId: "m-1")
            await Self.refused(home, "battery-2", "INVALID_CREDENTIALS", messageId: "m-2")
            #expect(home.log.lines("alarm").isEmpty)
        }
    }

    @Test func theOperatorChoosesWhatIsSaidOfAnAccount() async throws {
        var policy = CloudPolicy()
        policy.accountError = .insufficientPermissions
        for (code, error) in [
            (Self.code, "INSUFFICIENT_PERMISSIONS"), ("ACCOUNT_LOCKED", "INSUFFICIENT_PERMISSIONS"),
            ("COMMAND_FAILED", "PARTNER_APPLICATION_REDIRECTION"),
            ("SCHEDULER_FULL", "PARTNER_APPLICATION_REDIRECTION"),
        ] {
            try await AmpsHome.run(policy: policy) { home in
                await home.discover()
                home.fake.answer("battery.command", [FakeAmps.refusal(code)])
                #expect(await home.send(.mode("charge")).verdict == "ErrorResponse \(error)")
            }
        }
    }
}
