import AlexaProtocol
import Foundation
import HTTPTypes
import LoopbackClouds
import LoopbackServer
import Testing

/// The explanation by `porchlight explain` of directives that `porchlight handle` has answered over the fakes of the device
/// clouds, at level DEBUG, compared with reviewed texts.
@Suite(.timeLimit(.minutes(3))) struct CloudStoryTests {
    /// A directive, and the cloud's behaviour.
    struct Scene: Sendable {
        let title: String
        let settings: @Sendable (_ url: String) -> [String: String]
        let server: LoopbackServer.Script
        let directive: String
    }

    private static func directive(
        _ namespace: String, _ name: String, _ endpointId: String, _ payload: JSONValue = [:]
    ) -> String {
        let scope: JSONValue = ["type": "BearerToken", "token": "token-s3cret"]
        let message: JSONValue = [
            "directive": [
                "header": [
                    "namespace": .string(namespace), "name": .string(name), "payloadVersion": "3",
                    "messageId": "message-1", "correlationToken": "correlation-s3cret",
                ],
                "endpoint": ["endpointId": .string(endpointId), "scope": scope, "cookie": [:]], "payload": payload,
            ]
        ]
        return message.text
    }

    private static func tuya(
        _ title: String, on device: String = "plug1", _ prepare: (FakeTuya) -> Void = { _ in }
    ) -> Scene {
        let fake = FakeTuya { Int64(Date().timeIntervalSince1970 * 1000) }
        prepare(fake)
        return Scene(
            title: title,
            settings: { url in
                [
                    "PORCHLIGHT_TUYA_BASE_URL": url, "PORCHLIGHT_TUYA_CLIENT_ID": FakeTuya.clientId,
                    "PORCHLIGHT_TUYA_CLIENT_SECRET": FakeTuya.secret, "PORCHLIGHT_TUYA_REGION": "eu",
                    "PORCHLIGHT_TUYA_USER_ID": FakeTuya.userId,
                ]
            }, server: fake.answer, directive: directive("Alexa.PowerController", "TurnOn", "tuya:\(device)"))
    }

    private static func amps(
        _ title: String, _ celsius: Double = 22, _ prepare: (FakeAmps) -> Void = { _ in }
    ) -> Scene {
        let fake = FakeAmps()
        prepare(fake)
        return Scene(
            title: title,
            settings: { ["PORCHLIGHT_AMPS_BASE_URL": $0, "PORCHLIGHT_AMPS_API_KEY": fake.key] },
            server: fake.answer,
            directive: directive(
                "Alexa.ThermostatController", "SetTargetTemperature", "amps:hvac-1",
                ["targetSetpoint": ["value": .number(celsius), "scale": "CELSIUS"]]))
    }

    private static func realer(
        _ title: String, item: String = "cmd_pump", _ prepare: (FakeRealer) -> Void = { _ in }
    ) -> Scene {
        let fake = FakeRealer()
        prepare(fake)
        return Scene(
            title: title,
            settings: { url in
                [
                    "PORCHLIGHT_REALER_BASE_URL": url, "PORCHLIGHT_REALER_CLIENT_ID": FakeRealer.clientId,
                    "PORCHLIGHT_REALER_CLIENT_SECRET": fake.clientSecret,
                    "PORCHLIGHT_REALER_DEVICE_ID": FakeRealer.deviceId,
                ]
            }, server: fake.answer,
            directive: directive("Alexa.PowerController", "TurnOn", "realer:\(FakeRealer.deviceId):\(item)"))
    }

    private static func refusals(_ codes: String...) -> [LoopbackAnswer] {
        codes.map { .tuyaRefusal($0, at: Int64(Date().timeIntervalSince1970 * 1000)) }
    }

    static let stories: [(name: String, scenes: @Sendable () -> [Scene])] = [
        (
            "tuya",
            {
                [
                    tuya("Tuya carries out a command"),
                    tuya("The device is offline") { $0.answer(.command, refusals("2001")) },
                    tuya("Tuya is busy for a moment") { $0.answer(.command, refusals("1111")) },
                    tuya("The access token has died early") { $0.answer(.command, refusals("1010")) },
                    tuya("The signature's time is refused") { $0.answer(.command, refusals("1013")) },
                    tuya("The project's subscription has expired") { $0.answer(.command, refusals("28841002")) },
                    tuya("A code that the table does not have") { $0.answer(.command, refusals("4711")) },
                    tuya("The connection is lost") { $0.answer(.command, [.hangUp, .hangUp, .hangUp]) },
                    tuya("An error page instead of an answer") {
                        $0.answer(.command, [LoopbackAnswer(.badGateway), LoopbackAnswer(.badGateway)])
                    },
                    tuya("There is no such device", on: "nobody"),
                ]
            }
        ),
        (
            "amps",
            {
                [
                    amps("Amps carries out a command"),
                    amps("The maker's cloud cannot be reached for a moment") {
                        $0.answer("hvac.command", [FakeAmps.refusal("NETWORK_ERROR")])
                    },
                    amps("The action is accepted and fails later") { $0.actionsEnd([.fail("DEVICE_OFFLINE")]) },
                    amps("A schedule is in the way") {
                        $0.answer("hvac.command", [FakeAmps.refusal("SCHEDULER_ACTIVE")])
                    },
                    amps("Requests are limited") { $0.answer("hvac.command", [FakeAmps.refusal("RATE_LIMITED")]) },
                    amps("The login at the maker is dead") {
                        $0.answer("hvac.command", [FakeAmps.refusal("INVALID_CREDENTIALS")])
                    },
                    amps("The API key has expired") {
                        $0.answer("hvac.command", Array(repeating: FakeAmps.refusal("EXPIRED_TOKEN"), count: 9))
                    },
                    amps("A value out of range", 60),
                ]
            }
        ),
        (
            "realer",
            {
                [
                    realer("Realer carries out a command"),
                    realer("A service is down for a moment") { $0.answer(.feedData, [.realer(5003, .newest)]) },
                    realer("The answer is lost on the way") { $0.script(.feedData, [.loseAnswer]) },
                    realer("The access token is dead") { $0.answer(.feedData, [.realer(4001, .newest)]) },
                    realer("The value does not fit") { $0.answer(.feedData, [.realer(4022, .newest)]) },
                    realer("Requests are limited") { $0.answer(.feedData, [.realer(4029, .newest)]) },
                    realer("The subscription has ended") { $0.answer(.feedData, [.realer(4002, .newest)]) },
                    realer("Login is refused") { $0.answer(.token, [.realerOAuth(401, "invalid_client")]) },
                ]
            }
        ),
    ]

    /// Concurrent requests.
    private static let reads = [
        "devices.get", "devices.status", "battery.list", "ev-charger.list", "hvac.list", "solar-inverter.list",
        "vehicle.list", "commands.list", "sensors.list",
    ]

    /// The steps and the conclusion of a story, without the parts that differ from run to run: times, hashes, and the order of
    /// concurrent requests.
    private static func told(_ story: JSONObject) -> String {
        var steps = (story["steps"]?.array ?? []).compactMap(\.object).map { step in
            let details = (step["details"]?.array ?? []).compactMap(\.string).filter { !$0.hasPrefix("Account ") }
            return "[\(step["tone"]?.string ?? "")] \(step["title"]?.string ?? "")\n"
                + details.map { "    \($0)\n" }.joined()
        }
        func isRead(_ step: String) -> Bool { reads.contains { step.contains(", \($0): HTTP 200") } }
        var first = 0
        while first < steps.count {
            let end = steps[first...].firstIndex { !isRead($0) } ?? steps.count
            steps[first..<end].sort()
            first = end + 1
        }
        var text = "\(story["ending"]?.string ?? "") \(story["error_type"]?.string ?? "-")\n" + steps.joined()
        for (key, head) in [("reasons", "Why"), ("advice", "What to do"), ("gaps", "Gaps")] {
            for line in (story[key]?.array ?? []).compactMap(\.string) { text += "\(head): \(line)\n" }
        }
        // The pause before a retry is random, and may be 0 ms.
        text = text.replacingOccurrences(
            of: "It was to be sent again at once.", with: "It was to be sent again after 0 ms.")
        return text.replacingOccurrences(
            of: #"[0-9][0-9,.]* (ms|s)\b"#, with: "N ms", options: .regularExpression)
    }

    @Test(arguments: ["tuya", "amps", "realer"]) func storiesAreAsTheyWereRead(_ cloud: String) async throws {
        var told = ""
        for scene in Self.stories.first(where: { $0.name == cloud })?.scenes() ?? [] {
            let log = try await LoopbackServer.run(tls: false, scene.server) { server in
                var environment = scene.settings(server.url)
                environment["PORCHLIGHT_LOG_LEVEL"] = "debug"
                let result = try await Command(
                    arguments: ["handle"], environment: environment, input: Array(scene.directive.utf8)
                ).run()
                #expect(result.status == 0 && !result.log.contains("s3cret"))
                return result.log
            }
            let story = try await Command(
                arguments: ["explain", "--message-id", "message-1", "--json"], input: Array(log.utf8)
            ).run()
            #expect(story.status == 0, "\(story.log)")
            let json = JSONDocument(parsing: Array(story.output.utf8)).value?.object ?? [:]
            told += "# \(scene.title)\n\n\(Self.told(json))\n"
        }
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/stories.\(cloud).txt")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(told.utf8).write(to: file)
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(told == expected, "UPDATE_GOLDEN=1 writes \(file.lastPathComponent) anew; look at the difference")
    }
}
