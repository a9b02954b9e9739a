import AlexaProtocol
import Testing

@testable import TuyaCloud

/// A device of each category, and its endpoints.
struct CategoryTests {
    struct Device: CustomTestStringConvertible {
        let title: String
        let specification: TuyaSpecification
        var allowsRemoteUnlock: Bool?
        let expected: String

        init(_ title: String, _ specification: TuyaSpecification, unlock: Bool? = nil, _ expected: String) {
            self.title = title
            self.specification = specification
            allowsRemoteUnlock = unlock
            self.expected = expected
        }

        var testDescription: String { title }
    }

    @Test(arguments: golden) func becomesTheseEndpoints(_ device: Device) throws {
        let bench = try DeviceBench(device.specification, allowsRemoteUnlock: device.allowsRemoteUnlock)
        #expect(bench.endpoints.map(\.readable).joined(separator: "\n") == device.expected)
        #expect(bench.lines.all == [])
    }

    @Test(arguments: golden) func keepsTheRules(_ device: Device) throws {
        let bench = try DeviceBench(device.specification, allowsRemoteUnlock: device.allowsRemoteUnlock)
        let verdict = DiscoveryRules.check(bench.endpoints)
        #expect(verdict.endpoints.count == bench.endpoints.count)
        #expect(verdict.findings.filter { $0.outcome != .kept }.map(\.message) == [])
        #expect(Lint.refusals(bench.endpoints) == [])
    }

    @Test func everyListedCategoryIsListedOnce() {
        let all = CategoryTable.rows.flatMap(\.categories)
        #expect(all.count == Set(all).count)
    }

    @Test func aDeviceWithoutAnythingUsefulIsLeftOutWithOneLine() throws {
        let bench = try DeviceBench(.of("qt", ["mystery": .bits(["a"])]))
        #expect(bench.endpoints == [])
        #expect(bench.endpoints == [])
        #expect(bench.lines.all == ["device_left_out dev1 qt it has no data point that Alexa can use"])
    }

    @Test func aHiddenDeviceIsLeftOutWithoutALine() throws {
        let bench = try DeviceBench(.colourLamp, quirks: #"{"devices": {"dev1": {"hide": true}}}"#)
        #expect(bench.endpoints == [])
        #expect(bench.lines.all == [])
    }

    @Test(arguments: [
        ("Küche / Licht 💡", "Küche Licht"), ("", "Product"), ("\u{0}\u{7}", "Product"),
        ("Lamp (left) #2!", "Lamp left 2"),
    ]) func namesCanBeSpoken(_ name: String, _ expected: String) throws {
        #expect(try DeviceBench(.whiteLamp, name: name).endpoints.map(\.friendlyName) == [expected])
    }

    @Test func anIdThatAlexaRefusesIsLeftOut() throws {
        let bench = try DeviceBench(.whiteLamp, id: "dev/1")
        #expect(bench.endpoints == [])
        #expect(bench.lines.all == ["device_left_out dev/1 dj Alexa does not take the device's id"])
    }

    @Test func aChangedSpecificationCountsAtOnce() throws {
        var bench = try DeviceBench(.whiteLamp)
        #expect(!bench.endpoints[0].declares(ColorController.namespace))
        bench.appliance.specification = .colourLamp
        #expect(bench.endpoints[0].declares(ColorController.namespace))
    }

    @Test func aSceneCanBeActivated() throws {
        let map = try DeviceBench(.whiteLamp).map
        let scene = TuyaScene(id: "sc1", homeId: "h1", name: "Good night!")
        let endpoint = try #require(map.endpoint(of: scene))
        #expect(endpoint.readable == "tuya:scene:h1:sc1 \"Good night\" SCENE_TRIGGER\n  SceneController")
        #expect(Lint.refusals([endpoint]) == [])
        #expect(TuyaDeviceMap.scene(of: endpoint.endpointId).map { [$0.homeId, $0.sceneId] } == ["h1", "sc1"])
        #expect(TuyaDeviceMap.deviceId(of: endpoint.endpointId) == nil)
        #expect(map.endpoint(of: TuyaScene(id: "sc1", homeId: "h1", name: "Off", isEnabled: false)) == nil)
    }

    @Test func partsBelongToTheirDevice() {
        #expect(TuyaDeviceMap.deviceId(of: "tuya:dev1") == "dev1")
        #expect(TuyaDeviceMap.deviceId(of: "tuya:dev1:switch_2") == "dev1")
        #expect(TuyaDeviceMap.deviceId(of: "amps:dev1") == nil)
        #expect(TuyaDeviceMap.deviceId(of: "tuya:") == nil)
        #expect(TuyaDeviceMap.deviceId(of: "tuya:dev/1") == nil)
    }
}
