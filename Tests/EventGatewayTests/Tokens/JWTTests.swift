import AlexaProtocol
import Crypto
import Foundation
import LoopbackServer
import TestSupport
import Testing

@testable import EventGateway

/// Which JWTs are accepted.
@Suite struct JWTTests {
    private static let key = TestKey.es256("key-1")

    @Test func everyAlgorithm() async throws {
        var keys = [TestKey.es256("a"), .es384("b"), .ed25519("c")]
        if OpenSSL.mayRun {
            for algorithm in ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"] {
                keys.append(try await OpenSSL.usual.testKey(algorithm, algorithm))
            }
        }
        try await TokenSetup.run(keys) { setup in
            let resolver = try setup.jwt()
            for key in keys {
                let token = try await key.token(setup.claims())
                #expect(await setup.result(resolver, token) == "customer-1", "\(key.algorithm)")
                // Signed by another key of the set, and with another algorithm in the header.
                for other in keys where other.jwk["kid"] != key.jwk["kid"] {
                    let forged = try await other.token(setup.claims(), header: ["kid": key.jwk["kid"] ?? .null])
                    let named = try await key.token(setup.claims(), header: ["alg": .string(other.algorithm)])
                    // All six RSA algorithms share a key here, so only the name of the algorithm is wrong.
                    if key.jwk["kty"] != "RSA" || other.jwk["kty"] != "RSA" {
                        #expect(
                            await setup.result(resolver, forged) == "invalid", "\(key.algorithm) \(other.algorithm)")
                    }
                    #expect(await setup.result(resolver, named) == "invalid", "\(key.algorithm) \(other.algorithm)")
                }
            }
        }
    }

    @Test func anEd25519NameOfItsOwn() async throws {
        let key = TestKey.ed25519("c")
        try await TokenSetup.run([key]) { setup in
            let token = try await key.token(setup.claims(), header: ["alg": "Ed25519"])
            #expect(try await setup.result(setup.jwt(), token) == "customer-1")
        }
    }

    /// Changes of the claims, each in a correctly signed token.
    @Test func claims() async throws {
        try await TokenSetup.run([Self.key]) { setup in
            let now = setup.seconds(0).number ?? 0
            let cases: [(JSONObject, String)] = [
                ([:], "customer-1"),
                // Issuer.
                (["iss": "https://login.example.com"], "invalid"), (["iss": "https://evil.example.com/"], "invalid"),
                (["iss": .null], "invalid"), (["iss": ["https://login.example.com/"]], "invalid"),
                (["iss": "HTTPS://LOGIN.EXAMPLE.COM/"], "invalid"),
                // Audience.
                (["aud": ["a", .string(TokenSetup.audience)]], "customer-1"),
                (["aud": "https://other.example.com"], "customer-1"), (["aud": "another"], "invalid"),
                (["aud": ["another", 1, .null]], "invalid"), (["aud": []], "invalid"), (["aud": .null], "invalid"),
                (["aud": [:]], "invalid"), (["aud": .string(TokenSetup.audience + "/")], "invalid"),
                (["aud": [[.string(TokenSetup.audience)]]], "invalid"),
                // Expiry. Clocks may differ by a minute.
                (["exp": setup.seconds(-30)], "customer-1"), (["exp": setup.seconds(-61)], "expired"),
                (["exp": .number(now + 0.5)], "customer-1"), (["exp": 0], "expired"), (["exp": -5], "expired"),
                (["exp": 1e18], "invalid"), (["exp": .string("\(Int(now) + 60)")], "invalid"),
                (["exp": .null], "invalid"),
                (["exp": true], "invalid"),
                // Start. A token that is not yet valid means a wrong clock, not a forgery.
                (["nbf": setup.seconds(30)], "customer-1"), (["nbf": setup.seconds(90)], "failed"),
                (["iat": setup.seconds(30)], "customer-1"), (["iat": setup.seconds(90)], "failed"),
                (["iat": .null], "customer-1"), (["iat": "yesterday"], "invalid"),
                // An expired token for another audience is invalid, not expired.
                (["exp": setup.seconds(-61), "aud": "another"], "invalid"),
                (["exp": setup.seconds(-61), "iss": "another"], "invalid"),
                // Customer.
                (["sub": "another"], "another"), (["sub": 42], "42"), (["sub": .null], "failed"),
                (["sub": ""], "failed"),
                (["sub": .string(String(repeating: "x", count: 257))], "failed"), (["sub": ["customer-1"]], "failed"),
                (["sub": 1.5], "failed"),
            ]
            let resolver = try setup.jwt()
            for (changes, expected) in cases {
                let token = try await Self.key.token(setup.claims(changes))
                #expect(await setup.result(resolver, token) == expected, "\(JSONValue.object(changes).text)")
            }
        }
    }

    /// Changes of the header, each in a correctly signed token with valid claims.
    @Test(
        arguments: [
            ([:], "customer-1"), (["typ": "at+jwt"], "customer-1"), (["typ": .null], "customer-1"),
            (["alg": "none"], "invalid"), (["alg": "None"], "invalid"), (["alg": ""], "invalid"),
            (["alg": .null], "invalid"), (["alg": 256], "invalid"), (["alg": "HS256"], "invalid"),
            (["alg": "RS256"], "invalid"), (["alg": "ES384"], "invalid"), (["alg": "ES256K"], "invalid"),
            (["crit": ["exp"]], "invalid"), (["crit": []], "invalid"), (["b64": false, "crit": ["b64"]], "invalid"),
            // A key inside the token, or at an address in the token, is ignored.
            (["kid": "key-2", "jku": "http://127.0.0.1:1/keys"], "invalid"),
            // Without `kid` the only key that fits the algorithm is used.
            (["kid": .null], "customer-1"), (["kid": 1], "customer-1"), (["kid": ""], "invalid"),
            (["kid": "../../key-1"], "invalid"),
        ] as [(JSONObject, String)])
    func headers(_ header: JSONObject, _ expected: String) async throws {
        try await TokenSetup.run([Self.key]) { setup in
            let token = try await Self.key.token(setup.claims(), header: header)
            #expect(try await setup.result(setup.jwt(), token) == expected)
        }
    }

    /// A public key must not be used as a shared secret (RFC 8725, 2.1).
    @Test func aPublicKeyAsSharedKey() async throws {
        try await TokenSetup.run([Self.key]) { setup in
            let point = ["x", "y"].compactMap { Self.key.jwk[$0]?.string }.compactMap {
                Base64URL.bytes(Array($0.utf8)[...])
            }
            let public_ = try P256.Signing.PublicKey(rawRepresentation: Data(point.joined()))
            let keys = [
                Array(public_.pemRepresentation.utf8), Array(public_.derRepresentation),
                Array(public_.rawRepresentation),
                JSONValue.object(Self.key.jwk).encoded(), [],
            ]
            let resolver = try setup.jwt()
            for bytes in keys {
                var forger = Self.key
                forger.algorithm = "HS256"
                forger.sign = { Array(HMAC<SHA256>.authenticationCode(for: $0, using: SymmetricKey(data: bytes))) }
                #expect(try await setup.result(resolver, await forger.token(setup.claims())) == "invalid")
            }
            // No request is sent for such a token.
            #expect(setup.server.readings == 0)
        }
    }

    @Test func malformedTokens() async throws {
        try await TokenSetup.run([Self.key]) { setup in
            let good = try await Self.key.token(setup.claims())
            let parts = good.split(separator: ".").map(String.init)
            let none = TestKey.part(["alg": "none"]) + "." + parts[1] + "."
            var changed = Array(parts[2])
            changed[10] = changed[10] == "A" ? "B" : "A"
            // Base64 of 64 bytes has four unused bits.
            let spare =
                String(parts[2].dropLast())
                + (parts[2].last == "A" ? "B" : "AQgw".contains(parts[2].last ?? "-") ? "B" : "h")
            let other = TestKey.part(setup.claims(["sub": "customer-2"]))
            let broken = TestKey.base64URL(Array(#"{"alg": "ES256", "kid": "key-1""#.utf8))
            let tokens = [
                none, none + "x", parts[0] + "." + parts[1] + ".", parts[0] + "." + parts[1],
                parts[0] + "." + other + "." + parts[2], "\(parts[0]).\(parts[1]).\(String(changed))",
                "\(parts[0]).\(parts[1]).\(spare)", good + "=", good + ".", "." + good, good + "." + parts[2],
                "a.b.c.d.e", good + " ", " " + good, good.replacing(".", with: ". "), "opaque", "..", "...", "....",
                "Atza|IwEBI", "\(parts[0])+.\(parts[1]).\(parts[2])", "\(broken).\(parts[1]).\(parts[2])",
                "W10.\(parts[1]).\(parts[2])", "\(parts[0]).W10.\(parts[2])", "\(parts[0]).bnVsbA.\(parts[2])",
                "\(parts[1]).\(parts[0]).\(parts[2])", String(repeating: "a", count: 8193), good + good,
                "\(parts[0]).\(parts[1]).\(TestKey.base64URL([UInt8](repeating: 0, count: 64)))",
            ]
            let resolver = try setup.jwt()
            for token in tokens { #expect(await setup.result(resolver, token) == "invalid", "\(token)") }
            #expect(await setup.result(resolver, nil) == "invalid")
            #expect(await setup.result(resolver, "") == "invalid")
            #expect(await setup.result(resolver, good) == "customer-1")
        }
    }

    /// Only the exact token is accepted: one character is changed, removed or doubled.
    @Test func changedTokens() async throws {
        var random = SplitMix64()
        try await TokenSetup.run([Self.key]) { setup in
            let resolver = try setup.jwt()
            let good = Array(try await Self.key.token(setup.claims()).utf8)
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/".utf8)
            for _ in 0..<300 * TestSize.factor {
                var token = good
                let place = Int.random(in: 0..<token.count, using: &random)
                let character = alphabet.filter { $0 != token[place] }.randomElement(using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: token.remove(at: place)
                case 1: token.insert(token[place], at: place)
                default: token[place] = character ?? 0
                }
                let text = String(decoding: token, as: UTF8.self)
                #expect(await setup.result(resolver, text) == "invalid", "\(text), TEST_SEED=\(random.seed)")
            }
        }
    }

    /// A JWE has five parts; the message explains the remedy.
    @Test func messagesSayWhatToDoAndNoToken() async throws {
        try await TokenSetup.run([Self.key]) { setup in
            let resolver = try setup.jwt()
            func message(_ claims: JSONObject, _ header: JSONObject = [:]) async throws -> String {
                let token = try await Self.key.token(setup.claims(claims), header: header)
                let message = await setup.failure(resolver, token)?.message ?? "accepted"
                #expect(!message.contains(token) && !message.contains("customer-1"))
                return message
            }
            #expect(await setup.failure(resolver, "a.b.c.d.e")?.message.contains("encrypted JWT (JWE)") == true)
            #expect(
                await setup.failure(resolver, "opaque")?.message.contains("customer.resolver = introspection") == true)
            #expect(try await message(["iss": "https://login.example.com"]).contains("the slash at the end"))
            #expect(try await message(["aud": "another"]).contains("token.audiences"))
            #expect(try await message(["sub": .null]).contains("token.customer_claim"))
            #expect(
                try await message(["iat": setup.seconds(300)]).contains("300 s from now (iat): this machine's clock"))
            #expect(try await message(["exp": setup.seconds(-100)]).contains("expired 100 s ago"))
            #expect(try await message([:], ["alg": "none"]).contains("(alg)"))
        }
    }

    @Test func clientsAndOtherClaims() async throws {
        try await TokenSetup.run([Self.key]) { setup in
            let cases: [(JSONObject, String)] = [
                (["client_id": "alexa"], "u-1"), (["azp": "alexa"], "u-1"), (["cid": "alexa"], "u-1"),
                (["appid": "alexa"], "u-1"), (["client_id": "web"], "invalid"), ([:], "invalid"),
                // The first claim that is present counts.
                (["client_id": "web", "azp": "alexa"], "invalid"), (["azp": ["alexa"]], "invalid"),
                (["client_id": "alexa", "aud": "any"], "u-1"), (["client_id": "alexa", "uid": .null], "failed"),
            ]
            let resolver = try setup.jwt { configuration in
                configuration.rules.audiences = []
                configuration.rules.clients = ["alexa", "alexa-test"]
                configuration.rules.customerClaim = "uid"
            }
            for (changes, expected) in cases {
                var claims = setup.claims(["aud": .null, "uid": "u-1"])
                for member in changes.members { claims[member.key] = member.value.isNull ? nil : member.value }
                let token = try await Self.key.token(claims)
                #expect(await setup.result(resolver, token) == expected, "\(JSONValue.object(changes).text)")
            }
        }
    }

    @Test func onlyTheAlgorithmsOfTheSettings() async throws {
        let keys = [TestKey.es256("a"), .ed25519("b")]
        try await TokenSetup.run(keys) { setup in
            let resolver = try setup.jwt { $0.algorithms = [.edDSA, .rs256] }
            #expect(try await setup.result(resolver, await keys[0].token(setup.claims())) == "invalid")
            #expect(try await setup.result(resolver, await keys[1].token(setup.claims())) == "customer-1")
        }
    }

    /// Keys that must not be used, each together with a valid key of another name.
    @Test(
        arguments: [
            ["use": "enc"], ["use": 1], ["key_ops": ["sign"]], ["alg": "ES384"], ["alg": "ECDH-ES"], ["alg": 1],
            ["kty": "oct", "k": "c2VjcmV0"], ["kty": .null], ["crv": "P-521"], ["crv": "P-384"], ["x": .null],
            ["y": "AAAA"], ["x": "not base64!"], ["y": .string(TestKey.base64URL([UInt8](repeating: 1, count: 32)))],
        ] as [JSONObject])
    func unusableKeys(_ changes: JSONObject) async throws {
        var bad = TestKey.es256("bad")
        for member in changes.members { bad.jwk[member.key] = member.value.isNull ? nil : member.value }
        try await TokenSetup.run([bad, Self.key]) { setup in
            let resolver = try setup.jwt()
            #expect(try await setup.result(resolver, await bad.token(setup.claims())) == "invalid")
            #expect(try await setup.result(resolver, await Self.key.token(setup.claims())) == "customer-1")
            // The bad key does not make the choice for a token without `kid` ambiguous.
            let nameless = try await Self.key.token(setup.claims(), header: ["kid": .null])
            #expect(await setup.result(resolver, nameless) == "customer-1")
        }
    }

    @Test func withoutANameOnlyOneKeyMayFit() async throws {
        let keys = [TestKey.es256("a"), .es256("b"), .ed25519("c")]
        try await TokenSetup.run(keys) { setup in
            let resolver = try setup.jwt()
            #expect(
                try await setup.result(resolver, await keys[0].token(setup.claims(), header: ["kid": .null]))
                    == "invalid")
            let only = try await keys[2].token(setup.claims(), header: ["kid": .null])
            #expect(await setup.result(resolver, only) == "customer-1")
        }
    }

    /// A checked token is cached, but no longer than it is valid.
    @Test func acceptedTokensAreCachedUntilTheyEnd() async throws {
        try await TokenSetup.run([Self.key]) { setup in
            let resolver = try setup.jwt()
            let token = try await Self.key.token(setup.claims(["exp": setup.seconds(100)]))
            #expect(await setup.result(resolver, token) == "customer-1")
            setup.clock.pass(.seconds(99))
            #expect(await setup.result(resolver, token) == "customer-1")
            setup.clock.pass(.seconds(62))
            #expect(await setup.result(resolver, token) == "expired")
            #expect(setup.server.readings == 1)
        }
    }
}
