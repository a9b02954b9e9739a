import AlexaProtocol
import DeviceCloud
import TestSupport
import Testing

@testable import TuyaCloud

/// Random specifications, values and directives: nothing crashes, no rule of Alexa's is broken, and nothing outside of the
/// specification is sent. `TEST_SEED` repeats a failure.
struct RandomSpecificationTests {
    @Test func randomSpecificationsKeepTheRulesAndNeverCrash() throws {
        for _ in 0..<150 * TestSize.factor {
            var random = SplitMix64()
            let seed = random.seed
            let bench = try DeviceBench(Self.specification(&random), name: Self.word(&random))
            let endpoints = bench.endpoints
            let verdict = DiscoveryRules.check(endpoints)
            #expect(verdict.endpoints.count == endpoints.count, "TEST_SEED=\(seed)")
            let broken = verdict.findings.filter { $0.outcome != .kept }.map(\.message)
            #expect(broken == [], "TEST_SEED=\(seed)")
            #expect(Lint.refusals(endpoints) == [], "TEST_SEED=\(seed)")
            let codes = (bench.appliance.specification.functions + bench.appliance.specification.status).map(\.code)
            let state = TuyaState(
                codes.map { TuyaPoint($0, Self.value(&random)) }, readAt: DeviceBench.readAt)
            for endpoint in endpoints {
                for property in bench.map.properties(of: endpoint.endpointId, bench.appliance, state) {
                    Self.check(property, of: endpoint, seed)
                }
                for capability in endpoint.capabilities {
                    try Self.direct(capability, of: endpoint, bench, state, &random, seed)
                }
            }
        }
    }

    /// Only values of the right form within the declared range are reported.
    private static func check(_ property: Property, of endpoint: Endpoint, _ seed: UInt64) {
        let state = property.state
        let kind = InterfaceCatalog.interface(state.namespace)?.property(state.name)
        #expect(kind?.shape.normalised(state.value) != nil, "\(state.name) \(state.value.text) TEST_SEED=\(seed)")
        guard let capability = endpoint.capability(state.namespace, instance: state.instance) else {
            Issue.record("\(state.namespace) is not declared, TEST_SEED=\(seed)")
            return
        }
        let problem = InterfaceCatalog.interface(state.namespace)?.problem(
            with: state.value, of: state.name, in: capability)
        #expect(problem == nil, "TEST_SEED=\(seed)")
    }

    /// Every value that is sent is within the specification.
    private static func direct(
        _ capability: Capability, of endpoint: Endpoint, _ bench: DeviceBench, _ state: TuyaState,
        _ random: inout SplitMix64, _ seed: UInt64
    ) throws {
        var payloads: [(any AlexaInterface.Type, any DirectivePayload)] = []
        switch capability.interface {
        case PowerController.namespace: payloads = [(PowerController.self, PowerController.Directive.turnOn)]
        case BrightnessController.namespace:
            payloads = [
                (
                    BrightnessController.self,
                    BrightnessController.Directive.setBrightness(.random(in: 0...100, using: &random))
                ),
                (
                    BrightnessController.self,
                    BrightnessController.Directive.adjustBrightness(delta: .random(in: -100...100, using: &random))
                ),
            ]
        case ColorTemperatureController.namespace:
            payloads = [
                (
                    ColorTemperatureController.self,
                    ColorTemperatureController.Directive.setColorTemperature(
                        kelvin: .random(in: 1000...10_000, using: &random))
                ),
                (ColorTemperatureController.self, ColorTemperatureController.Directive.increaseColorTemperature),
            ]
        case RangeController.namespace:
            let limits = RangeController.SupportedRange(capability)?.limits ?? 0...1
            payloads = [
                (RangeController.self, RangeController.Directive.setRangeValue(.random(in: limits, using: &random))),
                (RangeController.self, RangeController.Directive.adjustRangeValue(delta: 1e15, isDefault: false)),
            ]
        case ModeController.namespace:
            let mode = ModeController.Configuration(capability)?.modes.randomElement(using: &random)?.value ?? ""
            payloads = [
                (ModeController.self, ModeController.Directive.setMode(mode)),
                (ModeController.self, ModeController.Directive.adjustMode(delta: .max)),
                (ModeController.self, ModeController.Directive.adjustMode(delta: .min)),
            ]
        case ThermostatController.namespace:
            payloads = [
                (
                    ThermostatController.self,
                    ThermostatController.Directive.adjustTargetTemperature(
                        delta: Temperature(.random(in: -99...99, using: &random), .fahrenheit))
                ),
                (ThermostatController.self, ThermostatController.Directive.setThermostatMode("HEAT", customName: nil)),
            ]
        default: break
        }
        for (interface, payload) in payloads {
            let plan: TuyaPlan
            do {
                plan = try bench.plan(interface, payload, instance: capability.instance, state, id: endpoint.endpointId)
            } catch is Missing {
                throw Missing(what: "TEST_SEED=\(seed)")
            } catch {
                continue
            }
            guard case .points(let commands) = plan.action else { continue }
            let functions = bench.appliance.specification.functions
            for command in commands {
                #expect(functions.contains { $0.code == command.code }, "\(command.code) TEST_SEED=\(seed)")
                let declared = functions.last { $0.code == command.code }.flatMap { IntegerType($0.values) }
                if let declared, let number = command.value.number {
                    #expect(declared.contains(number), "\(command) TEST_SEED=\(seed)")
                }
            }
        }
    }

    private static let codes: [String] = {
        let rows = CategoryTable.rows + [CategoryTable.unknown]
        let functions = rows.flatMap(\.parts).flatMap(\.functions) + CategoryTable.common
        return Set(functions.flatMap(codes)).sorted() + [
            "battery_percentage", "battery_state", "fault", "temp_unit_convert",
        ]
    }()

    private static func codes(_ row: FunctionRow) -> [String] {
        switch row {
        case .power(let codes), .temperature(let codes, _), .humidity(let codes), .contact(let codes),
            .motion(let codes):
            codes
        case .lamp(let lamp):
            lamp.brightness + lamp.temperature + lamp.colour + lamp.mode + [lamp.lowest, lamp.highest]
        case .cover(let cover): cover.target + cover.positions + cover.control + cover.situation
        case .garage(let garage): garage.motor + garage.contact
        case .thermostat(let row): row.power + row.mode + row.setpoint + row.sensor
        case .lock: ["lock_motor_state"]
        case .range(let row), .speed(let row): row.codes
        case .mode(let row): row.codes
        case .toggle(let row): row.codes
        }
    }

    private static func specification(_ random: inout SplitMix64) -> TuyaSpecification {
        let categories = CategoryTable.rows.flatMap(\.categories) + ["", "zzz"]
        func points(_ random: inout SplitMix64) -> [TuyaSpecification.Point] {
            (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in
                let code = codes.randomElement(using: &random) ?? "switch"
                return TuyaSpecification.Point(point(&random).json(code))
            }
        }
        var specification = TuyaSpecification(category: categories.randomElement(using: &random) ?? "")
        specification.functions = points(&random)
        specification.status = Bool.random(using: &random) ? specification.functions : points(&random)
        return specification
    }

    private static func point(_ random: inout SplitMix64) -> SpecifiedPoint {
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: return .bool
        case 2, 3:
            let low = Int.random(in: -500...500, using: &random)
            return .int(
                low...low + Int.random(in: 0...2000, using: &random), scale: .random(in: 0...3, using: &random),
                step: .random(in: 0...20, using: &random),
                unit: ["", "℃", "℉", "%", "x"].randomElement(using: &random) ?? "")
        case 4, 5: return .words((0..<Int.random(in: 0...6, using: &random)).map { _ in word(&random) })
        case 6: return .json(#"{"h":{"max":\#(Int.random(in: -5...400, using: &random))},"v":{"min":9,"max":3}}"#)
        default: return .raw(["Raw", "value", "Bitmap", "?"].randomElement(using: &random) ?? "", "x")
        }
    }

    private static func word(_ random: inout SplitMix64) -> String {
        let words = [
            "auto", "cold", "hot", "low", "mid", "high", "open", "close", "stop", "FZ", "ZZ", "white", "colour", "1",
            "2",
            "", " ", "!", "\u{7}", "💡", "Küche", "a_b", "A-B", "off", "eco", "manual", "volume", "Position.Open",
        ]
        return words.randomElement(using: &random) ?? ""
    }

    private static func value(_ random: inout SplitMix64) -> JSONValue {
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return .bool(.random(using: &random))
        case 1: return .number(Double(Int.random(in: -3000...3000, using: &random)))
        case 2: return .number([1e300, -1e300, 0.5, 1e15].randomElement(using: &random) ?? 0)
        case 3: return .string(word(&random))
        case 4: return #"{"h":400,"s":-5,"v":99999}"#
        case 5: return ["h": 10, "s": 20, "v": 30]
        default: return [[], "x"]
        }
    }
}
