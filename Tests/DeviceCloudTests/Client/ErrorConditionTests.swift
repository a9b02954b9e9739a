import AlexaProtocol
import DeviceCloud
import LoopbackServer
import Skill
import TestSupport
import Testing

/// Codes that have another meaning under a condition, over real HTTP.
struct ErrorConditionTests {
    private static func command(_ device: String = "lamp", api: String? = nil) -> CloudRequest {
        .post(
            "devices.command", "/devices/\(device)/commands", .none, for: .command, effect: .idempotent,
            CloudRequest.Concern(device: device, api: api))
    }

    @Test func severalAccountsAreAFaultOfOurs() async throws {
        try await Acme.run { acme in
            acme.server.answer(Array(repeating: .refusal(code: 6001), count: 4))
            func send(_ customer: String) async -> String {
                await acme.send(Self.command(), acme.call(customer: customer)).verdict
            }
            #expect(await send("a") == "INSUFFICIENT_PERMISSIONS acme.6001")
            #expect(await send("a") == "INSUFFICIENT_PERMISSIONS acme.6001")
            #expect(acme.log.lines("alarm").isEmpty)
            #expect(await send("b") == "INTERNAL_ERROR acme.6001")
            #expect(acme.log.lines("alarm").count == 1)
            // The breaker is open for all accounts.
            #expect(await send("c") == "INTERNAL_ERROR acme.6001")
            #expect(acme.server.commands.count == 3)
        }
    }

    @Test func aSuccessBetweenThemMakesThemSingle() async throws {
        try await Acme.run { acme in
            for customer in ["a", "b", "c"] {
                acme.server.answer([.refusal(code: 6001)])
                let verdict = await acme.send(Self.command(), acme.call(customer: customer)).verdict
                #expect(verdict == "INSUFFICIENT_PERMISSIONS acme.6001")
                #expect(await acme.send(Self.command(), acme.call(customer: "d")).verdict == "ok")
            }
        }
    }

    @Test func severalDevicesOpenTheBreakerAndKeepTheError() async throws {
        try await Acme.run { acme in
            acme.server.answer(Array(repeating: .refusal(code: 6002), count: 4))
            for device in ["a", "b", "c", "d"] {
                #expect(await acme.send(Self.command(device)).verdict == "NO_SUCH_ENDPOINT acme.6002")
            }
            #expect(acme.server.commands.count == 3)
        }
    }

    static let demands: [(Demand?, String)] = [
        (nil, "INVALID_VALUE acme.6003"),
        (.noValue, "ENDPOINT_BUSY acme.6003"),
        (.word(isDeclared: true), "INVALID_DIRECTIVE acme.6003"),
        (.word(isDeclared: false), "INVALID_VALUE acme.6003"),
        (.number(50, within: ValidRange(0...100)), "INVALID_DIRECTIVE acme.6003"),
        (.number(101, within: ValidRange(0...100)), "INVALID_VALUE acme.6003"),
        (.number(50, within: nil), "INVALID_VALUE acme.6003"),
        (.thermostatMode, "UNSUPPORTED_THERMOSTAT_MODE acme.6003"),
        (.thermostatSchedule, "INSUFFICIENT_SPACE acme.6003"),
    ]

    @Test(arguments: demands.indices)
    func whatTheDirectiveAsksForDecides(_ index: Int) async throws {
        try await Acme.run { acme in
            acme.server.answer([.refusal(code: 6003)])
            var request = Self.command()
            request.demand = Self.demands[index].0
            #expect(await acme.send(request).verdict == Self.demands[index].1)
        }
    }

    @Test func aCodeThatTheDeviceDoesNotDeclareIsAnAbility() async throws {
        try await Acme.run { acme in
            acme.server.answer(Array(repeating: .refusal(code: 6006), count: 2))
            var request = Self.command()
            request.demand = .word(isDeclared: false)
            #expect(await acme.send(request).verdict == "INVALID_DIRECTIVE acme.6006")
            request.demand = .word(isDeclared: true)
            #expect(await acme.send(request).verdict == "ENDPOINT_UNREACHABLE acme.6006")
        }
    }

    static let schedules: [(code: JSONValue, String)] = [
        (6003, "INSUFFICIENT_SPACE acme.6003"), (1101, "UNWILLING_TO_SET_SCHEDULE acme.1101"),
        (2001, "ENDPOINT_UNREACHABLE acme.2001"),
    ]

    @Test(arguments: schedules.indices)
    func aScheduleHasErrorsOfItsOwn(_ index: Int) async throws {
        try await Acme.run { acme in
            acme.server.answer([.refusal(code: Self.schedules[index].code)])
            var request = Self.command()
            request.demand = .thermostatSchedule
            #expect(await acme.send(request).verdict == Self.schedules[index].1)
        }
    }

    private static let range = TemperatureRange(
        Temperature(10, .celsius), Temperature(30, .celsius))

    static let temperatures: [(Temperature, TemperatureRange?, CloudErrorType)] = [
        (Temperature(40, .celsius), range, .outOfRange(range)),
        // The bounds are reported in the customer's temperature scale.
        (
            Temperature(104, .fahrenheit), range,
            .outOfRange(TemperatureRange(Temperature(50, .fahrenheit), Temperature(86, .fahrenheit)))
        ),
        (Temperature(20, .celsius), range, .invalidValue),
        (Temperature(40, .celsius), nil, .invalidValue),
    ]

    @Test(arguments: temperatures.indices)
    func aTemperatureOutsideKnownBoundsIsToldWithThem(_ index: Int) async throws {
        let (value, range, expected) = Self.temperatures[index]
        try await Acme.run { acme in
            acme.server.answer([.refusal(code: 1101)])
            var request = Self.command()
            request.demand = .temperature(value, within: range)
            #expect(await acme.send(request).failure?.failure.error.type == expected.type)
        }
    }

    @Test func aFeatureIsNotTheWholeCloud() async throws {
        try await Acme.run { acme in
            acme.server.answer([.refusal(code: 6004), .refusal(code: 6004)])
            #expect(await acme.send(Self.command()).verdict == "INTERNAL_ERROR acme.6004")
            #expect(await acme.send(Self.command(api: "locks")).verdict == "INVALID_DIRECTIVE acme.6004")
        }
    }

    @Test func oneOperationThatAlwaysFailsIsWrongItself() async throws {
        try await Acme.run { acme in
            for count in 1...6 {
                acme.server.answer([.refusal(code: 6005)])
                let expected = count < 5 ? "ENDPOINT_UNREACHABLE acme.6005" : "INTERNAL_ERROR acme.6005"
                #expect(await acme.send(Self.command()).verdict == expected)
                #expect(await acme.send(Acme.read).verdict == "ok")
            }
            #expect(await acme.send(Self.command()).verdict == "ok")
            acme.server.answer([.refusal(code: 6005)])
            #expect(await acme.send(Self.command()).verdict == "ENDPOINT_UNREACHABLE acme.6005")
        }
    }

    @Test func anOutageThatConcernsEverythingKeepsItsError() async throws {
        try await Acme.run { acme in
            acme.server.answer(Array(repeating: .refusal(code: 6005), count: 20))
            for _ in 1...10 {
                #expect(await acme.send(Self.command()).verdict == "ENDPOINT_UNREACHABLE acme.6005")
                #expect(await acme.send(Acme.read).verdict == "ENDPOINT_UNREACHABLE acme.6005")
            }
        }
    }

    @Test func isPrintedWithTheRow() throws {
        let rows = try #require(AcmeAPI().errors.json.array)
        let row = try #require(rows.first { $0.object?["code"]?.string == "6001" }?.object)
        #expect(
            row["conditions"] == [
                [
                    "when": "several-accounts", "type": "INTERNAL_ERROR", "namespace": "Alexa",
                    "name": "ErrorResponse", "recovery": "none", "flags": ["breaker-project", "alarm"],
                ]
            ])
    }
}
