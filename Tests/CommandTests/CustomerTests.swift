import AlexaProtocol
import Foundation
import HTTPTypes
import LoopbackServer
import Synchronization
import TestSupport
import Testing

/// `porchlight handle` and `check` with tokens of the operator's authorization server.
@Suite struct CustomerTests {
    private static let audience = "https://porchlight.example.com"

    private static func jwt(_ url: String) -> [String: String] {
        [
            "PORCHLIGHT_CUSTOMER_RESOLVER": "jwt", "PORCHLIGHT_TOKEN_ISSUER": url,
            "PORCHLIGHT_TOKEN_AUDIENCES": "\(audience), https://other.example.com",
        ]
    }

    private static func introspection(_ url: String, secret: String = "s3cret") -> [String: String] {
        [
            "PORCHLIGHT_CUSTOMER_RESOLVER": "introspection",
            "PORCHLIGHT_INTROSPECTION_URL": url + TestAuthorizationServer.introspectionPath,
            "PORCHLIGHT_INTROSPECTION_CLIENT_ID": "porchlight", "PORCHLIGHT_INTROSPECTION_CLIENT_SECRET": secret,
        ]
    }

    /// Runs `body` with a server that publishes keys and a discovery document, and that accepts the token `good`.
    private static func run(_ keys: [TestKey], _ body: (String) async throws -> Void) async throws {
        let server = TestAuthorizationServer(keys)
        server.introspect { request, form in
            // porchlight:s3cret
            guard request.headerFields[.authorization] == "Basic cG9yY2hsaWdodDpzM2NyZXQ=" else {
                return LoopbackAnswer(.unauthorized, body: Array(#"{"error": "invalid_client"}"#.utf8))
            }
            guard form.hasPrefix("token=good&") else { return TestAuthorizationServer.json(["active": false]) }
            return TestAuthorizationServer.json(["active": true, "sub": "customer-1"])
        }
        try await LoopbackServer.run(tls: false, server.answer) { loopback in
            server.answerDiscovery(
                TestAuthorizationServer.json([
                    "issuer": .string(loopback.url),
                    "jwks_uri": .string(loopback.url + TestAuthorizationServer.keysPath),
                ]))
            try await body(loopback.url)
        }
    }

    private static func claims(_ url: String, _ changes: JSONObject = [:]) -> JSONObject {
        let now = Date().timeIntervalSince1970.rounded(.down)
        var claims: JSONObject = [
            "iss": .string(url), "aud": .string(audience), "sub": "customer-1", "iat": .number(now - 10),
            "exp": .number(now + 3600),
        ]
        for member in changes.members { claims[member.key] = member.value.isNull ? nil : member.value }
        return claims
    }

    private static func directive(_ token: String, discovery: Bool = false) -> String {
        let scope = #""scope": {"type": "BearerToken", "token": "\#(token)"}"#
        let header = #""payloadVersion": "3", "messageId": "m", "correlationToken": "c""#
        return discovery
            ? #"{"directive": {"header": {"namespace": "Alexa.Discovery", "name": "Discover", \#(header)}, "payload": {\#(scope)}}}"#
            : #"{"directive": {"header": {"namespace": "Alexa", "name": "ReportState", \#(header)}, "#
                + #""endpoint": {"endpointId": "light-1", \#(scope), "cookie": {}}, "payload": {}}}"#
    }

    /// Runs a command, and repeats it if the server, which is in the same busy process as all the tests, took more than 3 s.
    private static func inTime(_ command: Command) async throws -> Command.Result {
        var result = try await command.run()
        for _ in 0..<5 where (result.output + result.log).contains("in time") { result = try await command.run() }
        return result
    }

    /// The error type or the name of each answer, and the log.
    private static func handle(
        _ directives: [String], _ environment: [String: String]
    ) async throws -> (answers: [String], log: String, output: String) {
        let result = try await Self.inTime(
            Command(
                arguments: ["handle", "--stream"], environment: environment,
                input: Array(directives.map { $0 + "\n" }.joined().utf8)))
        #expect(result.status == 0, "\(result.log)")
        let answers = result.output.split(separator: "\n").map { line in
            let event = JSONDocument(parsing: Array(line.utf8)).value?.object?["event"]?.object
            return event?["payload"]?.object?["type"]?.string ?? event?["header"]?.object?["name"]?.string ?? "?"
        }
        return (answers, result.log, result.output)
    }

    /// From the settings to the event: each token, and the resulting answer.
    @Test func tokensOfOnesOwnServer() async throws {
        let (key, forger) = (TestKey.es256("key-1"), TestKey.es256("key-1"))
        try await Self.run([key]) { url in
            let now = Date().timeIntervalSince1970.rounded(.down)
            let good = try await key.token(Self.claims(url))
            let tokens = [
                good,
                try await forger.token(Self.claims(url)),
                try await key.token(Self.claims(url, ["aud": "another"])),
                try await key.token(Self.claims(url, ["iss": "https://another.example.com"])),
                try await key.token(Self.claims(url, ["exp": .number(now - 100)])),
                try await key.token(Self.claims(url), header: ["alg": "none"]),
                try await TestKey.es256("key-2").token(Self.claims(url)), "opaque",
                try await key.token(Self.claims(url, ["sub": .null])), good,
            ]
            let (answers, log, output) = try await Self.handle(tokens.map { Self.directive($0) }, Self.jwt(url))
            // The sample home has no such endpoint, so this is the answer for an accepted token.
            #expect(
                answers == [
                    "NO_SUCH_ENDPOINT", "INVALID_AUTHORIZATION_CREDENTIAL", "INVALID_AUTHORIZATION_CREDENTIAL",
                    "INVALID_AUTHORIZATION_CREDENTIAL", "EXPIRED_AUTHORIZATION_CREDENTIAL",
                    "INVALID_AUTHORIZATION_CREDENTIAL", "INVALID_AUTHORIZATION_CREDENTIAL",
                    "INVALID_AUTHORIZATION_CREDENTIAL", "INTERNAL_ERROR", "NO_SUCH_ENDPOINT",
                ], "\(output)")
            for token in tokens where token != "opaque" { #expect(!(log + output).contains(token)) }
            let rules = log.split(separator: "\n").compactMap { line -> String? in
                let object = JSONDocument(parsing: Array(line.utf8)).value?.object
                return object?["event"] == "directive" ? object?["rule"]?.string : nil
            }
            #expect(rules.contains("skill.invalid_credential") && rules.contains("skill.expired_credential"))
            #expect(log.contains("token.customer_claim"))
        }
    }

    @Test func discoveryWithAForgedTokenFindsNothing() async throws {
        let key = TestKey.es256("key-1")
        try await Self.run([key]) { url in
            let tokens = [
                try await TestKey.es256("key-1").token(Self.claims(url)), try await key.token(Self.claims(url)),
            ]
            let (_, _, output) = try await Self.handle(
                tokens.map { Self.directive($0, discovery: true) }, Self.jwt(url))
            let counts = output.split(separator: "\n").map { line in
                let event = JSONDocument(parsing: Array(line.utf8)).value?.object?["event"]?.object
                return event?["payload"]?.object?["endpoints"]?.array?.count ?? -1
            }
            #expect(counts.first == 0 && counts.count == 2 && counts.last ?? 0 > 10)
        }
    }

    @Test func introspectedTokens() async throws {
        try await Self.run([]) { url in
            let directives = ["good", "other", "good"].map { Self.directive($0) }
            let (answers, _, _) = try await Self.handle(directives, Self.introspection(url))
            #expect(answers == ["NO_SUCH_ENDPOINT", "INVALID_AUTHORIZATION_CREDENTIAL", "NO_SUCH_ENDPOINT"])
            let (failed, log, output) = try await Self.handle(directives, Self.introspection(url, secret: "wr0ng"))
            #expect(failed == ["INTERNAL_ERROR", "INTERNAL_ERROR", "INTERNAL_ERROR"])
            #expect(log.contains(#""event":"alarm""#) && log.contains("introspection.client_secret"))
            #expect(!(log + output).contains("wr0ng"))
        }
    }

    @Test func theServerIsTried() async throws {
        let key = TestKey.es256("key-1")
        try await Self.run([key, .ed25519("key-2"), .es256("key-3")]) { url in
            var fewer = Self.jwt(url)
            fewer["PORCHLIGHT_JWT_ALGORITHMS"] = "RS256"
            var elsewhere = Self.jwt(url)
            elsewhere["PORCHLIGHT_JWT_JWKS_URL"] = "http://127.0.0.1:1/keys"
            let cases: [([String: String], Bool, String)] = [
                (Self.jwt(url), true, "The server's keys can be read: ES256 (2), EdDSA (1)."),
                (fewer, false, "jwt.algorithms has none of these"), (elsewhere, false, "cannot be read"),
                (Self.introspection(url), true, "The server accepts our credentials"),
                (Self.introspection(url, secret: "wr0ng"), false, "introspection.client_secret"),
            ]
            for (environment, works, words) in cases {
                let result = try await Self.inTime(Command(arguments: ["check"], environment: environment))
                #expect(result.status == (works ? 0 : 1), "\(result.output)")
                #expect(result.output.contains((works ? "ok       " : "failed   ") + "customers\n"), "\(result.output)")
                #expect(result.output.contains(words), "\(result.output)")
                #expect(!(result.output + result.log).contains("wr0ng"))
            }
            let json = try await Self.inTime(
                Command(arguments: ["check", "--json"], environment: Self.jwt(url)))
            let report = JSONDocument(parsing: Array(json.output.utf8)).value?.object
            #expect(report?["customers"]?.object?["verdict"] == "works")
        }
    }
}
