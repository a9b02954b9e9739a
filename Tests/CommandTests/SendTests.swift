import AlexaProtocol
import Foundation
import HTTPTypes
import LoopbackServer
import Synchronization
import Testing

/// `porchlight send` against a loopback gateway.
@Suite struct SendTests {
    private static let event = Array(
        #"{"event": {"header": {"namespace": "Alexa", "name": "ErrorResponse", "messageId": "m1", "correlationToken": "corr-secret", "payloadVersion": "3"}, "endpoint": {"endpointId": "lock"}, "payload": {"type": "INTERNAL_ERROR", "message": "x"}}}"#
            .utf8)

    private static func send(
        _ statuses: [Int], arguments: [String] = [], trusting: Bool = true, token: String = "Atza|token-secret"
    ) async throws -> (Command.Result, calls: Int) {
        let answers = Mutex(statuses)
        let calls = Mutex(0)
        let script: LoopbackServer.Script = { _, _ in
            calls.withLock { $0 += 1 }
            let status = answers.withLock { $0.isEmpty ? 202 : $0.removeFirst() }
            return LoopbackAnswer(HTTPResponse.Status(code: status))
        }
        return try await LoopbackServer.run(tls: true, script) { server in
            try await withFolder { folder in
                var environment = ["AMAZON_TOKEN": token]
                if trusting {
                    let authority = folder.appending(path: "ca.pem")
                    try Data(server.certificateAuthority.utf8).write(to: authority)
                    environment["PORCHLIGHT_TLS_CA_FILE"] = authority.path
                }
                let result = try await Command(
                    arguments: ["send", "-", "--gateway", server.url + "/v3/events"] + arguments,
                    environment: environment, input: event
                ).run()
                #expect(!(result.output + result.log).contains("secret"))
                return (result, calls.withLock { $0 })
            }
        }
    }

    @Test func accepted() async throws {
        let (result, calls) = try await Self.send([], arguments: ["--token-env", "AMAZON_TOKEN"])
        #expect(result.status == 0)
        #expect(result.output == "attempt 1: 202, accepted\naccepted\n")
        #expect(calls == 1)
    }

    @Test func aLineBreakBehindTheTokenDoesNotCount() async throws {
        let (result, calls) = try await Self.send(
            [], arguments: ["--token-env", "AMAZON_TOKEN"], token: " Atza|token-secret\n")
        #expect(result.output == "attempt 1: 202, accepted\naccepted\n")
        #expect(calls == 1)
    }

    @Test(arguments: [("", "is empty"), (" \n", "is empty"), ("Atza|token secret", "holds no token")])
    func whatIsNoTokenIsNotSent(token: String, problem: String) async throws {
        let (result, calls) = try await Self.send([], arguments: ["--token-env", "AMAZON_TOKEN"], token: token)
        #expect(result.status == 2)
        #expect(result.log.contains(problem), "\(result.log)")
        #expect(calls == 0)
    }

    @Test func acceptedAfterAResend() async throws {
        let (result, calls) = try await Self.send([503], arguments: ["--token-env", "AMAZON_TOKEN"])
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("attempt 1: 503, unavailable, again in 1."))
        #expect(result.output.hasSuffix("attempt 2: 202, accepted\naccepted\n"))
        #expect(calls == 2)
    }

    /// A 401 may mean another region, so the region is looked up once.
    @Test(arguments: [(400, 1), (401, 2), (403, 1), (404, 1), (413, 1)])
    func refused(status: Int, requests: Int) async throws {
        let (result, calls) = try await Self.send([status, status], arguments: ["--token-env", "AMAZON_TOKEN"])
        #expect(result.status == 1)
        #expect(result.output.contains("refused: "))
        #expect(calls == requests)
    }

    @Test func aCertificateThatIsNotTrusted() async throws {
        let (result, calls) = try await Self.send([], arguments: ["--token-env", "AMAZON_TOKEN"], trusting: false)
        #expect(result.status == 1)
        #expect(result.output.contains("certificateRefused"))
        #expect(calls == 0)
    }

    @Test(arguments: [
        ["send", "/nowhere/event.json", "--token-env", "HOME"], ["send", "-"],
        ["send", "-", "--token-env", "NO_SUCH_VARIABLE"], ["send", "-", "--token-env", "HOME", "--customer", "c"],
        ["send", "-", "--token-env", "HOME", "--gateway", "http://example.com/"], ["send", "--nonsense"],
        ["relay"], ["outbox"], ["outbox", "show", "x"], ["outbox", "retry"],
    ])
    func usageErrorsAreOneSentence(arguments: [String]) async throws {
        let result = try await Command(arguments: arguments, input: Self.event).run()
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.log.hasPrefix("porchlight: "))
        #expect(result.log.count { $0 == "\n" } == 1)
    }
}
