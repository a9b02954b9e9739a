import AlexaProtocol
import LoopbackClouds
import LoopbackServer

extension DemoCloud {
    /// Amps: a battery, a charger, a thermostat, an inverter and a vehicle.
    static func amps(_ clock: DemoClock) -> DemoCloud {
        let fake = FakeAmps(key: "sk_test_demo-key", now: { clock.now })
        func setpoint(_ celsius: Double) -> DemoDirective {
            DemoDirective(
                "ThermostatController", "SetTargetTemperature",
                ["targetSetpoint": ["value": .number(celsius), "scale": "CELSIUS"]], device: "hvac-1")
        }
        func refuse(_ codes: String...) -> @Sendable () -> Void {
            { fake.answer("hvac.command", codes.map { FakeAmps.refusal($0) }) }
        }
        return DemoCloud(
            name: "amps",
            settings: { url in
                ["PORCHLIGHT_AMPS_BASE_URL": url, "PORCHLIGHT_AMPS_API_KEY": "sk_test_demo-key"]
            },
            answer: fake.answer,
            scenes: [
                Scene(
                    title: "A command: Amps accepts it at once, and the action is followed to its end",
                    directives: [setpoint(22), DemoDirective(reportState: "battery-1")]),
                Scene(
                    title:
                        "The maker's cloud cannot be reached for a moment: the command is sent again under the same key",
                    prepare: refuse("NETWORK_ERROR"), directives: [setpoint(21)]),
                Scene(
                    title: "The action is accepted and fails later: its code is translated like any other",
                    prepare: { fake.actionsEnd([.fail("DEVICE_OFFLINE")]) }, directives: [setpoint(20)]),
                Scene(
                    title: "A schedule is in the way: it is not wiped, the customer hears what to do",
                    skip: .seconds(10), prepare: refuse("SCHEDULER_ACTIVE"), directives: [setpoint(19)]),
                Scene(
                    title: "The maker refuses the value",
                    prepare: refuse("INVALID_PARAMETERS"), directives: [setpoint(34)]),
                Scene(
                    title: "The maker limits requests: answered at once, and the account rests",
                    prepare: refuse("RATE_LIMITED"), directives: [setpoint(18)]),
                Scene(
                    title:
                        "The login at the maker is dead: only its app can mend that. The second directive costs no request",
                    skip: .seconds(120), prepare: refuse("INVALID_CREDENTIALS"),
                    directives: [setpoint(22), setpoint(23)]),
                Scene(
                    title: """
                        Our own API key has expired: one more try, because too many requests look the same; then one alarm, and \
                        the second directive costs no request
                        """,
                    skip: .seconds(1800), prepare: refuse("EXPIRED_TOKEN", "EXPIRED_TOKEN"),
                    directives: [setpoint(22), setpoint(23)]),
                Scene(
                    title: "Half an hour later it is mended: one request tries it, and all works again",
                    skip: .seconds(1800), directives: [setpoint(22)]),
            ])
    }
}
