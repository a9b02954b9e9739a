import AlexaProtocol
import EventGateway
import Foundation
import Logging
import SQLiteStore
import Skill
import Synchronization
import Testing
import Timing

/// Slow clouds, with a store for promises.
@Suite(.timeLimit(.minutes(1))) struct DeferralTests {
    /// A gate that opens once, for all waiters.
    final class Gate: Sendable {
        private let (stream, continuation) = AsyncStream<Void>.makeStream()
        func wait() async { for await _ in stream { return } }
        func open() { continuation.yield() }
        /// Opens for all present and future waiters.
        func openForAll() { continuation.finish() }
    }

    struct Scene {
        let store: SQLiteStore
        let path: String
        let time: ManualTime
        let skill: Skill

        /// The outbox's entries in that state, as JSON.
        func storedEvents(_ state: OutboxEntry.State) async throws -> [JSONObject] {
            try await store.allEntries(state, before: DeferralTests.soon).map { $0.event.json ?? [:] }
        }
    }

    /// Timers of answers: until they are deferred, and where they cannot be. The store gets the remaining two seconds.
    private static let answers: [Duration] = [.seconds(5), .seconds(7)]
    private static let token = Secret("Atza-never-shown")

    private static func run(
        _ cloud: StubCloud, slow: Set<String> = [], hasGrant: Bool = true, limit: Duration = .seconds(60),
        time: ManualTime = ManualTime { answers.contains($0) },
        _ body: (Scene) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "store").path
        let store = try await SQLiteStore.open(at: path, key: .random(), before: Deadline(in: .seconds(60), .live))
        let environment = time.environment
        if hasGrant {
            let now = environment.now()
            _ = try await store.accept(
                Grant(
                    customer: .household, acceptedAt: now, region: .na, accessToken: token, refreshToken: token,
                    obtainedAt: now,
                    expiresAt: now.advanced(by: .seconds(3600))), before: soon)
        }
        var policy = Deferral.Policy()
        policy.slowInterfaces = slow
        policy.interfaces.insert("Alexa.PowerController")
        policy.limit = limit
        let skill = Skill(
            adapters: [cloud], grants: StubGrants(),
            deferral: Deferral(Promises(store, grants: store, environment: environment), policy: policy),
            environment: environment, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        try await body(Scene(store: store, path: path, time: time, skill: skill))
        try await store.close()
    }

    static var soon: Deadline { Deadline(in: .seconds(60), .live) }

    static let turnOn = directive("Alexa.PowerController", "TurnOn")

    @Test func aSlowSuccessFollowsLater() async throws {
        let gate = Gate()
        let cloud = StubCloud(onPerform: { _, call in
            #expect(call.workUntil.timeLeft == .seconds(57))
            await gate.wait()
            return Outcome([PowerController.powerState(true).sampled(at: Timestamp(milliseconds: 0))])
        })
        try await Self.run(cloud) { scene in
            let answer = await scene.skill.answer(Self.turnOn)
            #expect(answer.verdict == "Alexa.DeferredResponse")
            #expect(answer["event"]?.object?["header"]?.object?["correlationToken"] == "token+/==")
            // The promise is on disk before Alexa gets the DeferredResponse: it is sent if this process ends now.
            let promised = try await scene.storedEvents(.promised)
            #expect(promised.map(\.verdict) == ["Alexa.ErrorResponse ENDPOINT_UNREACHABLE"])
            gate.open()
            await scene.skill.finishDeferred()
            let storedEvents = try await scene.storedEvents(.waiting)
            #expect(storedEvents.map(\.verdict) == ["Alexa.Response"])
            #expect(storedEvents.first?.context["powerState"] == "ON")
            let header = storedEvents.first?["event"]?.object?["header"]?.object
            #expect(header?["correlationToken"] == "token+/==")
            #expect(header?["messageId"] == promised.first?["event"]?.object?["header"]?.object?["messageId"])
            #expect(header?["messageId"] != answer["event"]?.object?["header"]?.object?["messageId"])
            let unkept = try await scene.storedEvents(.promised)
            #expect(unkept.isEmpty)
        }
    }

    @Test func aSlowFailureFollowsLater() async throws {
        let gate = Gate()
        let cloud = StubCloud(onPerform: { _, _ throws(AdapterFailure) in
            await gate.wait()
            throw AdapterFailure(AlexaError(.generic(.hardwareMalfunction), "the bolt is jammed"), rule: "stub.fault")
        })
        try await Self.run(cloud) { scene in
            #expect(await scene.skill.answer(Self.turnOn).verdict == "Alexa.DeferredResponse")
            gate.open()
            await scene.skill.finishDeferred()
            let storedEvents = try await scene.storedEvents(.waiting).map(\.verdict)
            #expect(storedEvents == ["Alexa.ErrorResponse HARDWARE_MALFUNCTION"])
        }
    }

    /// ReportState changes nothing physical, so it is never deferred.
    @Test func aSlowStateReportIsAnError() async throws {
        let cloud = StubCloud(onState: { _ in
            await HostileCloudTests.never()
            return DeviceState([])
        })
        try await Self.run(cloud) { scene in
            let answer = await scene.skill.answer(directive("Alexa", "ReportState"))
            #expect(answer.verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
            let promised = try await scene.storedEvents(.promised)
            #expect(promised.isEmpty)
        }
    }

    @Test func workThatNeverEndsIsToldToHaveFailed() async throws {
        let cloud = StubCloud(onPerform: { _, _ in
            await HostileCloudTests.never()
            return Outcome([])
        })
        // The timer of the answer fires first, then that of the work.
        try await Self.run(cloud, time: ManualTime { $0 == .seconds(5) || $0 == .seconds(52) }) { scene in
            #expect(await scene.skill.answer(Self.turnOn).verdict == "Alexa.DeferredResponse")
            await scene.skill.finishDeferred()
            let storedEvents = try await scene.storedEvents(.waiting).map(\.verdict)
            #expect(storedEvents == ["Alexa.ErrorResponse ENDPOINT_UNREACHABLE"])
        }
    }

    @Test func whatComesAfterTheFallbackIsOnItsWayIsNotSent() async throws {
        let gate = Gate()
        let cloud = StubCloud(onPerform: { _, _ in
            await gate.wait()
            return Outcome([])
        })
        try await Self.run(cloud) { scene in
            #expect(await scene.skill.answer(Self.turnOn).verdict == "Alexa.DeferredResponse")
            let later = scene.time.environment.now().advanced(by: .seconds(66))
            let leased = try await scene.store.lease(
                upTo: 9, perCustomer: 9, at: later, until: later.advanced(by: .seconds(60)), before: Self.soon)
            #expect(leased.map { $0.event.json?.verdict } == ["Alexa.ErrorResponse ENDPOINT_UNREACHABLE"])
            gate.open()
            await scene.skill.finishDeferred()
            for entry in leased { try await scene.store.settle(entry, .delivered, at: later, before: Self.soon) }
            let left = try await scene.store.allEntries(nil, before: Self.soon)
            #expect(left.isEmpty)
        }
    }

    @Test func aSlowInterfaceIsNotWaitedFor() async throws {
        let time = ManualTime { _ in false }
        try await Self.run(StubCloud(), slow: ["Alexa.PowerController"], time: time) { scene in
            #expect(await scene.skill.answer(Self.turnOn).verdict == "Alexa.DeferredResponse")
            #expect(scene.time.environment.uptime() == .zero)
            await scene.skill.finishDeferred()
            let storedEvents = try await scene.storedEvents(.waiting).map(\.verdict)
            #expect(storedEvents == ["Alexa.Response"])
            // An answer that needs no device is not deferred.
            #expect(
                await scene.skill.answer(directive("Alexa.PowerController", "TurnOn", endpoint: "nobody")).verdict
                    == "Alexa.ErrorResponse NO_SUCH_ENDPOINT")
            #expect(await scene.skill.answer(directive("Alexa", "ReportState")).verdict == "Alexa.StateReport")
        }
    }

    @Test func whatIsFastIsAnsweredAtOnce() async throws {
        try await Self.run(StubCloud()) { scene in
            #expect(await scene.skill.answer(Self.turnOn).verdict == "Alexa.Response")
            await scene.skill.finishDeferred()
            let left = try await scene.store.allEntries(nil, before: Self.soon)
            #expect(left.isEmpty)
        }
    }

    static let neverPerforms = StubCloud(onPerform: { _, _ in
        await HostileCloudTests.never()
        return Outcome([])
    })

    @Test func withoutAGrantNothingIsDeferred() async throws {
        try await Self.run(Self.neverPerforms, hasGrant: false) { scene in
            #expect(await scene.skill.answer(Self.turnOn).verdict == "Alexa.ErrorResponse ENDPOINT_UNREACHABLE")
            let left = try await scene.store.allEntries(nil, before: Self.soon)
            #expect(left.isEmpty)
        }
    }

    @Test func discoveryAndAuthorizationAreNeverDeferred() async throws {
        let cloud = StubCloud(onDiscover: { _ in
            await HostileCloudTests.never()
            return []
        })
        try await Self.run(cloud, slow: ["Alexa.Discovery", "Alexa.Authorization"]) { scene in
            let scope: JSONValue = ["type": "BearerToken", "token": "t"]
            let discover = directive("Alexa.Discovery", "Discover", endpoint: nil, payload: ["scope": scope])
            #expect(await scene.skill.answer(discover).verdict == "Alexa.Discovery.Discover.Response")
            let grant: JSONValue = [
                "grant": ["type": "OAuth2.AuthorizationCode", "code": "c"], "grantee": scope,
            ]
            let acceptGrant = directive("Alexa.Authorization", "AcceptGrant", endpoint: nil, payload: grant)
            #expect(await scene.skill.answer(acceptGrant).verdict == "Alexa.Authorization.AcceptGrant.Response")
            let left = try await scene.store.allEntries(nil, before: Self.soon)
            #expect(left.isEmpty)
        }
    }
}
