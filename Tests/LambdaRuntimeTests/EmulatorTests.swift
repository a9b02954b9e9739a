import AlexaProtocol
import Foundation
import TestSupport
import Testing

/// `bootstrap` under AWS's own emulator. One process at a time, because each occupies ports and much CPU time.
@Suite(
    .serialized, .timeLimit(.minutes(5)),
    .enabled(
        if: Emulator.isThere || Emulator.isRequired,
        "AWS's Lambda emulator is missing; scripts/fetch-emulator fetches it"))
struct EmulatorTests {
    @Test func answersSuccessEveryClassOfErrorAndMalformedInput() async throws {
        try await Emulator.run { emulator in
            let on = Sent.command("Alexa.PowerController", "TurnOn", to: "lamp-kitchen")
            var inputs: [([UInt8], Answer)] = [
                (on, Answer("Alexa.Response", correlationToken: "corr")),
                (Sent.acceptGrant, Answer("Alexa.Authorization.AcceptGrant.Response")),
            ]
            for (namespace, name, endpoint, type) in BootstrapTests.errors {
                inputs.append(
                    (
                        Sent.command(namespace, name, to: endpoint),
                        Answer("Alexa.ErrorResponse", correlationToken: "corr", errorType: type)
                    ))
            }
            let unreadable = Answer("Alexa.ErrorResponse", errorType: "INVALID_DIRECTIVE")
            inputs += [("null", unreadable), ("[1", unreadable), ("{}", unreadable)].map { (Array($0.utf8), $1) }
            inputs.append(
                (
                    Array(on.dropLast(40)),
                    Answer("Alexa.ErrorResponse", correlationToken: "corr", errorType: "INVALID_DIRECTIVE")
                ))
            for (input, expected) in inputs {
                let (status, body) = try await emulator.invoke(input)
                #expect(status == 200)
                #expect(Answer(body) == expected, "\(String(decoding: input.prefix(300), as: UTF8.self))")
            }
            let discovered = try await emulator.invoke(Sent.discover)
            #expect(Answer(discovered.body).endpoints ?? 0 > 50)
        }
    }

    @Test func twoHundredInARow() async throws {
        try await Emulator.run { emulator in
            for number in 0..<200 {
                let name = number.isMultiple(of: 2) ? "TurnOn" : "TurnOff"
                let (status, body) = try await emulator.invoke(
                    Sent.command("Alexa.PowerController", name, to: "lamp-kitchen", token: "corr-\(number)"))
                #expect(status == 200)
                #expect(Answer(body) == Answer("Alexa.Response", correlationToken: "corr-\(number)"))
            }
            // One process has answered all invocations.
            #expect(emulator.log.components(separatedBy: #""event":"cold_start""#).count == 2)
        }
    }

    @Test func aMisconfiguredBootstrapIsReported() async throws {
        let settings = ["PORCHLIGHT_DEFERRAL_AFTER_SECONDS": "soon", "PORCHLIGHT_NO_SUCH_SETTING": "1"]
        try await Emulator.run(settings) { emulator in
            let (_, body) = try await emulator.invoke(Sent.discover)
            let report = JSONDocument(parsing: body).value?.object
            #expect(report?["errorType"]?.string == "Porchlight.ConfigurationError")
            let message = report?["errorMessage"]?.string ?? ""
            for name in settings.keys { #expect(message.contains(name)) }
        }
    }

    @Test func anExtensionDelaysNothing() async throws {
        let settings = ["PORCHLIGHT_HOME": "sample", "PORCHLIGHT_LAMBDA_EXTENSION": "on"]
        try await Emulator.run(settings) { emulator in
            for _ in 0..<3 {
                let discovered = try await emulator.invoke(Sent.discover)
                #expect(Answer(discovered.body).name == "Alexa.Discovery.Discover.Response")
            }
            #expect(emulator.log.contains("registered, subscribed to []"))
        }
    }
}
