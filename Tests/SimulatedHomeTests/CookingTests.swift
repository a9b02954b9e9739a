import AlexaProtocol
import Testing

private let cooking = "Alexa.Cooking"
private let byTime = "Alexa.Cooking.TimeController"
private let byTemperature = "Alexa.Cooking.TemperatureController"
private let byPreset = "Alexa.Cooking.PresetController"
private let byFood = "Alexa.Cooking.FoodTemperatureController"

/// A cooker with all interfaces.
private func cooker(_ configuration: JSONObject? = nil, _ traits: JSONObject = [:]) throws -> Device {
    try Device(
        [
            Device.capability(
                cooking, ["cookingMode", "cookingTimeInterval", "foodItem"], configuration: configuration),
            Device.capability(byTime, ["requestedCookTime", "cookingPowerLevel"]),
            Device.capability(byTemperature, ["targetCookingTemperature", "preheatTimeInterval"]),
            Device.capability(byPreset, ["presetName", "requestedFoodDoneness"]),
            Device.capability(byFood, ["targetFoodTemperature"]),
        ], simulation: traits)
}

@Suite("A cooking appliance") struct CookingTests {
    private static let start = "\"start\":\"2026-01-01T00:00:00Z\""

    @Test(
        "cooks as asked",
        arguments: [
            (
                cooking, "SetCookingMode", ["cookingMode": ["value": "BAKE"]],
                "cookingMode={\"value\":\"BAKE\"} cookingTimeInterval={\(start)}"
            ),
            (
                cooking, "SetCookingMode", ["cookingMode": ["value": "CUSTOM", "customName": "X"]],
                "cookingMode={\"value\":\"CUSTOM\",\"customName\":\"X\"} cookingTimeInterval={\(start)}"
            ),
            (
                byTime, "CookByTime", ["cookTime": "PT90S"],
                "cookingMode={\"value\":\"TIMECOOK\"} "
                    + "cookingTimeInterval={\(start),\"end\":\"2026-01-01T00:01:30Z\",\"duration\":\"PT1M30S\"} requestedCookTime=PT1M30S"
            ),
            (
                byTemperature, "CookByTemperature",
                ["targetCookingTemperature": degrees("350F"), "foodItem": ["foodName": "pie"]],
                "cookingMode={\"value\":\"BAKE\"} cookingTimeInterval={\(start)} foodItem={\"foodName\":\"pie\"} targetCookingTemperature=350F"
            ),
            (
                byPreset, "CookByPreset", ["presetName": "STEAK", "requestedFoodDoneness": "RARE"],
                "cookingMode={\"value\":\"PRESET\"} cookingTimeInterval={\(start)} presetName=STEAK requestedFoodDoneness={\"value\":\"RARE\"}"
            ),
            (
                byFood, "CookByFoodTemperature",
                ["targetFoodTemperature": degrees("60C"), "cookingMode": ["value": "ROAST"]],
                "cookingMode={\"value\":\"ROAST\"} cookingTimeInterval={\(start)} targetFoodTemperature=60C"
            ),
        ] as [(String, String, JSONValue, String)])
    func cooks(interface: String, name: String, payload: JSONValue, expected: String) async throws {
        let reply = try await cooker().ask(interface, name, payload)
        #expect([reply.name, reply.summary] == ["Response", expected])
    }

    @Test("forgets what it cooked before, and everything when it stops")
    func stops() async throws {
        let device = try cooker()
        #expect(try await device.report() == "cookingMode={\"value\":\"OFF\"}")
        try await device.ask(byTemperature, "CookByTemperature", ["targetCookingTemperature": degrees("180C")])
        #expect(
            try await device.ask(byTime, "CookByTime", ["cookTime": "PT1M"]).state["targetCookingTemperature"] == nil)
        let off = try await device.ask(cooking, "SetCookingMode", ["cookingMode": ["value": "OFF"]])
        #expect(off.summary == "cookingMode={\"value\":\"OFF\"}")
    }

    @Test("cooks longer or shorter; nothing left ends it")
    func adjustsTime() async throws {
        let device = try cooker(nil, ["maxCookTime": "PT10M"])
        func adjust(_ delta: JSONValue) async throws -> Device.Reply {
            try await device.ask(byTime, "AdjustCookTime", ["cookTimeDelta": delta])
        }
        #expect(try await adjust("PT1M").name == "NOT_IN_OPERATION")
        try await device.ask(byTime, "CookByTime", ["cookTime": "PT3M"])
        #expect(try await adjust("PT2M").state["requestedCookTime"] == "PT5M")
        let late = try await adjust("-PT4M")
        #expect(late.state["cookingTimeInterval"]?.object?["end"] == "2026-01-01T00:01:00Z")
        let long = try await adjust("PT999999999H")
        #expect([long.namespace, long.name] == [cooking, "COOK_DURATION_TOO_LONG"])
        #expect(long.payload["maxCookTime"] == "PT10M")
        #expect(try await adjust("-PT1M").summary == "cookingMode={\"value\":\"OFF\"}")
    }

    @Test("cooks hotter or colder within its range, told in the customer's scale")
    func adjustsTemperature() async throws {
        let range: JSONValue = ["minimumValue": degrees("50C"), "maximumValue": degrees("250C")]
        let device = try cooker(nil, ["cookingTemperatureRange": range])
        func adjust(_ delta: String, _ name: String = "AdjustCookingTemperature") async throws -> Device.Reply {
            try await device.ask(byTemperature, name, ["targetCookingTemperatureDelta": degrees(delta)])
        }
        #expect(try await adjust("10C").name == "NOT_IN_OPERATION")
        try await device.ask(byTemperature, "CookByTemperature", ["targetCookingTemperature": degrees("180C")])
        #expect(text(try await adjust("-18F").state["targetCookingTemperature"] ?? .null) == "170C")
        #expect(
            text(try await adjust("5C", "AdjustCookTemperature").state["targetCookingTemperature"] ?? .null) == "175C")
        let hot = try await adjust("200F")
        #expect(text(hot.payload["validRange"]?.object?["maximumValue"] ?? .null) == "482F")
        #expect(try await adjust("1e308F").name == "TEMPERATURE_VALUE_OUT_OF_RANGE")
        // The range of cooking temperatures does not apply to food temperatures.
        let food = try await device.ask(byFood, "CookByFoodTemperature", ["targetFoodTemperature": degrees("45C")])
        #expect(food.name == "Response")
    }

    @Test(
        "does not start when it must not, but always stops",
        arguments: [
            (["doorOpen": true], "DOOR_OPEN"), (["doorClosedTooLong": true], "DOOR_CLOSED_TOO_LONG"),
            (["childLock": true], "CHILD_LOCK"), (["preheated": false], "PREHEAT_REQUIRED"),
            (["probe": "missing"], "PROBE_REQUIRED"), (["probe": "inserted"], "REMOVE_PROBE"),
            (["remoteStart": "disabled"], "REMOTE_START_DISABLED"),
            (["remoteStart": "unsupported"], "REMOTE_START_NOT_SUPPORTED"),
        ] as [(JSONObject, String)])
    func refusesToStart(traits: JSONObject, error: String) async throws {
        let device = try cooker(nil, traits)
        let starts: [(String, String, JSONValue)] = [
            (cooking, "SetCookingMode", ["cookingMode": ["value": "BAKE"]]),
            (byTime, "CookByTime", ["cookTime": "PT1M"]),
            (byPreset, "CookByPreset", ["presetName": "P"]),
            (byTemperature, "CookByTemperature", ["targetCookingTemperature": degrees("180C")]),
            (byFood, "CookByFoodTemperature", ["targetFoodTemperature": degrees("60C")]),
        ]
        for (interface, name, payload) in starts {
            let reply = try await device.ask(interface, name, payload)
            #expect([reply.namespace, reply.name] == [cooking, error])
        }
        #expect(try await device.ask(cooking, "SetCookingMode", ["cookingMode": ["value": "OFF"]]).name == "Response")
    }

    @Test("cannot be started from afar if it declares so")
    func declaredRemoteStart() async throws {
        let device = try cooker(["supportsRemoteStart": false])
        #expect(try await device.ask(byTime, "CookByTime", ["cookTime": "PT1M"]).name == "REMOTE_START_NOT_SUPPORTED")
    }

    @Test(
        "refuses values that it does not have",
        arguments: [
            (cooking, "SetCookingMode", ["cookingMode": ["value": "SMOKE"]], "INVALID_VALUE"),
            (byTime, "CookByTime", ["cookTime": "PT1M", "cookingMode": ["value": "SMOKE"]], "INVALID_VALUE"),
            (byTime, "CookByTime", ["cookTime": "PT73H"], "COOK_DURATION_TOO_LONG"),
            (
                byTime, "CookByTime", ["cookTime": "PT1M", "targetCookingTemperature": degrees("400C")],
                "TEMPERATURE_VALUE_OUT_OF_RANGE"
            ),
            (
                byTemperature, "CookByTemperature", ["targetCookingTemperature": degrees("1e300F")],
                "TEMPERATURE_VALUE_OUT_OF_RANGE"
            ),
            (byPreset, "CookByPreset", ["presetName": "SOUP"], "INVALID_VALUE"),
        ] as [(String, String, JSONValue, String)])
    func refuses(interface: String, name: String, payload: JSONValue, error: String) async throws {
        let device = try cooker(["supportedCookingModes": ["BAKE", "OFF"]], ["presets": ["STEAK"]])
        #expect(try await device.ask(interface, name, payload).name == error)
        #expect(try await device.report() == "cookingMode={\"value\":\"OFF\"}")
    }
}
