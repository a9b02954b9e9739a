import AlexaProtocol
import Testing

private let thermostat = "Alexa.ThermostatController"
private let all = ["targetSetpoint", "lowerSetpoint", "upperSetpoint", "thermostatMode"]
private let one = ["targetSetpoint", "thermostatMode"]
private let modes: JSONObject = ["supportedModes": ["HEAT", "COOL", "AUTO", "ECO", "OFF"]]

/// A thermostat of these properties; `state` is `mode target lower upper`, `-` for a missing one.
private func device(
    _ properties: [String], _ configuration: JSONObject? = modes, state: String? = nil, traits: JSONObject = [:]
) throws -> Device {
    let words = (state ?? "").split(separator: " ").map(String.init)
    let items: [JSONValue?] = zip(["thermostatMode", "targetSetpoint", "lowerSetpoint", "upperSetpoint"], words).map {
        $1 == "-" ? .none : Device.state(thermostat, $0, $0 == "thermostatMode" ? .string($1) : degrees($1))
    }
    return try Device(
        [Device.capability(thermostat, properties, configuration: configuration)], state: items.compactMap(\.self),
        simulation: traits)
}

/// A payload from `target=21C lower=19C`, a mode from `HEAT`.
private func payload(_ text: String) -> JSONValue {
    JSONValue.object(
        JSONObject(
            text.split(separator: " ").map { part in
                let pair = part.split(separator: "=").map(String.init)
                return pair.count == 2
                    ? (pair[0] == "delta" ? "targetSetpointDelta" : "\(pair[0])Setpoint", degrees(pair[1]))
                    : ("thermostatMode", ["value": .string(pair[0])])
            }))
}

extension Device {
    /// The directive that fits the payload: `delta=1C`, `HEAT`, `target=20C`.
    fileprivate func apply(_ text: String) async throws -> Reply {
        let name =
            text.hasPrefix("delta")
            ? "AdjustTargetTemperature" : text.contains("=") ? "SetTargetTemperature" : "SetThermostatMode"
        return try await ask(thermostat, name, payload(text))
    }
}

@Suite("A thermostat") struct ThermostatTests {
    @Test(
        "starts with what its home file says, and sensibly where that says nothing",
        arguments: [
            (all, nil, "lowerSetpoint=19C targetSetpoint=21C thermostatMode=AUTO upperSetpoint=24C"),
            (
                ["lowerSetpoint", "upperSetpoint", "thermostatMode"], nil,
                "lowerSetpoint=19C thermostatMode=AUTO upperSetpoint=24C"
            ),
            (one, nil, "targetSetpoint=20C thermostatMode=HEAT"),
            (["targetSetpoint"], nil, "targetSetpoint=21C"),
            (all, "COOL 70F - -", "targetSetpoint=70F thermostatMode=COOL"),
            (all, "COOL 70F 60F 80F", "lowerSetpoint=60F targetSetpoint=70F thermostatMode=COOL upperSetpoint=80F"),
            (all, "AUTO - 68F -", "lowerSetpoint=68F thermostatMode=AUTO upperSetpoint=77F"),
            (all, "- 22C", "targetSetpoint=22C thermostatMode=HEAT"),
            (all, "- - 19C 23C", "lowerSetpoint=19C thermostatMode=AUTO upperSetpoint=23C"),
            (one, "OFF 16C", "thermostatMode=OFF"),
            (one, "heat 20C", "targetSetpoint=20C thermostatMode=HEAT"),
            (["targetSetpoint"], "- 104F", "targetSetpoint=104F"),
            (one, "HEAT 295.15K", "targetSetpoint=295.15K thermostatMode=HEAT"),
        ] as [([String], String?, String)])
    func starts(properties: [String], state: String?, expected: String) async throws {
        #expect(try await device(properties, state: state).report() == expected)
    }

    @Test(
        "sets, moves and changes mode",
        arguments: [
            (one, "HEAT 20C", ["target=22.5C"], "targetSetpoint=22.5C thermostatMode=HEAT"),
            // In the customer's scale.
            (one, "HEAT 20C", ["target=72F"], "targetSetpoint=72F thermostatMode=HEAT"),
            (one, "HEAT 20C", ["target=295.15K"], "targetSetpoint=295.15K thermostatMode=HEAT"),
            (one, "HEAT 20C", ["target=72F", "delta=1C"], "targetSetpoint=73.8F thermostatMode=HEAT"),
            (one, "HEAT 20C", ["delta=1.8F"], "targetSetpoint=21C thermostatMode=HEAT"),
            (one, "HEAT 20C", ["delta=-2K"], "targetSetpoint=18C thermostatMode=HEAT"),
            (all, "AUTO - 68F 75F", ["lower=66F upper=76F"], "lowerSetpoint=66F thermostatMode=AUTO upperSetpoint=76F"),
            (all, "AUTO - 68F 75F", ["lower=20C upper=77F"], "lowerSetpoint=68F thermostatMode=AUTO upperSetpoint=77F"),
            (all, "AUTO - 68F 75F", ["lower=70F"], "lowerSetpoint=70F thermostatMode=AUTO upperSetpoint=75F"),
            (all, "AUTO - 68F 75F", ["upper=80F"], "lowerSetpoint=68F thermostatMode=AUTO upperSetpoint=80F"),
            (all, "AUTO - 68F 75F", ["delta=2F"], "lowerSetpoint=70F thermostatMode=AUTO upperSetpoint=77F"),
            (all, "AUTO - 68F 75F", ["target=72F"], "lowerSetpoint=68.5F thermostatMode=AUTO upperSetpoint=75.5F"),
            (
                all, "AUTO 21C 18C 25C", ["target=22C"],
                "lowerSetpoint=18C targetSetpoint=22C thermostatMode=AUTO upperSetpoint=25C"
            ),
            (
                all, "AUTO 21C 18C 25C", ["target=27C"],
                "lowerSetpoint=18C targetSetpoint=27C thermostatMode=AUTO upperSetpoint=27C"
            ),
            (
                all, "AUTO 21C 18C 25C", ["delta=-4C"],
                "lowerSetpoint=17C targetSetpoint=17C thermostatMode=AUTO upperSetpoint=25C"
            ),
            (
                all, "AUTO 21C 18C 25C", ["lower=22C upper=26C"],
                "lowerSetpoint=22C targetSetpoint=22C thermostatMode=AUTO upperSetpoint=26C"
            ),
            (
                all, "COOL 70F 60F 80F", ["target=70F lower=293.15K upper=30C"],
                "lowerSetpoint=68F targetSetpoint=70F thermostatMode=COOL upperSetpoint=86F"
            ),
            (all, "COOL 24C", ["AUTO"], "lowerSetpoint=19C thermostatMode=AUTO upperSetpoint=24C"),
            (all, "HEAT 20C", ["target=22C", "COOL", "target=25C", "HEAT"], "targetSetpoint=22C thermostatMode=HEAT"),
            (all, "HEAT 20C", ["COOL"], "targetSetpoint=24C thermostatMode=COOL"),
            (all, "HEAT 70F", ["ECO"], "targetSetpoint=63F thermostatMode=ECO"),
            (all, "HEAT 20C", ["OFF"], "thermostatMode=OFF"),
            (all, "HEAT 21C", ["OFF", "HEAT"], "targetSetpoint=21C thermostatMode=HEAT"),
            (one, "OFF 16C", ["OFF"], "thermostatMode=OFF"),
            (one, "OFF 16C", ["HEAT"], "targetSetpoint=16C thermostatMode=HEAT"),
            (all, "OFF 16C", ["AUTO"], "lowerSetpoint=19C thermostatMode=AUTO upperSetpoint=24C"),
        ] as [([String], String, [String], String)])
    func does(properties: [String], state: String, directives: [String], expected: String) async throws {
        let device = try device(properties, state: state)
        for directive in directives {
            let reply = try await device.apply(directive)
            #expect(reply.name == "Response", "\(directive): \(reply.payload)")
        }
        #expect(try await device.report() == expected)
    }

    @Test(
        "refuses what its mode or its range does not allow, and changes nothing",
        arguments: [
            (one, "OFF -", "target=20C", "THERMOSTAT_IS_OFF"),
            (one, "OFF -", "delta=1C", "THERMOSTAT_IS_OFF"),
            (one, "HEAT 20C", "lower=19C upper=23C", "DUAL_SETPOINTS_UNSUPPORTED"),
            (one, "HEAT 20C", "target=20C lower=19C upper=23C", "TRIPLE_SETPOINTS_UNSUPPORTED"),
            (all, "COOL 24C", "lower=19C", "DUAL_SETPOINTS_UNSUPPORTED"),
            (all, "COOL 24C", "target=22C lower=19C upper=23C", "TRIPLE_SETPOINTS_UNSUPPORTED"),
            (all, "AUTO - 18C 25C", "target=22C lower=19C upper=24C", "TRIPLE_SETPOINTS_UNSUPPORTED"),
            (all, "AUTO - 18C 25C", "lower=22C upper=22.5C", "REQUESTED_SETPOINTS_TOO_CLOSE"),
            (all, "AUTO - 18C 25C", "lower=24C upper=20C", "REQUESTED_SETPOINTS_TOO_CLOSE"),
            (all, "AUTO - 18C 25C", "upper=18.5C", "REQUESTED_SETPOINTS_TOO_CLOSE"),
            (all, "AUTO 21C 18C 25C", "target=26C lower=19C upper=24C", "INVALID_VALUE"),
            (all, "AUTO - 18C 25C", "delta=14C", "TEMPERATURE_VALUE_OUT_OF_RANGE"),
            (all, "AUTO - 18C 25C", "target=37C", "TEMPERATURE_VALUE_OUT_OF_RANGE"),
            (one, "HEAT 20C", "target=3.9C", "TEMPERATURE_VALUE_OUT_OF_RANGE"),
            (one, "HEAT 20C", "delta=18.1C", "TEMPERATURE_VALUE_OUT_OF_RANGE"),
            (one, "HEAT 20C", "delta=1e308F", "TEMPERATURE_VALUE_OUT_OF_RANGE"),
            (one, "HEAT 20C", "CUSTOM", "UNSUPPORTED_THERMOSTAT_MODE"),
            (one, "HEAT 20C", "heat", "UNSUPPORTED_THERMOSTAT_MODE"),
        ])
    func refuses(properties: [String], state: String, directive: String, error: String) async throws {
        let device = try device(properties, state: state)
        let before = try await device.report()
        #expect(try await device.apply(directive).name == error)
        #expect(try await device.report() == before)
    }

    @Test(
        "tells its range in the customer's scale",
        arguments: [
            ("target=31C", "10C", "30C"), ("target=90F", "50F", "86F"), ("target=280K", "283.15K", "303.15K"),
            ("delta=40F", "50F", "86F"),
        ])
    func range(directive: String, minimum: String, maximum: String) async throws {
        let range: JSONValue = ["minimumValue": degrees("10C"), "maximumValue": degrees("30C")]
        let device = try device(one, state: "HEAT 20C", traits: ["temperatureRange": range])
        let reply = try await device.apply(directive)
        let told = try #require(reply.payload["validRange"]?.object)
        #expect([told["minimumValue"], told["maximumValue"]].map { text($0 ?? .null) } == [minimum, maximum])
        #expect(reply.namespace == "Alexa")
    }

    @Test("tells how far apart setpoints must be in the customer's scale, as a difference")
    func distance() async throws {
        let device = try device(all, state: "AUTO - 68F 75F", traits: ["minimumSetpointDelta": degrees("4F")])
        let reply = try await device.apply("lower=21C upper=22C")
        #expect(reply.namespace == thermostat)
        #expect(text(reply.payload["minimumTemperatureDelta"] ?? .null) == "2.22C")
        #expect(try await device.apply("lower=70F upper=74F").name == "Response")
    }

    @Test("takes and reports the modes that it declares, and no other one")
    func declaredModes() async throws {
        let declared: JSONObject = ["supportedModes": ["HEAT", "EM_HEAT", "CUSTOM", "DRY", "OFF"]]
        let device = try device(one, declared, state: "HEAT 20C")
        #expect(try await device.apply("EM_HEAT").summary == "targetSetpoint=20C thermostatMode=EM_HEAT")
        #expect(try await device.report() == "targetSetpoint=20C thermostatMode=EM_HEAT")
        let custom: JSONValue = ["thermostatMode": ["value": "CUSTOM", "customName": "DEHUMIDIFY"]]
        let reply = try await device.ask(thermostat, "SetThermostatMode", custom)
        #expect(reply.summary == "targetSetpoint=21C thermostatMode=CUSTOM")
        // Alexa has no such mode, so discovery does not declare it either.
        #expect(try await device.apply("DRY").name == "UNSUPPORTED_THERMOSTAT_MODE")
        #expect(try await device.apply("COOL").name == "UNSUPPORTED_THERMOSTAT_MODE")
        #expect(try await device.apply("HEAT").summary == "targetSetpoint=20C thermostatMode=HEAT")
    }

    @Test("takes the standard modes if it declares a mode but not which, and none if it has none")
    func undeclaredModes() async throws {
        #expect(try await device(one, nil).apply("ECO").name == "Response")
        #expect(try await device(one, nil).apply("CUSTOM").name == "UNSUPPORTED_THERMOSTAT_MODE")
        #expect(try await device(["targetSetpoint"], nil).apply("HEAT").name == "UNSUPPORTED_THERMOSTAT_MODE")
    }

    @Test("resumes its schedule unless it says that it has none", arguments: [true, false, nil] as [Bool?])
    func schedule(isSupported: Bool?) async throws {
        let configuration: JSONObject = isSupported.map { ["supportsScheduling": .bool($0)] } ?? [:]
        let reply = try await device(one, configuration).ask(thermostat, "ResumeSchedule")
        #expect(reply.name == (isSupported == false ? "INVALID_DIRECTIVE" : "Response"))
    }

    @Test("survives recordings that declare nothing, or keep odd values")
    func oddRecordings() async throws {
        let bare = try Device([["interface": .string(thermostat)]])
        #expect(try await bare.apply("lower=19C upper=23C").name == "Response")
        let odd = try Device(
            [Device.capability(thermostat, all, configuration: ["supportedModes": [["value": "HEAT"], 7]])],
            state: [
                Device.state(thermostat, "thermostatMode", ["value": "HEAT"])
            ])
        #expect(try await odd.report() == "targetSetpoint=20C thermostatMode=HEAT")
        #expect(try await odd.apply("target=21C").summary == "targetSetpoint=21C thermostatMode=HEAT")
    }
}

@Suite("Sensors and thermostat parts") struct SensorTests {
    @Test(
        "report something sensible, or what the home file says",
        arguments: [
            ("Alexa.TemperatureSensor", "temperature", .none, "20C"),
            ("Alexa.TemperatureSensor", "temperature", degrees("451F"), "451F"),
            ("Alexa.HumiditySensor", "relativeHumidity", .none, "45"),
            ("Alexa.HumiditySensor", "relativeHumidity", 46.5, "46.5"),
            ("Alexa.ContactSensor", "detectionState", .none, "NOT_DETECTED"),
            ("Alexa.MotionSensor", "detectionState", "DETECTED", "DETECTED"),
            ("Alexa.ThermostatController.HVAC.Components", "fanOperation", .none, "OFF"),
            ("Alexa.ThermostatController.HVAC.Components", "auxiliaryHeaterOperation", "ON", "ON"),
            ("Alexa.ThermostatController.Schedule", "scheduleEnabled", .none, "false"),
            ("Alexa.ThermostatController.Schedule", "adaptiveRecoveryEnabled", true, "true"),
            ("Alexa.ThermostatController.Configuration", "temperatureScale", "FAHRENHEIT", "FAHRENHEIT"),
            ("Alexa.Cooking.TemperatureSensor", "cookingTemperature", degrees("350F"), "350F"),
            ("Alexa.Cooking.FoodTemperatureSensor", "foodTemperature", .none, "20C"),
        ] as [(String, String, JSONValue?, String?)])
    func report(interface: String, property: String, value: JSONValue?, expected: String?) async throws {
        let device = try Device(
            [Device.capability(interface, [property])],
            state: value.map { [Device.state(interface, property, $0)] } ?? [])
        #expect(try await device.report() == expected.map { "\(property)=\($0)" } ?? "")
        #expect(try await device.ask(interface, "TurnOn").name == "INVALID_DIRECTIVE")
    }

    /// A state report has the properties that the version of EndpointHealth has and discovery declares, and always connectivity.
    @Test(
        arguments: [
            ("3", [], "connectivity"), ("3.1", [], "connectivity"),
            // Discovery raises the version to one that has the property.
            ("3.1", ["battery"], "battery connectivity"),
            ("3.2", [], "connectivity"), ("3.2", ["battery"], "battery connectivity"),
            ("3.3", ["battery"], "battery connectivity"),
        ] as [(String, [String], String)])
    func health(version: String, more: [String], reported: String) async throws {
        let names = (["connectivity"] + more).map { JSONValue.object(["name": .string($0)]) }
        let sensor = try Device(
            [
                [
                    "interface": "Alexa.EndpointHealth", "version": .string(version),
                    "properties": ["supported": .array(names), "retrievable": true],
                ]
            ],
            state: [
                Device.state(
                    "Alexa.EndpointHealth", "battery",
                    ["health": ["state": "WARNING", "reasons": ["LOW_CHARGE"]], "levelPercentage": 12.4])
            ])
        let state = try await sensor.state()
        #expect(state.members.map(\.key).sorted().joined(separator: " ") == reported)
        #expect(state["battery"]?.object?["levelPercentage"] == (more.isEmpty ? nil : 12))
    }
}
