import AlexaProtocol
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import TestSupport
import Testing

/// One action at a time: a spoken command replaces an earlier spoken one, but never a plan.
@Suite(.serialized) struct ConflictTests {
    private static func strategies(_ home: AmpsHome) -> [String?] {
        home.fake.commands.map { $0.body?.object?["onConflict"]?.string }
    }

    @Test func aSpokenCommandReplacesAnEarlierOne() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.actionsEnd([.hang])
            _ = await home.send(.mode("charge", messageId: "m-1"))
            #expect(await home.send(.mode("idle", messageId: "m-2")).verdict == "Response")
            #expect(Self.strategies(home) == [nil, nil, "cancel_and_replace"])
            // The running action is known from the next read, so no extra request is needed.
            home.fake.actionsEnd([.hang])
            _ = await home.send(.mode("charge", messageId: "m-3"))
            home.clock.pass(.seconds(1000))
            #expect(await home.send(.mode("idle", messageId: "m-4")).verdict == "Response")
            #expect(Self.strategies(home).suffix(2) == [nil, "cancel_and_replace"])
            #expect(home.fake.violations == [])
        }
    }

    private static let conflict = FakeAmps.refusal(
        "CONFLICT",
        details: [
            "reason": "no_strategy_supplied", "conflictingActionIds": ["plan"],
            "strategies": ["cancel_and_replace", "queue_after"],
        ])

    @Test(arguments: [(false, "ErrorResponse ENDPOINT_BUSY", [nil]), (true, "Response", [nil, "cancel_and_replace"])])
    func aPlanIsKeptUnlessTheOperatorSaysOtherwise(
        _ replaces: Bool, _ verdict: String, _ strategies: [String?]
    ) async throws {
        try await AmpsHome.run(replacesSchedules: replaces) { home in
            await home.discover()
            home.fake.plan("discharge", on: "battery-1")
            #expect(await home.send(.mode("charge")).verdict == verdict)
            #expect(Self.strategies(home) == strategies)
        }
    }

    @Test func whatCannotBeReadIsNotReplaced() async throws {
        try await AmpsHome.run { home in
            await home.discover()
            home.fake.answer("battery.command", [Self.conflict])
            #expect(await home.send(.mode("charge")).verdict == "ErrorResponse ENDPOINT_BUSY")
            #expect(Self.strategies(home) == [nil])
        }
    }

    @Test func aDeviceThatDoesNotReplaceIsBusy() async throws {
        try await AmpsHome.run(replacesSchedules: true) { home in
            await home.discover()
            home.fake.answer(
                "battery.command",
                [
                    FakeAmps.refusal(
                        "CONFLICT", details: ["conflictingActionIds": ["plan"], "strategies": ["queue_after"]])
                ])
            #expect(await home.send(.mode("charge")).verdict == "ErrorResponse ENDPOINT_BUSY")
            #expect(Self.strategies(home) == [nil])
        }
    }

    @Test(arguments: [
        (false, ["cancel_and_replace"], "ErrorResponse NOT_SUPPORTED_IN_CURRENT_MODE", 1),
        (true, ["cancel_and_replace"], "Response", 2),
        (true, ["queue_after"], "ErrorResponse NOT_SUPPORTED_IN_CURRENT_MODE", 1),
    ])
    func aScheduleOfTheDeviceIsClearedOnlyIfConfigured(
        _ replaces: Bool, _ strategies: [String], _ verdict: String, _ count: Int
    ) async throws {
        try await AmpsHome.run(replacesSchedules: replaces) { home in
            await home.discover()
            home.fake.answer(
                "battery.command",
                [
                    FakeAmps.refusal(
                        "SCHEDULER_ACTIVE",
                        details: ["recoveryStrategies": .array(strategies.map(JSONValue.string))])
                ])
            #expect(await home.send(.mode("charge")).verdict == verdict)
            #expect(home.fake.commands.count == count)
        }
    }
}
