import AlexaProtocol
import TestSupport
import Testing

@testable import AmpsCloud

/// For any description of a device, the declared capabilities keep Alexa's rules, and the reported values fit them.
struct HostileDeviceTests {
    private struct Maker {
        var random: SplitMix64

        mutating func one<Value>(_ values: [Value]) -> Value { values[Int(random.next() % UInt64(values.count))] }
        mutating func may() -> Bool { random.next() % 3 != 0 }

        mutating func number() -> JSONValue {
            one([
                .number(Double(random.next() % 10_000) / 100), 0, -1, 100, 1e300, -1e300, 0.000_1, "50", .null,
                .bool(true),
                [], [:],
            ])
        }

        mutating func bounds() -> JSONValue {
            var bounds: JSONObject = [:]
            if may() {
                bounds["unit"] = .string(one(["percent", "kw", "celsius", "fahrenheit", "watts", "amps", "furlongs"]))
            }
            if may() { bounds["min"] = may() ? 10 : number() }
            if may() { bounds["max"] = may() ? 35 : number() }
            if may() { bounds["value"] = number() }
            if may() { bounds["readOnly"] = .bool(may()) }
            return may() ? .object(bounds) : number()
        }

        mutating func device() -> JSONValue {
            var commands: JSONObject = [:]
            for name in [
                "charge", "discharge", "idle", "auto.balanced", "auto.reserve", "heat", "cool", "auto",
                "follow_schedule",
            ]
            where may() {
                var command: JSONObject = [:]
                if may() {
                    command["parameters"] = [
                        "target": bounds(), "heatSetpoint": bounds(), "coolSetpoint": bounds(), "power": bounds(),
                    ]
                }
                if may() { command["execution"] = one([["immediate"], ["windowed"], [], "immediate"]) }
                commands[name] = may() ? .object(command) : number()
            }
            var settings: JSONObject = [:]
            for name in [
                "discharge_floor", "max_charge_rate", "timer", "volume", "battery_level", "charging", "ä", "a b", "_",
                "a_b", "aB",
            ]
            where may() { settings[name] = bounds() }
            var state: JSONObject = [:]
            for name in [
                "level", "currentPower", "temperature", "heatSetpoint", "coolSetpoint", "energyTotal", "isCharging",
                "isConnected", "producing", "active", "status", "mode", "currentMode",
            ] where may() {
                state[name] =
                    may() ? number() : .string(one(["charging", "idle", "heat", "AUTO", "off", "", "auto.balanced"]))
            }
            return [
                "id": "device-1", "vendor": may() ? "maker" : number(), "name": may() ? "Device (1) \\ 🙂" : number(),
                "metadata": may() ? ["model": "M", "source": "cache"] : number(), "commands": .object(commands),
                "settings": .object(settings), "state": .object(state),
                "sync": may() ? ["available": true, "lastPulledAt": "2026-01-02T03:04:05.000Z"] : number(),
                "lastAction": may() ? ["id": "a", "command": "charge", "parameters": ["target": bounds()]] : number(),
            ]
        }
    }

    @Test(arguments: AmpsFamily.allCases) func allThatIsDeclaredKeepsTheRules(_ family: AmpsFamily) throws {
        var maker = Maker(random: SplitMix64())
        for _ in 0..<400 * TestSize.factor {
            let json = maker.device()
            let device = try #require(AmpsDevice(json, family))
            let endpoint = try #require(device.endpoint(called: device.spokenName, account: "a", isReadOnly: false))
            let verdict = DiscoveryRules.check([endpoint])
            let bad = verdict.findings.filter { $0.rule.severity != .poor }
            #expect(bad.isEmpty, "seed \(maker.random.seed): \(bad.map { ($0.rule.id, $0.problem) }) \(json.text)")
            for value in device.values {
                let capability = endpoint.capability(value.namespace, instance: value.instance)
                let problem = capability.flatMap { capability in
                    InterfaceCatalog.interface(value.namespace)?.problem(
                        with: value.value, of: value.name, in: capability)
                }
                #expect(problem == nil, "seed \(maker.random.seed): \(value.value.text) \(problem ?? "") \(json.text)")
            }
        }
    }

    @Test(arguments: ["", "{}", "[]", "null", #"{"id":""}"#, #"{"id":7.5}"#, #"{"id":true}"#, #"{"items":[]}"#])
    func whatHasNoIdIsNoDevice(_ text: String) {
        #expect(AmpsDevice(JSONDocument(parsing: Array(text.utf8)).value, .battery) == nil)
    }
}
