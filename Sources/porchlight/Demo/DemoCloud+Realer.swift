import AlexaProtocol
import LoopbackClouds
import LoopbackServer

extension DemoCloud {
    /// Realer: a control device with a pump, a dimmer, a valve and a thermistor.
    static func realer(_: DemoClock) -> DemoCloud {
        let fake = FakeRealer(clientSecret: "demo-secret")
        let on = DemoDirective("PowerController", "TurnOn", device: "cmd_pump")
        let off = DemoDirective("PowerController", "TurnOff", device: "cmd_pump")
        func refuse(_ code: Int, _ details: JSONObject = [:]) -> @Sendable () -> Void {
            { fake.answer(.feedData, [.realer(code, .newest, details: details)]) }
        }
        return DemoCloud(
            name: "realer",
            settings: { url in
                [
                    "PORCHLIGHT_REALER_BASE_URL": url, "PORCHLIGHT_REALER_CLIENT_ID": FakeRealer.clientId,
                    "PORCHLIGHT_REALER_CLIENT_SECRET": "demo-secret",
                    "PORCHLIGHT_REALER_DEVICE_ID": FakeRealer.deviceId,
                ]
            },
            answer: fake.answer,
            scenes: [
                Scene(
                    title: "A command, and the state afterwards",
                    directives: [on, DemoDirective(reportState: "cmd_pump")]),
                Scene(
                    title:
                        "A service of Realer's is down for a moment: the report is sent again under the same message id",
                    prepare: refuse(5003), directives: [off]),
                Scene(
                    title: "The answer is lost on the way: the report is sent again, and acts once",
                    prepare: { fake.script(.feedData, [.loseAnswer]) }, directives: [on],
                    ending: { "Realer took \(fake.reports.last?.sent ?? 0) copies of one report" }),
                Scene(
                    title: "The access token is dead: a new one is fetched, and the report sent again",
                    prepare: { fake.revokeTokens() }, directives: [off]),
                Scene(
                    title: "The value does not fit the command: nothing can be repaired, the customer hears why",
                    prepare: refuse(4022), directives: [on]),
                Scene(
                    title: "The plan's cadence is exceeded: answered at once, and the account rests",
                    prepare: refuse(4029), directives: [off]),
                Scene(
                    title: "The valve was removed: the catalogue is read before anybody says so",
                    skip: .seconds(120), prepare: { fake.remove("cmd_valve") },
                    directives: [
                        DemoDirective("RangeController", "SetRangeValue", ["rangeValue": 2], device: "cmd_valve")
                    ]),
                Scene(
                    title: "The subscription has ended: one alarm; the second directive costs no request",
                    prepare: refuse(4002), directives: [on, off]),
                Scene(
                    title: "Two minutes later the owner has paid: one request tries it, and all works again",
                    skip: .seconds(120), directives: [on, off]),
            ])
    }
}
