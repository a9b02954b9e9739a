import AlexaProtocol
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import Timing

/// A device cloud with a fake of its servers, and a command that needs one request.
struct CloudScenario: Sendable {
    let cloud: String
    /// The environment variables of an account at the servers with this address.
    let settings: @Sendable (_ url: String) -> [String: String]
    /// The script of the servers; new servers for each call.
    let servers: @Sendable () -> LoopbackServer.Script
    /// The endpoint of the commands and reports.
    let endpoint: String
    /// Namespace, name, instance and payload of the command with this number; consecutive ones differ.
    let command: @Sendable (Int) -> (namespace: String, name: String, instance: String?, payload: JSONObject)

    static let all = [tuya, amps, realer]

    private static let tuya = CloudScenario(
        cloud: "tuya",
        settings: { url in
            [
                "PORCHLIGHT_TUYA_BASE_URL": url, "PORCHLIGHT_TUYA_CLIENT_ID": FakeTuya.clientId,
                "PORCHLIGHT_TUYA_CLIENT_SECRET": FakeTuya.secret, "PORCHLIGHT_TUYA_REGION": "eu",
                "PORCHLIGHT_TUYA_USER_ID": FakeTuya.userId,
            ]
        },
        servers: {
            let fake = FakeTuya(clock: { SkillEnvironment.live.now().milliseconds })
            return { await fake.answer($0, $1) }
        },
        endpoint: "tuya:plug1",
        command: { ("Alexa.PowerController", $0 % 2 == 0 ? "TurnOn" : "TurnOff", nil, [:]) })

    private static let amps = CloudScenario(
        cloud: "amps",
        settings: { url in
            [
                "PORCHLIGHT_AMPS_BASE_URL": url, "PORCHLIGHT_AMPS_API_KEY": "sk_test_benchmark",
                "PORCHLIGHT_AMPS_USER_ID": "user-1",
            ]
        },
        servers: {
            let fake = FakeAmps(key: "sk_test_benchmark")
            return { await fake.answer($0, $1) }
        },
        // A setting, because it is carried out at once. Actions are polled after a pause.
        endpoint: "amps:battery-1",
        command: {
            (
                "Alexa.RangeController", "SetRangeValue", "Setting.DischargeFloor",
                ["rangeValue": .number(Double($0 % 100))]
            )
        })

    private static let realer = CloudScenario(
        cloud: "realer",
        settings: { url in
            [
                "PORCHLIGHT_REALER_BASE_URL": url, "PORCHLIGHT_REALER_CLIENT_ID": FakeRealer.clientId,
                "PORCHLIGHT_REALER_CLIENT_SECRET": "benchmark", "PORCHLIGHT_REALER_DEVICE_ID": FakeRealer.deviceId,
            ]
        },
        servers: {
            let fake = FakeRealer(clientSecret: "benchmark")
            return { await fake.answer($0, $1) }
        },
        endpoint: "realer:\(FakeRealer.deviceId):cmd_pump",
        command: { ("Alexa.PowerController", $0 % 2 == 0 ? "TurnOn" : "TurnOff", nil, [:]) })

    /// The directive for the command with this number, of the usual size of Alexa's.
    func directive(_ number: Int) -> [UInt8] {
        let (namespace, name, instance, payload) = command(number)
        return Self.directive(namespace, name, instance, payload, endpoint, number)
    }

    /// A ReportState for the endpoint.
    func report(_ number: Int) -> [UInt8] { Self.directive("Alexa", "ReportState", nil, [:], endpoint, number) }

    static let discover = directive("Alexa.Discovery", "Discover", nil, ["scope": scope], nil, 0)

    private static let scope: JSONValue = [
        "type": "BearerToken", "token": .string(String(repeating: "t", count: 300)),
    ]

    private static func directive(
        _ namespace: String, _ name: String, _ instance: String?, _ payload: JSONObject, _ endpoint: String?,
        _ number: Int
    ) -> [UInt8] {
        var header: JSONObject = [
            "namespace": .string(namespace), "name": .string(name), "payloadVersion": "3",
            "messageId": .string("00000000-0000-4000-8000-\(1_000_000_000_00 + number)"),
            "correlationToken": .string(String(repeating: "c", count: 300)),
        ]
        header["instance"] = instance.map(JSONValue.string)
        var directive: JSONObject = ["header": .object(header), "payload": .object(payload)]
        if let endpoint {
            directive["endpoint"] = ["endpointId": .string(endpoint), "scope": scope, "cookie": [:]]
        }
        return JSONValue.object(["directive": .object(directive)]).encoded()
    }
}
