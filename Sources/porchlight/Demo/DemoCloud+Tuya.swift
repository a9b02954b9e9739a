import AlexaProtocol
import LoopbackClouds
import LoopbackServer

extension DemoCloud {
    /// Tuya: a home with devices of every kind, some behind a gateway or an infrared blaster.
    static func tuya(_ clock: DemoClock) -> DemoCloud {
        let now: @Sendable () -> Int64 = { clock.now.milliseconds }
        let fake = FakeTuya(clientId: "demo-project", secret: "demo-secret", clock: now)
        func brightness(_ percent: Double) -> DemoDirective {
            DemoDirective("BrightnessController", "SetBrightness", ["brightness": .number(percent)], device: "dimmer1")
        }
        let radiator = DemoDirective(
            "ThermostatController", "SetTargetTemperature", ["targetSetpoint": ["value": 22, "scale": "CELSIUS"]],
            device: "valve1")
        func refuse(_ codes: String...) -> @Sendable () -> Void {
            { fake.answer(.command, codes.map { .tuyaRefusal($0, at: now()) }) }
        }
        return DemoCloud(
            name: "tuya",
            settings: { url in
                [
                    "PORCHLIGHT_TUYA_BASE_URL": url, "PORCHLIGHT_TUYA_CLIENT_ID": "demo-project",
                    "PORCHLIGHT_TUYA_CLIENT_SECRET": "demo-secret", "PORCHLIGHT_TUYA_REGION": "eu",
                    "PORCHLIGHT_TUYA_USER_ID": FakeTuya.userId,
                ]
            },
            answer: fake.answer,
            scenes: [
                Scene(
                    title: "A command, in the device's own numbers, and the state afterwards",
                    directives: [brightness(42), DemoDirective(reportState: "dimmer1")],
                    ending: {
                        "the dimmer's bright_value_1 is \(fake.value("dimmer1", "bright_value_1")?.text ?? "?") of 1000"
                    }),
                Scene(
                    title: "Tuya is busy for a moment: the command is sent again", prepare: refuse("1111"),
                    directives: [brightness(50)]),
                Scene(
                    title: "The access token dies: a new one is fetched, and the command is signed and sent again",
                    prepare: { fake.revokeTokens() }, directives: [brightness(60)]),
                Scene(
                    title: "The device refuses a value that it declares: it cannot be set at all",
                    prepare: refuse("2008"), directives: [brightness(70)]),
                Scene(
                    title: "The device is offline: answered at once",
                    prepare: refuse("2001"), directives: [brightness(80)]),
                Scene(
                    title:
                        "The gateway before a radiator valve is offline by its own record: Alexa points at the gateway",
                    skip: .seconds(120),
                    prepare: {
                        fake.change("gateway1") { $0.isOnline = false }
                        fake.change("valve1") { $0.isOnline = false }
                        fake.answer(.command, [.tuyaRefusal("2001", at: now())])
                    }, directives: [radiator]),
                Scene(
                    title: "Too many requests: answered at once, and the project rests", prepare: refuse("1199"),
                    directives: [DemoDirective("PowerController", "TurnOff", device: "plug1")]),
                Scene(
                    title: "Tuya does not know the plug: the list of devices is asked before anybody says so",
                    skip: .seconds(120), prepare: { fake.remove { $0.id == "plug1" } },
                    directives: [DemoDirective("PowerController", "TurnOn", device: "plug1")]),
                Scene(
                    title: "The project's plan has expired: one alarm; the second directive costs no request",
                    skip: .seconds(120), prepare: refuse("28841002"), directives: [brightness(30), brightness(31)]),
                Scene(
                    title: "Half an hour later the plan is paid: one request tries it, and all works again",
                    skip: .seconds(1800), directives: [brightness(32)]),
            ])
    }
}
