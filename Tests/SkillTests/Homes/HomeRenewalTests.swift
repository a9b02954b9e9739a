import AlexaProtocol
import EventGateway
import Skill
import Synchronization
import Testing
import Timing

/// Renewal of stored homes: by a look-up, and in the background of a deferred answer.
@Suite(.timeLimit(.minutes(1))) struct HomeRenewalTests {
    private typealias CountingCloud = KnownHomesTests.CountingCloud

    private func ids(_ store: MemoryHomeStore) -> [String] {
        let homes = store.homes(of: .household, before: Deadline(in: .seconds(1), .live))
        return homes.flatMap { home in
            (JSONDocument(parsing: home.endpoints).value?.array ?? []).compactMap {
                $0.object?["endpointId"]?.string
            }
        }.sorted()
    }

    /// An endpoint that the stored home lacks is looked up at once and added to the stored home.
    @Test func anUnknownEndpointIsAddedToTheStoredHome() async throws {
        let store = MemoryHomeStore()
        let time = ManualTime()
        let skill = Skill([CountingCloud(["a"])], homes: store, time: time)
        _ = await skill.answer(KnownHomesTests.discover)
        await skill.finishDeferred()
        time.pass(.seconds(60))
        let cloud = CountingCloud(["a", "b"])
        let next = Skill([cloud], homes: store, time: time)
        #expect(await next.answer(KnownHomesTests.turnOn("b")).verdict == "Alexa.Response")
        await next.finishDeferred()
        #expect(cloud.lookups.withLock(\.self) == ["b"])
        #expect(cloud.lists.withLock(\.self) == 0)
        #expect(ids(store) == ["a", "b"])
        let third = CountingCloud(["a", "b"])
        #expect(
            await Skill([third], homes: store, time: time).answer(KnownHomesTests.turnOn("b")).verdict
                == "Alexa.Response")
        #expect(third.lookups.withLock(\.self) == [])
    }

    /// A look-up does not overwrite a list that another process has stored since.
    @Test func aNewerListIsNotOverwritten() async throws {
        let store = MemoryHomeStore()
        let time = ManualTime()
        let skill = Skill([CountingCloud(["a"])], homes: store, time: time)
        _ = await skill.answer(KnownHomesTests.discover)
        await skill.finishDeferred()
        let old = Skill([CountingCloud(["a", "b"])], homes: store, time: time)
        #expect(await old.answer(KnownHomesTests.turnOn("a")).verdict == "Alexa.Response")
        time.pass(.seconds(60))
        let newer = Skill([CountingCloud(["c"])], homes: store, time: time)
        _ = await newer.answer(KnownHomesTests.discover)
        await newer.finishDeferred()
        #expect(await old.answer(KnownHomesTests.turnOn("b")).verdict == "Alexa.Response")
        await old.finishDeferred()
        #expect(ids(store) == ["c"])
    }

    /// A look-up without a stored home: the cloud is listed after the answer.
    @Test func withoutAStoredHomeALookUpMakesOne() async throws {
        let store = MemoryHomeStore()
        let cloud = CountingCloud(["a", "b"])
        let skill = Skill([cloud], homes: store)
        #expect(await skill.answer(KnownHomesTests.turnOn("a")).verdict == "Alexa.Response")
        await skill.finishDeferred()
        #expect(cloud.lists.withLock(\.self) == 1)
        #expect(ids(store) == ["a", "b"])
        #expect(await skill.answer(KnownHomesTests.turnOn("b")).verdict == "Alexa.Response")
        await skill.finishDeferred()
        #expect(cloud.lists.withLock(\.self) == 1)
        #expect(cloud.lookups.withLock(\.self) == ["a"])
    }

    /// An endpoint that its cloud reports as gone is removed from the stored home.
    @Test func anEndpointThatIsGoneLeavesTheStoredHome() async throws {
        let store = MemoryHomeStore()
        let time = ManualTime()
        let cloud = CountingCloud(["a", "b"])
        let skill = Skill([cloud], homes: store, time: time)
        _ = await skill.answer(KnownHomesTests.discover)
        await skill.finishDeferred()
        cloud.endpoints.withLock { endpoints in _ = endpoints.removeLast() }
        time.pass(.seconds(3601))
        #expect(await skill.answer(KnownHomesTests.turnOn("b")).verdict == "Alexa.ErrorResponse NO_SUCH_ENDPOINT")
        await skill.finishDeferred()
        #expect(ids(store) == ["a"])
    }

    /// During deferred work a list older than twelve hours is renewed; a younger one is not.
    @Test(arguments: [(11, 1), (13, 2)]) func aDeferredAnswerRenewsAnOldHome(hours: Int, lists: Int) async throws {
        let store = MemoryHomeStore()
        let time = ManualTime()
        var policy = Deferral.Policy()
        policy.after = .zero
        policy.slowInterfaces = [PowerController.namespace]
        let promises = MemoryPromises()
        let deferral = Deferral(
            Promises(promises, environment: time.environment) { _, _ throws(StoreFailure) in true }, policy: policy)
        let cloud = CountingCloud(["a"])
        let skill = Skill([cloud], homes: store, deferral: deferral, time: time)
        _ = await skill.answer(KnownHomesTests.discover)
        await skill.finishDeferred()
        cloud.endpoints.withLock { $0.append(StubCloud.endpoint("new", [Capability(PowerController.self)])) }
        time.pass(.seconds(hours * 3600))
        #expect(await skill.answer(KnownHomesTests.turnOn("a")).verdict == "Alexa.DeferredResponse")
        await skill.finishDeferred()
        #expect(cloud.lists.withLock(\.self) == lists)
        #expect(ids(store) == (lists == 2 ? ["a", "new"] : ["a"]))
    }
}
