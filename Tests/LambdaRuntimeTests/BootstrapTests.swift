import AlexaProtocol
import Foundation
import HTTPTypes
import LoopbackLambda
import LoopbackServer
import TestSupport
import Testing

/// The real `bootstrap` at a loopback Runtime API.
@Suite(.timeLimit(.minutes(3))) struct BootstrapTests {
    @Test func answersDirectives() async throws {
        try await LoopbackLambda.run { lambda in
            try await BootstrapProcess.run(at: lambda) { process in
                let on = Sent.command("Alexa.PowerController", "TurnOn", to: "lamp-kitchen", token: "corr-7")
                #expect(await lambda.answer(to: on, "r-1") == Answer("Alexa.Response", correlationToken: "corr-7"))
                #expect(await lambda.answer(to: Sent.discover, "r-2")?.name == "Alexa.Discovery.Discover.Response")
                // Without a device cloud everything is simulated, grants too.
                #expect(
                    await lambda.answer(to: Sent.acceptGrant, "r-3")
                        == Answer("Alexa.Authorization.AcceptGrant.Response"))
                #expect(await process.lines("directive", atLeast: 3).count == 3)
                #expect(process.lines("directive").first?.contains(#""request_id":"r-1""#) == true)
                #expect(await process.lines("cold_start", atLeast: 1).count == 1)
                for secret in ["access-token-from-skill", "the-code", "corr-7"] {
                    #expect(!process.log.contains(secret))
                }
            }
        }
    }

    static let errors: [(String, String, String, String)] = [
        ("Alexa.PowerController", "TurnOn", "no-such-device", "NO_SUCH_ENDPOINT"),
        ("Alexa.PowerController", "TurnOn", "lamp-attic", "ENDPOINT_UNREACHABLE"),
        ("Alexa.LockController", "Lock", "lamp-kitchen", "INVALID_DIRECTIVE"),
        ("Alexa.PowerController", "Explode", "lamp-kitchen", "INVALID_DIRECTIVE"),
        ("Alexa.Unheard", "Of", "lamp-kitchen", "INVALID_DIRECTIVE"),
        ("Alexa.BrightnessController", "SetBrightness", "lamp-kitchen", "INVALID_DIRECTIVE"),
    ]

    @Test func answersEveryInputWithAnEvent() async throws {
        try await LoopbackLambda.run { lambda in
            try await BootstrapProcess.run(at: lambda) { _ in
                for (namespace, name, endpoint, type) in Self.errors {
                    let answer = await lambda.answer(
                        to: Sent.command(namespace, name, to: endpoint), "\(name)-\(type)-\(endpoint)")
                    #expect(answer == Answer("Alexa.ErrorResponse", correlationToken: "corr", errorType: type))
                }
                let whole = Sent.command("Alexa.PowerController", "TurnOn", to: "lamp-kitchen")
                let inputs: [[UInt8]] =
                    [
                        [], Array("null".utf8), Array("{}".utf8), Array("[1".utf8), [0xff, 0xfe, 0],
                        Array("\"text\"".utf8),
                    ]
                    + [whole.count - 1, whole.count / 2, 20].map { Array(whole.prefix($0)) }
                    + [
                        [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20),
                        [UInt8](repeating: 32, count: (6 << 20) + 1),
                    ]
                for (number, input) in inputs.enumerated() {
                    let answer = await lambda.answer(to: input, "input-\(number)")
                    #expect(answer?.name == "Alexa.ErrorResponse", "input \(number)")
                }
                #expect(await lambda.answer(to: whole, "last")?.name == "Alexa.Response")
            }
        }
    }

    /// An answer never exceeds Lambda's limit, although it repeats parts of the directive.
    @Test func anAnswerThatWouldBeTooLargeBecomesAnError() async throws {
        try await LoopbackLambda.run { lambda in
            try await BootstrapProcess.run(at: lambda) { _ in
                let frame = Sent.command("Alexa.PowerController", "TurnOn", to: "lamp-kitchen", token: "").count
                for size in [3 << 20, 6 << 20] {
                    let token = String(repeating: "t", count: size - frame)
                    let directive = Sent.command("Alexa.PowerController", "TurnOn", to: "lamp-kitchen", token: token)
                    guard case .answered(let event) = await lambda.invoke(directive, requestId: "r-\(size)") else {
                        Issue.record("not answered")
                        return
                    }
                    #expect(event.count <= 6_291_556)
                    #expect(["Alexa.Response", "Alexa.ErrorResponse"].contains(Answer(event).name))
                }
            }
        }
    }

    @Test func twoHundredInARow() async throws {
        try await LoopbackLambda.run { lambda in
            try await BootstrapProcess.run(at: lambda) { process in
                for number in 0..<200 * TestSize.factor {
                    let name = number.isMultiple(of: 2) ? "TurnOn" : "TurnOff"
                    let directive = Sent.command(
                        "Alexa.PowerController", name, to: "lamp-kitchen", token: "corr-\(number)")
                    #expect(
                        await lambda.answer(to: directive, "r-\(number)")
                            == Answer("Alexa.Response", correlationToken: "corr-\(number)"))
                }
                #expect(lambda.connections == 1)
                #expect(await process.lines("cold_start", atLeast: 1).count == 1)
            }
        }
    }

    @Test func wrongSettingsAreAllReported() async throws {
        try await LoopbackLambda.run { lambda in
            let settings = [
                "PORCHLIGHT_DEFERRAL_AFTER_SECONDS": "soon", "PORCHLIGHT_NO_SUCH_SETTING": "1",
                "PORCHLIGHT_HOME": "/no/such/file", "PORCHLIGHT_STORE_PATH": "/tmp/store",
                "PORCHLIGHT_LAMBDA_EXTENSION": "perhaps", "PORCHLIGHT_TUYA_CLIENT_SECRET": "s3cret-of-mine",
                "PORCHLIGHT_CONFIG": "/no/such/config.json",
            ]
            let process = try BootstrapProcess(at: lambda.address, settings)
            #expect(await process.end() == 1)
            guard case .failedToStart(let type, let body)? = lambda.acts.first, lambda.acts.count == 1 else {
                Issue.record("\(lambda.acts)")
                return
            }
            #expect(type == "Porchlight.ConfigurationError")
            let report = JSONDocument(parsing: body).value?.object
            #expect(report?["errorType"]?.string == type)
            #expect(report?["stackTrace"]?.array == [])
            let message = try #require(report?["errorMessage"]?.string)
            // The secret itself is valid; its client id is missing.
            let wrong = settings.keys.filter { $0 != "PORCHLIGHT_TUYA_CLIENT_SECRET" } + ["PORCHLIGHT_TUYA_CLIENT_ID"]
            for name in wrong { #expect(message.contains(name), "\(message)") }
            #expect(!message.contains("s3cret"))
            #expect(process.lines("not_started").count == 1)
        }
    }

    @Test func aFunctionWithoutDevicesSaysWhatToDo() async throws {
        try await LoopbackLambda.run { lambda in
            let process = try BootstrapProcess(at: lambda.address, [:])
            #expect(await process.end() == 1)
            guard case .failedToStart(_, let body)? = lambda.acts.first else {
                Issue.record("\(lambda.acts)")
                return
            }
            #expect(String(decoding: body, as: UTF8.self).contains("PORCHLIGHT_HOME=sample"))
        }
    }

    @Test func withoutARuntimeAPIItSaysWhatToUse() async throws {
        let process = try BootstrapProcess(at: nil)
        #expect(await process.end() == 2)
        #expect(process.log.contains("porchlight handle"))
    }

    @Test func endsWhenTheRuntimeAPIIsGone() async throws {
        let address = try await LoopbackLambda.run { $0.address }
        let process = try BootstrapProcess(at: address)
        #expect(await process.end() == 1)
        #expect(process.lines("no_invocations").count == 1)
    }

    @Test func grantsAreRefusedWhereThereIsNoStore() async throws {
        try await LoopbackLambda.run { lambda in
            let settings = [
                "PORCHLIGHT_TUYA_CLIENT_ID": "client", "PORCHLIGHT_TUYA_CLIENT_SECRET": "client-secret",
                "PORCHLIGHT_TUYA_REGION": "eu",
            ]
            try await BootstrapProcess.run(at: lambda, settings) { process in
                #expect(
                    await lambda.answer(to: Sent.acceptGrant, "r-1")
                        == Answer("Alexa.Authorization.ErrorResponse", errorType: "ACCEPT_GRANT_FAILED"))
                #expect(await process.lines("grant_refused", atLeast: 1).count == 1)
                #expect(process.lines("grant_refused").first?.contains("Send Alexa Events") == true)
            }
        }
    }

    /// Tokens are checked even if everything is simulated and nothing else needs the network.
    @Test func customersAreToldApartInFrontOfASimulatedHome() async throws {
        try await LoopbackLambda.run { lambda in
            let settings = [
                "PORCHLIGHT_HOME": "sample", "PORCHLIGHT_CUSTOMER_RESOLVER": "jwt",
                "PORCHLIGHT_TOKEN_ISSUER": "https://localhost:1", "PORCHLIGHT_TOKEN_AUDIENCES": "porchlight",
            ]
            try await BootstrapProcess.run(at: lambda, settings) { _ in
                let on = Sent.command("Alexa.PowerController", "TurnOn", to: "lamp-kitchen")
                #expect(await lambda.answer(to: on, "r-1")?.errorType == "INVALID_AUTHORIZATION_CREDENTIAL")
            }
        }
    }

    /// The authorization server changes its key while the process runs.
    @Test func aKeyThatIsRotatedNeedsNoRestart() async throws {
        let (old, new) = (TestKey.es256("old"), TestKey.es256("new"))
        let server = TestAuthorizationServer([old])
        try await LoopbackServer.run(tls: false, server.answer) { loopback in
            try await LoopbackLambda.run { lambda in
                let settings = [
                    "PORCHLIGHT_HOME": "sample", "PORCHLIGHT_CUSTOMER_RESOLVER": "jwt",
                    "PORCHLIGHT_TOKEN_ISSUER": "tests", "PORCHLIGHT_TOKEN_AUDIENCES": "porchlight",
                    "PORCHLIGHT_JWT_JWKS_URL": loopback.url + TestAuthorizationServer.keysPath,
                ]
                let end = Date().timeIntervalSince1970.rounded(.down) + 3600
                func turnOn(_ key: TestKey, _ subject: String) async throws -> [UInt8] {
                    let token = try await key.token([
                        "iss": "tests", "aud": "porchlight", "sub": .string(subject), "exp": .number(end),
                    ])
                    let text = String(
                        decoding: Sent.command("Alexa.PowerController", "TurnOn", to: "lamp-kitchen"), as: UTF8.self)
                    return Array(text.replacing("access-token-from-skill", with: token).utf8)
                }
                // Retried if the server, which is in the same busy process as all the tests, took more than 3 s.
                var answers: [String?] = ["INTERNAL_ERROR"]
                for attempt in 0..<5 where answers.contains("INTERNAL_ERROR") {
                    server.publish([old])
                    answers = try await BootstrapProcess.run(at: lambda, settings) { _ in
                        let before = await lambda.answer(to: try await turnOn(old, "before"), "r-\(attempt)-1")
                        server.publish([new])
                        let after = await lambda.answer(to: try await turnOn(new, "after"), "r-\(attempt)-2")
                        let late = await lambda.answer(to: try await turnOn(old, "late"), "r-\(attempt)-3")
                        return [before, after, late].map { $0?.errorType ?? $0?.name }
                    }
                }
                #expect(answers == ["Alexa.Response", "Alexa.Response", "INVALID_AUTHORIZATION_CREDENTIAL"])
            }
        }
    }

    @Test func severalAtOnce() async throws {
        try await LoopbackLambda.run { lambda in
            let settings = ["PORCHLIGHT_HOME": "sample", "AWS_LAMBDA_MAX_CONCURRENCY": "4"]
            try await BootstrapProcess.run(at: lambda, settings) { _ in
                await lambda.wait { $0.asked == 4 }
                let answers = await withTaskGroup(of: Answer?.self) { group in
                    for number in 0..<40 {
                        group.addTask { await lambda.answer(to: Sent.discover, "r-\(number)") }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(answers.count == 40)
                #expect(Set(answers).map(\.?.name) == ["Alexa.Discovery.Discover.Response"])
            }
        }
    }
}
