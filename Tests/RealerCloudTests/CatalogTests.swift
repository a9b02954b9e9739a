import AlexaProtocol
import LoopbackClouds
import LoopbackServer
import RealerCloud
import TestSupport
import Testing

/// The mapping of Realer's catalogues to Alexa's endpoints.
struct CatalogTests {
    /// The endpoints of commands and sensors, and the findings of the rules.
    private static func discover(
        _ commands: [JSONObject], _ sensors: [JSONObject] = [], edition: FakeRealer.Edition = .newest
    ) async throws -> [JSONObject] {
        var endpoints: [JSONObject] = []
        try await Realer.run(change: { server in
            server.setCatalog(commands: commands, sensors: sensors)
            server.speak(edition)
        }) { realer in
            endpoints = await realer.answer(Realer.discover).endpoints
            let verdict = DiscoveryRules.check(try await realer.cloud.discover(realer.call()))
            #expect(verdict.findings.filter { $0.rule.severity != .poor }.isEmpty)
            #expect(verdict.endpoints.count == endpoints.count)
        }
        return endpoints
    }

    private static func interfaces(_ endpoint: JSONObject) -> [String] {
        (endpoint["capabilities"]?.array ?? []).compactMap { $0.object?["interface"]?.string }
            .map { $0.replacing("Alexa.", with: "") }.filter { !["Alexa", "EndpointHealth"].contains($0) }
    }

    /// `minimum maximum precision` of the endpoint's range controller.
    private static func range(_ endpoint: JSONObject?) -> [Double?]? {
        let capability = (endpoint?["capabilities"]?.array ?? []).compactMap(\.object)
            .first { $0["interface"]?.string == "Alexa.RangeController" }
        guard let range = capability?["configuration"]?.object?["supportedRange"]?.object else { return nil }
        return [range["minimumValue"]?.number, range["maximumValue"]?.number, range["precision"]?.number]
    }

    @Test(arguments: FakeRealer.Edition.allCases)
    func theSampleCatalogue(_ edition: FakeRealer.Edition) async throws {
        try await Realer.run(change: { $0.speak(edition) }) { realer in
            let endpoints = await realer.answer(Realer.discover).endpoints
            let device = "realer:\(FakeRealer.deviceId):"
            #expect(
                endpoints.compactMap { $0["endpointId"]?.string } == [
                    device + "cmd_pump", device + "cmd_dimmer", device + "cmd_valve", device + "sns_boiler",
                ])
            #expect(
                endpoints.compactMap { $0["friendlyName"]?.string } == [
                    "Garden pump", "Workshop dimmer", "Valve 7", "Boiler",
                ])
            #expect(
                endpoints.map(Self.interfaces) == [
                    ["PowerController"], ["RangeController"], ["RangeController"], ["TemperatureSensor"],
                ])
            #expect(Self.range(endpoints[1]) == [0, 100, 1])
            #expect(Self.range(endpoints[2]) == [0, 4, 0.5])
            #expect(realer.log.lines("not_offered").map { $0.fields["item"] } == ["sns_mute"])
            // A second discovery: the same result, and no repeated log lines.
            #expect(await realer.answer(Realer.discover).endpoints == endpoints)
            #expect(realer.log.lines("not_offered").count == 1)
            #expect(realer.server.reports.isEmpty)
        }
    }

    @Test func oneBadItemCostsOnlyItself() async throws {
        let endpoints = try await Self.discover(
            [
                ["id": "cmd_a", "error": ["type": "not_representable"]],
                ["id": "cmd_b", "kind": "relay", "value_type": "NumericRange", "value": "1.0"],
                ["kind": "relay"], ["id": "cmd_c", "value_type": "Colour", "kind": "strip"], ["id": ""],
            ],
            [
                ["id": "sns_a", "kind": "hygrometer", "value": "40.0"], ["id": "sns_b", "error": "not representable"],
                ["id": "sns_c", "kind": "thermistor", "value": "warm"],
            ])
        #expect(endpoints.compactMap { $0["endpointId"]?.string } == ["realer:\(FakeRealer.deviceId):cmd_b"])
    }

    @Test func idsThatAreNumbersAreReportedAsNumbers() async throws {
        try await Realer.run(change: { server in
            server.speak(.oldest)
            server.setCatalog(
                commands: [["id": 17, "kind": "relay", "value": 0, "value_type": "NumericRange", "pin_port": 2]],
                sensors: [["id": 17, "kind": "thermistor", "qc": "fahrenheit_temperature", "value": 70.5]])
        }) { realer in
            let endpoints = await realer.answer(Realer.discover).endpoints.compactMap { $0["endpointId"]?.string }
            let device = "realer:\(FakeRealer.deviceId):"
            #expect(endpoints == [device + "17", device + "sensor:17"])
            #expect(await realer.answer(Realer.turn(true, device + "17")).description == "Response")
            let body = try #require(realer.server.calls(.feedData).first?.body)
            #expect(String(decoding: body, as: UTF8.self).contains(#""command_id":17,"#))
            let report = await realer.answer(Realer.report(device + "sensor:17"))
            #expect(report.state["TemperatureSensor"] == ["value": 70.5, "scale": "FAHRENHEIT"])
        }
    }

    static let relays: [(name: String, members: JSONObject, interface: String)] = [
        ("no bounds", [:], "PowerController"), ("0 to 1", ["min": "0", "max": "1"], "PowerController"),
        ("0 to 1 by 1", ["minimum": 0, "maximum": 1, "step": 1], "PowerController"),
        ("0 to 255 by 255", ["min": 0, "max": 255, "step": 255], "PowerController"),
        ("two values", ["values": ["0.0", "1.0"]], "PowerController"),
        ("0 to 2", ["min": 0, "max": 2], "RangeController"),
        ("0 to 1 by 0.1", ["min": "0", "max": "1", "step": "0.1"], "RangeController"),
        ("three values", ["values": [0, 1, 2]], "RangeController"),
        ("0 to 100", ["range": [0, 100]], "RangeController"),
    ]

    @Test(arguments: relays)
    func aRelayIsPowerUnlessItHasMoreThanTwoValues(
        _ test: (name: String, members: JSONObject, interface: String)
    ) async throws {
        var relay: JSONObject = ["id": "cmd_1", "kind": "relay", "value": "1.0", "value_type": "NumericRange"]
        relay.members += test.members.members
        let endpoints = try await Self.discover([relay])
        #expect(endpoints.map(Self.interfaces) == [[test.interface]])
    }

    static let bounds: [(name: String, members: JSONObject, range: [Double])] = [
        ("none", [:], [0, 100, 1]),
        ("min, max", ["min": "-5.0", "max": "5.0"], [-5, 5, 1]),
        ("minimum, maximum, step", ["minimum": 0, "maximum": 10, "step": 0.5], [0, 10, 0.5]),
        ("min_value, max_value", ["min_value": 1, "max_value": 9], [1, 9, 1]),
        (
            "minimum_value, maximum_value, precision", ["minimum_value": 0, "maximum_value": 4, "precision": "2"],
            [0, 4, 2]
        ),
        ("minValue, maxValue, increment", ["minValue": 0, "maxValue": 50, "increment": 5], [0, 50, 5]),
        ("value_min, value_max", ["value_min": "0", "value_max": "30"], [0, 30, 1]),
        ("range_min, range_max", ["range_min": 2, "range_max": 8], [2, 8, 1]),
        ("lower_bound, upper_bound", ["lower_bound": 0, "upper_bound": 3], [0, 3, 1]),
        ("from, to", ["from": 10, "to": 20], [10, 20, 1]),
        ("an object range", ["range": ["min": 0, "max": 7, "step": 7]], [0, 7, 7]),
        ("an object value_range", ["value_range": ["minimum": 0, "maximum": 12]], [0, 12, 1]),
        ("an object limits, step beside it", ["limits": ["low": 0, "high": 2], "step": 0.25], [0, 2, 0.25]),
        ("in options", ["options": ["range": ["from": 0, "to": 6]]], [0, 6, 1]),
        ("an array", ["range": ["0.0", "40.0"]], [0, 40, 1]),
        ("a text with two dots", ["range": "0..80"], [0, 80, 1]),
        ("a text with three dots", ["numeric_range": "0.0...1.0", "step": "0.1"], [0, 1, 0.1]),
        ("a text with a hyphen", ["range": "-20-20"], [-20, 20, 1]),
        ("a text in brackets", ["range": "[5, 25]"], [5, 25, 1]),
        ("a list of values", ["allowed_values": ["10", "20", "30"]], [10, 30, 10]),
        ("0 to 1 without a step", ["min": 0, "max": 0.5], [0, 0.5, 0.5]),
        ("upside down", ["min": 10, "max": 0], [0, 100, 1]),
        ("one value", ["min": 4, "max": 4], [0, 100, 1]),
        ("words", ["min": "low", "max": "high"], [0, 100, 1]),
        ("a step larger than the range", ["min": 0, "max": 5, "step": 10], [0, 5, 1]),
        ("a step of 0", ["min": 0, "max": 5, "step": 0], [0, 5, 1]),
        ("not a number", ["min": "nan", "max": "inf"], [0, 100, 1]),
    ]

    @Test(arguments: bounds)
    func boundsInAnySpelling(_ test: (name: String, members: JSONObject, range: [Double])) async throws {
        var command: JSONObject = ["id": "cmd_1", "kind": "valve", "value": "4.0", "value_type": "NumericRange"]
        command.members += test.members.members
        let endpoints = try await Self.discover([command])
        #expect(Self.range(endpoints.first) == test.range)
    }

    static let sensors: [(name: String, members: JSONObject, value: JSONValue?)] = [
        ("celsius", ["qc": "celsius_temperature", "value": "21.5"], ["value": 21.5, "scale": "CELSIUS"]),
        ("by its unit", ["mu": "degree_fahrenheit:0", "value": 70], ["value": 70, "scale": "FAHRENHEIT"]),
        ("kelvin", ["qc": "temperature", "mu": "kelvin:0", "value": "290"], ["value": 290, "scale": "KELVIN"]),
        ("a last report", ["last_feed": ["value": "-3.0"]], ["value": -3, "scale": "CELSIUS"]),
        ("another name", ["current_value": "5.0"], ["value": 5, "scale": "CELSIUS"]),
        ("no value", [:], nil), ("null", ["value": .null], nil), ("no number", ["value": "open"], nil),
    ]

    @Test(arguments: sensors)
    func aThermistorIsOfferedOnlyWithAValue(_ test: (name: String, members: JSONObject, value: JSONValue?)) async throws
    {
        var sensor: JSONObject = ["id": "sns_boiler", "kind": "thermistor"]
        sensor.members += test.members.members
        try await Realer.run(change: { $0.setCatalog(commands: [], sensors: [sensor]) }) { realer in
            #expect(await realer.answer(Realer.discover).endpoints.count == (test.value == nil ? 0 : 1))
            if let value = test.value {
                #expect(await realer.answer(Realer.report(Realer.boiler)).state["TemperatureSensor"] == value)
            }
        }
    }

    @Test func namesCanBeSpokenAndTold() async throws {
        let endpoints = try await Self.discover([
            ["id": "cmd_1", "kind": "relay", "name": "Pump #1 (garden)"],
            ["id": "cmd_2", "kind": "relay", "name": "pump 1 garden"],
            ["id": "cmd_3", "kind": "relay", "name": "!!"], ["id": "cmd_4", "kind": "relay", "pin_port": "9"],
            ["id": "cmd_5", "kind": "relay", "name": .string(String(repeating: "lamp ", count: 60))],
            ["id": "cmd_6", "kind": "relay", "label": "Müllers Küche"],
        ])
        let names = endpoints.compactMap { $0["friendlyName"]?.string }
        #expect(
            names.prefix(4) == ["Pump 1 garden", "pump 1 garden 2", "Relay cmd3", "Relay 9"])
        #expect(names[4].count <= 100 && names[5] == "Müllers Küche")
    }

    @Test func theCatalogueIsReadAgainOnlyWhenItsRevisionChanges() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            _ = await realer.answer(Realer.discover)
            #expect(realer.server.calls(.bootstrap).count == 2)
            #expect(realer.server.calls(.commands).count == 1 && realer.server.calls(.sensors).count == 1)
            realer.server.remove("cmd_valve")
            #expect(await realer.answer(Realer.discover).endpoints.count == 3)
            #expect(realer.server.calls(.commands).count == 2)
        }
    }

    @Test func withoutBootstrapTheCatalogueIsReadEachTime() async throws {
        try await Realer.run(change: { $0.speak(.middle) }) { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.remove("cmd_valve")
            #expect(await realer.answer(Realer.discover).endpoints.count == 3)
            #expect(realer.server.calls(.bootstrap).count == 1)
        }
    }

    @Test func aRefusedValueMakesTheDescriptionBeReadAgain() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.answer(.feedData, [.realer(4022, .newest)])
            _ = await realer.answer(Realer.set(70))
            #expect(realer.server.calls(.command).isEmpty)
            _ = await realer.answer(Realer.set(70, message: "m-2"))
            #expect(realer.server.calls(.command).count == 1)
        }
    }
}
