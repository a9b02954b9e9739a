import AlexaProtocol
import Foundation
import LoopbackClouds
import LoopbackServer
import Testing

/// `porchlight check`, against fakes of the clouds' servers.
@Suite struct CheckTests {
    private static func check(_ environment: [String: String], _ arguments: [String] = []) async throws
        -> Command.Result
    {
        try await Command(arguments: ["check"] + arguments, environment: environment).run()
    }

    @Test func whatIsNotConfiguredIsNoFault() async throws {
        let result = try await Self.check([:])
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("ok       settings\n"))
        #expect(result.output.contains("no account at a device cloud is configured"))
        #expect(result.output.contains("no store is configured: grants are refused (ACCEPT_GRANT_FAILED)"))
    }

    /// Lambda drops lines without a level when its own is above INFO.
    @Test(
        arguments: [
            (["AWS_LAMBDA_LOG_LEVEL": "WARN"], true), (["AWS_LAMBDA_LOG_LEVEL": "INFO"], false),
            (["AWS_LAMBDA_LOG_LEVEL": "ERROR", "PORCHLIGHT_METRICS_EMF": "off"], false),
        ])
    func aLogLevelThatDropsMetrics(_ environment: [String: String], isTold: Bool) async throws {
        let result = try await Self.check(environment)
        #expect(result.status == 0)
        #expect(result.output.contains("\nwarning  log\n") == isTold)
        let json = try await Self.check(environment, ["--json"])
        let warnings = JSONDocument(parsing: Array(json.output.utf8)).value?.object?["warnings"]?.array
        #expect(warnings?.count == (isTold ? 1 : 0))
    }

    @Test func everyWrongSettingIsNamedAndNothingIsTried() async throws {
        let result = try await Self.check([
            "PORCHLIGHT_REALER_CLIENT_SECRET": "s3cret", "PORCHLIGHT_GATEWAY_REGION": "US",
            "PORCHLIGHT_NONSENSE": "s3cret",
        ])
        #expect(result.status == 1)
        for name in [
            "clouds.realer.client_id (PORCHLIGHT_REALER_CLIENT_ID) is missing",
            "clouds.realer.device_id (PORCHLIGHT_REALER_DEVICE_ID) is missing", "gateway.region",
            "PORCHLIGHT_NONSENSE is not a setting",
        ] {
            #expect(result.output.contains(name), "\(name): \(result.output)")
        }
        #expect(!(result.output + result.log).contains("s3cret"))
    }

    private static func realer(_ url: String, secret: String) -> [String: String] {
        [
            "PORCHLIGHT_REALER_BASE_URL": url, "PORCHLIGHT_REALER_CLIENT_ID": FakeRealer.clientId,
            "PORCHLIGHT_REALER_DEVICE_ID": FakeRealer.deviceId, "PORCHLIGHT_REALER_CLIENT_SECRET": secret,
        ]
    }

    @Test(arguments: [true, false])
    func eachAccountIsTried(isRight: Bool) async throws {
        let fake = FakeRealer(clientSecret: "right-s3cret")
        try await LoopbackServer.run(tls: false, fake.answer) { server in
            let environment = Self.realer(server.url, secret: isRight ? "right-s3cret" : "wrong-s3cret")
            let result = try await Self.check(environment)
            #expect(result.status == (isRight ? 0 : 1), "\(result.output)")
            #expect(result.output.contains((isRight ? "ok       " : "failed   ") + "realer account default\n"))
            let json = try await Self.check(environment, ["--json"])
            let report = JSONDocument(parsing: Array(json.output.utf8)).value?.object
            let account = report?["accounts"]?.array?.first?.object
            #expect(report?["settings"] == [])
            #expect(account?["cloud"] == "realer" && account?["account"] == "default")
            #expect(account?["verdict"] == (isRight ? "works" : "fails"))
            #expect(isRight || account?["findings"]?.array?.isEmpty == false)
            #expect(!(result.output + result.log + json.output + json.log).contains("s3cret"))
            // The check switches no device.
            #expect(fake.reports.isEmpty)
        }
    }

    @Test func oneAccountOfSeveralThatFailsIsToldWithTheOthers() async throws {
        let (amps, realer) = (FakeAmps(key: "sk_test_right-s3cret"), FakeRealer(clientSecret: "right-s3cret"))
        try await LoopbackServer.run(tls: false, amps.answer) { first in
            try await LoopbackServer.run(tls: false, realer.answer) { second in
                try await withFolder { folder in
                    let file = folder.appending(path: "settings.json")
                    try Data(
                        """
                        {"clouds": {"amps": {"accounts": [
                            {"name": "good", "api_key": "sk_test_right-s3cret", "base_url": "\(first.url)"},
                            {"name": "bad", "api_key": "sk_test_wrong-s3cret", "base_url": "\(first.url)"}]},
                          "realer": {"accounts": [{"name": "garden", "client_id": "\(FakeRealer.clientId)",
                            "client_secret": "right-s3cret", "device_id": "\(FakeRealer.deviceId)",
                            "base_url": "\(second.url)"}]}}}
                        """.utf8
                    ).write(to: file)
                    let result = try await Self.check(["PORCHLIGHT_CONFIG": file.path])
                    #expect(result.status == 1)
                    #expect(result.output.contains("ok       amps account good\n"), "\(result.output)")
                    #expect(result.output.contains("failed   amps account bad\n"), "\(result.output)")
                    #expect(result.output.contains("ok       realer account garden\n"), "\(result.output)")
                    #expect(!(result.output + result.log).contains("s3cret"))
                }
            }
        }
    }

    @Test func aServerThatIsNotThereIsToldInWords() async throws {
        let result = try await Self.check(Self.realer("http://localhost:1", secret: "x"))
        #expect(result.status == 1)
        #expect(result.output.contains("failed   realer account default\n"), "\(result.output)")
    }
}
