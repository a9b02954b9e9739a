import AlexaProtocol
import Testing

/// Thermostats in Amazon's capability evaluation, and by the interface's page: sequences of our own,
/// each with the state in the last Response and in the report after it.
@Suite("Thermostats as Amazon evaluates them")
struct ThermostatEvaluationTests {
    /// A thermostat.
    enum Kind: String, CaseIterable {
        /// One setpoint, from 10 to 32 °C.
        case single
        /// One setpoint, in Fahrenheit, from 50 to 90 °F.
        case fahrenheit
        /// A lower and an upper setpoint in AUTO, 2 °C apart at least.
        case dual
        /// All three in AUTO.
        case triple
        /// A lower and an upper setpoint only.
        case band
        /// One setpoint, no range, a schedule, modes of version 3.2.
        case scheduled
        /// No modes.
        case plain
        /// An air conditioner with a switch.
        case conditioner

        var capabilities: String {
            func text(_ properties: [String], _ modes: String, schedules: Bool = false) -> String {
                let names = properties.map { #"{"name":"\#($0)"}"# }.joined(separator: ",")
                let configuration =
                    modes.isEmpty
                    ? "" : #","configuration":{"supportedModes":[\#(modes)],"supportsScheduling":\#(schedules)}"#
                return
                    #"{"interface":"Alexa.ThermostatController","version":"3.2","properties":{"supported":[\#(names)],"retrievable":true}\#(configuration)}"#
            }
            let usual = #""HEAT","COOL","AUTO","ECO","OFF""#
            switch self {
            case .single, .fahrenheit: return text(["targetSetpoint", "thermostatMode"], usual)
            case .dual, .triple:
                return text(["targetSetpoint", "lowerSetpoint", "upperSetpoint", "thermostatMode"], usual)
            case .band: return text(["lowerSetpoint", "upperSetpoint", "thermostatMode"], #""AUTO","OFF""#)
            case .scheduled:
                return text(
                    ["targetSetpoint", "thermostatMode"], #""HEAT","EM_HEAT","CUSTOM","ECO","OFF""#, schedules: true)
            case .plain: return text(["targetSetpoint"], "")
            case .conditioner:
                return Device.text("PowerController", "powerState") + ","
                    + text(["targetSetpoint", "thermostatMode"], #""COOL","HEAT","OFF""#)
            }
        }

        var simulation: String {
            func range(_ minimum: Int, _ maximum: Int, _ scale: String) -> String {
                #""temperatureRange":{"minimumValue":{"value":\#(minimum),"scale":"\#(scale)"},"#
                    + #""maximumValue":{"value":\#(maximum),"scale":"\#(scale)"}}"#
            }
            let delta = #""minimumSetpointDelta":{"value":2,"scale":"CELSIUS"}"#
            switch self {
            case .single: return "{\(range(10, 32, "CELSIUS"))}"
            case .fahrenheit: return "{\(range(50, 90, "FAHRENHEIT"))}"
            case .dual, .band: return #"{\#(range(10, 32, "CELSIUS")),\#(delta),"tripleSetpoints":false}"#
            case .triple: return #"{\#(range(10, 32, "CELSIUS")),\#(delta),"tripleSetpoints":true}"#
            case .scheduled, .plain, .conditioner: return "{}"
            }
        }
    }

    /// A directive in short form: `21.5C` sets the target, `18C..24C` the band, `18C` `<` `21C` `<` `24C` all three, `18C..` and
    /// `..24C` one end, `+2C` adjusts, `HEAT` is a mode, `21C@` sets the target for some hours, `resume`, `on`, `off`. After a
    /// `!` follows the expected error.
    private static func send(_ word: Substring, to thermostat: Device) async throws -> Device.Reply {
        func set(_ payload: JSONValue) async throws -> Device.Reply {
            try await thermostat.ask("ThermostatController.SetTargetTemperature", payload)
        }
        func ends(_ separator: Character) -> [String] {
            word.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }
        if word == "on" { return try await thermostat.ask("PowerController.TurnOn") }
        if word == "off" { return try await thermostat.ask("PowerController.TurnOff") }
        if word == "resume" { return try await thermostat.ask("ThermostatController.ResumeSchedule") }
        if word.hasPrefix("+") || word.hasPrefix("-") {
            let difference = word.hasPrefix("+") ? word.dropFirst() : word
            return try await thermostat.ask(
                "ThermostatController.AdjustTargetTemperature", ["targetSetpointDelta": degrees(String(difference))])
        }
        if word.hasSuffix("@") {
            let schedule: JSONValue = ["start": "2026-01-01T08:00:00Z", "duration": "PT4H"]
            return try await set(["targetSetpoint": degrees(String(word.dropLast())), "schedule": schedule])
        }
        if word.contains("<") {
            let parts = ends("<")
            return try await set([
                "lowerSetpoint": degrees(parts[0]), "targetSetpoint": degrees(parts[1]),
                "upperSetpoint": degrees(parts[2]),
            ])
        }
        if let dots = word.firstRange(of: "..") {
            var payload = JSONObject()
            if dots.lowerBound > word.startIndex {
                payload["lowerSetpoint"] = degrees(String(word[..<dots.lowerBound]))
            }
            if dots.upperBound < word.endIndex { payload["upperSetpoint"] = degrees(String(word[dots.upperBound...])) }
            return try await set(.object(payload))
        }
        if word.first?.isNumber == true { return try await set(["targetSetpoint": degrees(String(word))]) }
        var mode: JSONObject = ["value": .string(String(word))]
        if word == "CUSTOM" { mode["customName"] = "DRY" }
        return try await thermostat.ask("ThermostatController.SetThermostatMode", ["thermostatMode": .object(mode)])
    }

    @Test(
        arguments: [
            // One setpoint.
            (.single, "21C", "targetSetpoint=21C thermostatMode=HEAT"),
            (.single, "21.5C", "targetSetpoint=21.5C thermostatMode=HEAT"),
            (.single, "21.55C", "targetSetpoint=21.55C thermostatMode=HEAT"),
            (.single, "70F", "targetSetpoint=70F thermostatMode=HEAT"),
            (.single, "69.5F", "targetSetpoint=69.5F thermostatMode=HEAT"),
            (.single, "294.15K", "targetSetpoint=294.15K thermostatMode=HEAT"),
            (.single, "10C", "targetSetpoint=10C thermostatMode=HEAT"),
            (.single, "32C", "targetSetpoint=32C thermostatMode=HEAT"),
            (.single, "50F", "targetSetpoint=50F thermostatMode=HEAT"),
            (.single, "283.15K", "targetSetpoint=283.15K thermostatMode=HEAT"),
            (.single, "21C 9.5C!TEMPERATURE_VALUE_OUT_OF_RANGE", "targetSetpoint=21C thermostatMode=HEAT"),
            (.single, "21C 32.5C!TEMPERATURE_VALUE_OUT_OF_RANGE", "targetSetpoint=21C thermostatMode=HEAT"),
            (.single, "21C 90F!TEMPERATURE_VALUE_OUT_OF_RANGE", "targetSetpoint=21C thermostatMode=HEAT"),
            (.single, "21C 280K!TEMPERATURE_VALUE_OUT_OF_RANGE", "targetSetpoint=21C thermostatMode=HEAT"),
            (.single, "21C 400C!TEMPERATURE_VALUE_OUT_OF_RANGE", "targetSetpoint=21C thermostatMode=HEAT"),
            (.fahrenheit, "72F", "targetSetpoint=72F thermostatMode=HEAT"),
            (.fahrenheit, "22C", "targetSetpoint=22C thermostatMode=HEAT"),
            (.fahrenheit, "72F 91F!TEMPERATURE_VALUE_OUT_OF_RANGE", "targetSetpoint=72F thermostatMode=HEAT"),
            (.fahrenheit, "72F 9C!TEMPERATURE_VALUE_OUT_OF_RANGE", "targetSetpoint=72F thermostatMode=HEAT"),
            (.plain, "19C", "targetSetpoint=19C"), (.plain, "19C +2C", "targetSetpoint=21C"),
            (.plain, "19C HEAT!UNSUPPORTED_THERMOSTAT_MODE", "targetSetpoint=19C"),
            // Setpoints that some room thermostats have, for a thermostat whose home file sets no range.
            (.scheduled, "4C", "targetSetpoint=4C thermostatMode=HEAT"),
            (.scheduled, "38C", "targetSetpoint=38C thermostatMode=HEAT"),
            (.scheduled, "40F", "targetSetpoint=40F thermostatMode=HEAT"),
            (.scheduled, "100F", "targetSetpoint=100F thermostatMode=HEAT"),
            (.scheduled, "280K", "targetSetpoint=280K thermostatMode=HEAT"),
            // Adjusting.
            (.single, "21C +2C", "targetSetpoint=23C thermostatMode=HEAT"),
            (.single, "21C -2C", "targetSetpoint=19C thermostatMode=HEAT"),
            (.single, "21C +0.5C", "targetSetpoint=21.5C thermostatMode=HEAT"),
            (.single, "21C -0C", "targetSetpoint=21C thermostatMode=HEAT"),
            (.single, "20C +9F", "targetSetpoint=25C thermostatMode=HEAT"),
            (.single, "20C +2K", "targetSetpoint=22C thermostatMode=HEAT"),
            (.single, "68F +2C", "targetSetpoint=71.6F thermostatMode=HEAT"),
            (.single, "294.15K -1C", "targetSetpoint=293.15K thermostatMode=HEAT"),
            (.single, "31C +2C!TEMPERATURE_VALUE_OUT_OF_RANGE", "targetSetpoint=31C thermostatMode=HEAT"),
            (.single, "11C -2C!TEMPERATURE_VALUE_OUT_OF_RANGE", "targetSetpoint=11C thermostatMode=HEAT"),
            (.single, "30C +2C", "targetSetpoint=32C thermostatMode=HEAT"),
            (.fahrenheit, "70F +6F", "targetSetpoint=76F thermostatMode=HEAT"),
            (.fahrenheit, "70F -6F", "targetSetpoint=64F thermostatMode=HEAT"),
            (.scheduled, "36C -6C", "targetSetpoint=30C thermostatMode=HEAT"),
            (.conditioner, "on COOL 36C -6C", "powerState=ON targetSetpoint=30C thermostatMode=COOL"),
            // Modes.
            (.single, "HEAT", "targetSetpoint=20C thermostatMode=HEAT"),
            (.single, "COOL", "targetSetpoint=24C thermostatMode=COOL"),
            (.single, "AUTO", "targetSetpoint=21C thermostatMode=AUTO"),
            (.single, "ECO", "targetSetpoint=17C thermostatMode=ECO"), (.single, "OFF", "thermostatMode=OFF"),
            (.single, "OFF OFF", "thermostatMode=OFF"),
            (.single, "HEAT 22C COOL 26C HEAT", "targetSetpoint=22C thermostatMode=HEAT"),
            (.single, "22C OFF HEAT", "targetSetpoint=22C thermostatMode=HEAT"),
            (.single, "ECO 18.5C", "targetSetpoint=18.5C thermostatMode=ECO"),
            (.single, "EM_HEAT!UNSUPPORTED_THERMOSTAT_MODE", "targetSetpoint=20C thermostatMode=HEAT"),
            (.single, "CUSTOM!UNSUPPORTED_THERMOSTAT_MODE", "targetSetpoint=20C thermostatMode=HEAT"),
            (.single, "COOL DRY!UNSUPPORTED_THERMOSTAT_MODE", "targetSetpoint=24C thermostatMode=COOL"),
            (.scheduled, "EM_HEAT", "targetSetpoint=20C thermostatMode=EM_HEAT"),
            (.scheduled, "EM_HEAT 23C +1C", "targetSetpoint=24C thermostatMode=EM_HEAT"),
            (.scheduled, "CUSTOM", "targetSetpoint=21C thermostatMode=CUSTOM"),
            (.scheduled, "CUSTOM 25C HEAT CUSTOM", "targetSetpoint=25C thermostatMode=CUSTOM"),
            (.scheduled, "COOL!UNSUPPORTED_THERMOSTAT_MODE", "targetSetpoint=20C thermostatMode=HEAT"),
            // Off.
            (.single, "OFF 21C!THERMOSTAT_IS_OFF", "thermostatMode=OFF"),
            (.single, "OFF +1C!THERMOSTAT_IS_OFF", "thermostatMode=OFF"),
            (.dual, "OFF 18C..22C!THERMOSTAT_IS_OFF", "thermostatMode=OFF"),
            (.conditioner, "on COOL 22C off", "powerState=OFF thermostatMode=OFF"),
            (.conditioner, "on COOL 22C off on", "powerState=ON targetSetpoint=22C thermostatMode=COOL"),
            (.conditioner, "on COOL 22C off 23C!THERMOSTAT_IS_OFF", "powerState=OFF thermostatMode=OFF"),
            (.conditioner, "off HEAT", "powerState=ON targetSetpoint=20C thermostatMode=HEAT"),
            (.conditioner, "on OFF", "powerState=OFF thermostatMode=OFF"),
            // Two setpoints.
            (.dual, "18C..22C", "lowerSetpoint=18C thermostatMode=AUTO upperSetpoint=22C"),
            (.dual, "64F..72F", "lowerSetpoint=64F thermostatMode=AUTO upperSetpoint=72F"),
            (.dual, "18.5C..22.5C", "lowerSetpoint=18.5C thermostatMode=AUTO upperSetpoint=22.5C"),
            (.dual, "291.15K..297.15K", "lowerSetpoint=291.15K thermostatMode=AUTO upperSetpoint=297.15K"),
            (.dual, "18C..24C 20C..", "lowerSetpoint=20C thermostatMode=AUTO upperSetpoint=24C"),
            (.dual, "18C..24C ..21C", "lowerSetpoint=18C thermostatMode=AUTO upperSetpoint=21C"),
            (.dual, "18C..20C", "lowerSetpoint=18C thermostatMode=AUTO upperSetpoint=20C"),
            (
                .dual, "18C..22C 20C..21C!REQUESTED_SETPOINTS_TOO_CLOSE",
                "lowerSetpoint=18C thermostatMode=AUTO upperSetpoint=22C"
            ),
            (
                .dual, "18C..22C 23C..19C!REQUESTED_SETPOINTS_TOO_CLOSE",
                "lowerSetpoint=18C thermostatMode=AUTO upperSetpoint=22C"
            ),
            (
                .dual, "18C..22C 5C..22C!TEMPERATURE_VALUE_OUT_OF_RANGE",
                "lowerSetpoint=18C thermostatMode=AUTO upperSetpoint=22C"
            ),
            (
                .dual, "18C..22C 18C..33C!TEMPERATURE_VALUE_OUT_OF_RANGE",
                "lowerSetpoint=18C thermostatMode=AUTO upperSetpoint=22C"
            ),
            (.dual, "18C..22C 23C", "lowerSetpoint=21C thermostatMode=AUTO upperSetpoint=25C"),
            (.dual, "18C..22C +2C", "lowerSetpoint=20C thermostatMode=AUTO upperSetpoint=24C"),
            (.dual, "64F..72F +2C", "lowerSetpoint=67.6F thermostatMode=AUTO upperSetpoint=75.6F"),
            (
                .dual, "26C..31C +2C!TEMPERATURE_VALUE_OUT_OF_RANGE",
                "lowerSetpoint=26C thermostatMode=AUTO upperSetpoint=31C"
            ),
            (.dual, "HEAT 18C..22C!DUAL_SETPOINTS_UNSUPPORTED", "targetSetpoint=20C thermostatMode=HEAT"),
            (.dual, "COOL 18C..!DUAL_SETPOINTS_UNSUPPORTED", "targetSetpoint=24C thermostatMode=COOL"),
            (
                .dual, "18C<20C<22C!TRIPLE_SETPOINTS_UNSUPPORTED",
                "lowerSetpoint=19C thermostatMode=AUTO upperSetpoint=24C"
            ),
            (.dual, "18C..22C HEAT 21C AUTO", "lowerSetpoint=18C thermostatMode=AUTO upperSetpoint=22C"),
            (.single, "18C..22C!DUAL_SETPOINTS_UNSUPPORTED", "targetSetpoint=20C thermostatMode=HEAT"),
            (.single, "AUTO 18C..22C!DUAL_SETPOINTS_UNSUPPORTED", "targetSetpoint=21C thermostatMode=AUTO"),
            (.single, "18C<20C<22C!TRIPLE_SETPOINTS_UNSUPPORTED", "targetSetpoint=20C thermostatMode=HEAT"),
            (.band, "17C..23C", "lowerSetpoint=17C thermostatMode=AUTO upperSetpoint=23C"),
            (.band, "17C..23C -1C", "lowerSetpoint=16C thermostatMode=AUTO upperSetpoint=22C"),
            (.band, "17C..23C 21C", "lowerSetpoint=18C thermostatMode=AUTO upperSetpoint=24C"),
            // Three setpoints.
            (
                .triple, "18C<20C<22C",
                "lowerSetpoint=18C targetSetpoint=20C thermostatMode=AUTO upperSetpoint=22C"
            ),
            (
                .triple, "64F<68.5F<72F",
                "lowerSetpoint=64F targetSetpoint=68.5F thermostatMode=AUTO upperSetpoint=72F"
            ),
            (
                .triple, "18C<20C<22C 18C<25C<22C!INVALID_VALUE",
                "lowerSetpoint=18C targetSetpoint=20C thermostatMode=AUTO upperSetpoint=22C"
            ),
            (
                .triple, "18C<20C<22C 21C<21.5C<22C!REQUESTED_SETPOINTS_TOO_CLOSE",
                "lowerSetpoint=18C targetSetpoint=20C thermostatMode=AUTO upperSetpoint=22C"
            ),
            (
                .triple, "18C<20C<22C +1C",
                "lowerSetpoint=18C targetSetpoint=21C thermostatMode=AUTO upperSetpoint=22C"
            ),
            (
                .triple, "HEAT 18C<20C<22C!TRIPLE_SETPOINTS_UNSUPPORTED", "targetSetpoint=20C thermostatMode=HEAT"
            ),
            // Schedules.
            (.scheduled, "22C@", "targetSetpoint=22C thermostatMode=HEAT"),
            (.scheduled, "22C@ resume", "targetSetpoint=22C thermostatMode=HEAT"),
            (.scheduled, "resume", "targetSetpoint=20C thermostatMode=HEAT"),
            (.scheduled, "ECO resume", "targetSetpoint=17C thermostatMode=ECO"),
            (.single, "22C resume!INVALID_DIRECTIVE", "targetSetpoint=22C thermostatMode=HEAT"),
            (.single, "22C 33C@!TEMPERATURE_VALUE_OUT_OF_RANGE", "targetSetpoint=22C thermostatMode=HEAT"),
        ] as [(Kind, String, String)])
    func sequence(_ kind: Kind, _ directives: String, _ expected: String) async throws {
        let thermostat = try Device(reading: kind.capabilities, simulation: kind.simulation)
        var last = try await thermostat.report()
        for word in directives.split(separator: " ") {
            let parts = word.split(separator: "!")
            let reply = try await Self.send(parts[0], to: thermostat)
            let report = try await thermostat.report()
            if parts.count > 1 {
                #expect(reply.name == parts[1], "\(word)")
                #expect(report == last, "\(word)")
            } else {
                #expect(reply.kind == "Alexa Response", "\(word)")
                #expect(report == reply.summary, "\(word)")
            }
            last = report
        }
        #expect(last == expected)
    }

    /// The payload fields of the errors, in the customer's scale.
    @Test(
        arguments: [
            (
                .single, "33C", "Alexa TEMPERATURE_VALUE_OUT_OF_RANGE",
                #""validRange":{"minimumValue":{"value":10,"scale":"CELSIUS"},"maximumValue":{"value":32,"scale":"CELSIUS"}}"#
            ),
            (
                .single, "95F", "Alexa TEMPERATURE_VALUE_OUT_OF_RANGE",
                #""validRange":{"minimumValue":{"value":50,"scale":"FAHRENHEIT"},"maximumValue":{"value":89.6,"scale":"FAHRENHEIT"}}"#
            ),
            (
                .single, "400K", "Alexa TEMPERATURE_VALUE_OUT_OF_RANGE",
                #""validRange":{"minimumValue":{"value":283.15,"scale":"KELVIN"},"maximumValue":{"value":305.15,"scale":"KELVIN"}}"#
            ),
            (
                .single, "+30F", "Alexa TEMPERATURE_VALUE_OUT_OF_RANGE",
                #""validRange":{"minimumValue":{"value":50,"scale":"FAHRENHEIT"},"maximumValue":{"value":89.6,"scale":"FAHRENHEIT"}}"#
            ),
            (
                .dual, "20C..21C", "Alexa.ThermostatController REQUESTED_SETPOINTS_TOO_CLOSE",
                #""minimumTemperatureDelta":{"value":2,"scale":"CELSIUS"}"#
            ),
            (
                .dual, "68F..70F", "Alexa.ThermostatController REQUESTED_SETPOINTS_TOO_CLOSE",
                #""minimumTemperatureDelta":{"value":3.6,"scale":"FAHRENHEIT"}"#
            ),
            (.single, "DRY", "Alexa.ThermostatController UNSUPPORTED_THERMOSTAT_MODE", ""),
        ] as [(Kind, String, String, String)])
    func fields(_ kind: Kind, _ directive: String, _ error: String, _ fields: String) async throws {
        let thermostat = try Device(reading: kind.capabilities, simulation: kind.simulation)
        let reply = try await Self.send(directive[...], to: thermostat)
        #expect(reply.kind == error)
        let told = JSONObject(members: reply.payload.members.filter { !["type", "message"].contains($0.key) })
        #expect(JSONValue.object(told).text == "{\(fields)}")
    }
}
