import AlexaProtocol
import DeviceCloud
import Testing

@testable import TuyaCloud

/// Curtains and garage doors with all settings of their direction.
struct CoverTests {
    typealias Range = RangeController.Directive
    typealias Mode = ModeController.Directive

    struct Setting: CustomTestStringConvertible {
        let title: String
        let specification: TuyaSpecification
        var quirks: String?
        var backMode: JSONValue = "forward"
        /// The raw value of the open position.
        let open: Int

        var testDescription: String { title }
    }

    static let settings = [
        Setting(title: "0 is open by default", specification: .curtain, open: 0),
        Setting(title: "cl does not obey control_back_mode", specification: .curtain, backMode: "back", open: 0),
        Setting(
            title: "inverted by device", specification: .curtain,
            quirks: #"{"devices": {"dev1": {"invert": ["percent_control"]}}}"#, open: 100),
        Setting(
            title: "inverted by product", specification: .curtain,
            quirks: #"{"products": {"p1": {"invert": ["percent_state"]}}}"#, open: 100),
        Setting(title: "clkg", specification: switchOfCurtain, open: 0),
        Setting(title: "clkg with back", specification: switchOfCurtain, backMode: "back", open: 100),
    ]

    private static let switchOfCurtain = TuyaSpecification.of(
        "clkg",
        [
            "control": .words(["open", "stop", "close"]), "percent_control": .int(0...100),
            "control_back_mode": .words(["forward", "back"]),
        ])

    @Test(arguments: settings) func endsAndMiddleGoBothWays(_ setting: Setting) throws {
        let bench = try DeviceBench(setting.specification, quirks: setting.quirks)
        let base = bench.state(["control_back_mode": setting.backMode])
        for percent in 0...100 {
            let plan = try bench.plan(
                RangeController.self, Range.setRangeValue(Double(percent)), instance: Cover.instance, base)
            let raw = setting.open == 0 ? 100 - percent : percent
            #expect(plan.sent == "percent_control=\(raw)")
            #expect(plan.told == ["Cover.Position rangeValue \(percent)"])
            #expect(bench.report(bench.after(plan, base)) == ["Cover.Position rangeValue \(percent)"])
        }
    }

    @Test func openAndCloseAreTheEnds() throws {
        let capability = try #require(
            DeviceBench(.curtain).endpoints[0].capability(RangeController.namespace, instance: Cover.instance))
        let semantics = Semantics(try #require(capability.semantics))
        #expect(semantics.holds(.closed, at: 0))
        #expect(semantics.holds(.open, at: 100))
        #expect(semantics.actionMappings.map { $0.payload["rangeValue"] } == [0, 100])
    }

    @Test func thePositionIsReadFirstThenTheTarget() throws {
        let bench = try DeviceBench(.curtain)
        #expect(bench.report(["percent_state": 30, "percent_control": 0]) == ["Cover.Position rangeValue 70"])
        #expect(bench.report(["percent_control": 0]) == ["Cover.Position rangeValue 100"])
        #expect(bench.report([:]) == [])
    }

    @Test(arguments: ["b9oa3zocv4qq47iy", "xyakonle1azq2xgn"]) func positionsThatAreAlways0AreNotRead(
        _ product: String
    ) throws {
        let bench = try DeviceBench(.curtain, product: product)
        #expect(bench.report(["percent_state": 0, "percent_control": 60]) == ["Cover.Position rangeValue 40"])
    }

    @Test(arguments: ["cf1sl3tj", "nfq1essvr99qsvvd", "68nvbio9", "csgb8eqhczvjaetl"])
    func shippedInversions(_ product: String) throws {
        let bench = try DeviceBench(.curtain, product: product)
        #expect(bench.report(["percent_state": 30]) == ["Cover.Position rangeValue 30"])
        let taken = try DeviceBench(
            .curtain, product: product, quirks: #"{"products": {"\#(product)": {"invert": []}}}"#)
        #expect(taken.report(["percent_state": 30]) == ["Cover.Position rangeValue 70"])
    }

    @Test func anAdjustmentEndsAtTheEnds() throws {
        let bench = try DeviceBench(.curtain)
        let state = bench.state(["percent_state": 30])
        #expect(
            try bench.plan(
                RangeController.self, Range.adjustRangeValue(delta: 50, isDefault: false), instance: Cover.instance,
                state
            ).sent == "percent_control=0")
        #expect(
            try bench.plan(
                RangeController.self, Range.adjustRangeValue(delta: -1, isDefault: true), instance: Cover.instance,
                state
            ).sent == "percent_control=40")
    }

    struct Words {
        let quirks: String?
        let open: String
        let close: String
    }

    static let words = [
        Words(quirks: nil, open: "FZ", close: "ZZ"),
        Words(quirks: #"{"devices": {"dev1": {"invert": ["mach_operate"]}}}"#, open: "ZZ", close: "FZ"),
        Words(
            quirks: #"{"devices": {"dev1": {"codes": {"mach_operate": {"values": {"ZZ": "open", "FZ": "close"}}}}}}"#,
            open: "ZZ", close: "FZ"),
    ]

    @Test(arguments: words.indices) func machOperateUnderBothSettings(_ index: Int) throws {
        let setting = Self.words[index]
        let bench = try DeviceBench(
            .of("cl", ["mach_operate": .words(["ZZ", "FZ", "STOP"])]), quirks: setting.quirks)
        func sent(_ mode: String) throws -> String {
            try bench.plan(ModeController.self, Mode.setMode(mode), instance: Cover.instance).sent
        }
        #expect(try sent("Position.Open") == "mach_operate=\(setting.open)")
        #expect(try sent("Position.Closed") == "mach_operate=\(setting.close)")
        #expect(try sent("Position.Stop") == "mach_operate=STOP")
        #expect(bench.report(["mach_operate": .string(setting.open)]) == ["Cover.Position mode Position.Open"])
    }

    @Test func situationTellsTheEndsOfACurtainOfWords() throws {
        let bench = try DeviceBench(
            .of(
                "cl", ["control": .words(["open", "close"])],
                status: ["situation_set": .words(["fully_open", "fully_close"])]))
        #expect(
            bench.report(["control": "open", "situation_set": "fully_close"])
                == ["Cover.Position mode Position.Closed"])
    }

    @Test func aSecondGangHasItsOwnPoints() throws {
        let bench = try DeviceBench(
            .of(
                "cl",
                [
                    "control": .words(["open", "close"]), "percent_control": .int(0...100),
                    "control_2": .words(["open", "close"]), "percent_control_2": .int(0...100),
                ]))
        #expect(
            try bench.plan(
                RangeController.self, Range.setRangeValue(100), instance: Cover.instance, id: "tuya:dev1:control_2"
            ).sent == "percent_control_2=0")
    }

    // MARK: Garage doors

    @Test func aGarageDoorThatIsAsAskedIsLeftAlone() throws {
        let bench = try DeviceBench(.of("ckmkzq", ["switch_1": .bool], status: ["doorcontact_state": .bool]))
        let open = Mode.setMode(Cover.open)
        #expect(try bench.needsState(ModeController.self, open, instance: GarageDoor.instance))
        let plan = try bench.plan(
            ModeController.self, open, instance: GarageDoor.instance, bench.state(["doorcontact_state": false]))
        #expect(plan.sent == "switch_1=true")
        #expect(plan.effect == .once)
        let already = try bench.plan(
            ModeController.self, open, instance: GarageDoor.instance, bench.state(["doorcontact_state": true]))
        #expect(already.action == .none)
        #expect(already.told == ["GarageDoor.Position mode Position.Open"])
        #expect(bench.report(["doorcontact_state": true]) == ["GarageDoor.Position mode Position.Open"])
    }

    @Test func garageDoorsOfOneDeviceHaveTheirOwnContacts() throws {
        let bench = try DeviceBench(
            .of(
                "ckmkzq", ["switch_1": .bool, "switch_2": .bool],
                status: ["doorcontact_state": .bool, "doorcontact_state_2": .bool]))
        let state = bench.state(["doorcontact_state": false, "doorcontact_state_2": true])
        #expect(bench.endpoints.map(\.endpointId) == ["tuya:dev1", "tuya:dev1:switch_2"])
        #expect(bench.report(state) == ["GarageDoor.Position mode Position.Closed"])
        #expect(bench.report(state, of: "tuya:dev1:switch_2") == ["GarageDoor.Position mode Position.Open"])
    }
}
