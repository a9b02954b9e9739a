import AlexaProtocol
import HTTPTransport
import HTTPTypes
import LoopbackServer
import TestSupport
import Testing

@testable import EventGateway

/// The address of the keys, from the server's discovery document.
@Suite struct KeyDiscoveryTests {
    private static let key = TestKey.es256("a")

    private static func document(_ setup: TokenSetup, _ changes: JSONObject = [:]) -> LoopbackAnswer {
        var document: JSONObject = [
            "issuer": .string(setup.url), "jwks_uri": .string(setup.url + TestAuthorizationServer.keysPath),
        ]
        for member in changes.members { document[member.key] = member.value.isNull ? nil : member.value }
        return TestAuthorizationServer.json(document)
    }

    private static func resolver(_ setup: TokenSetup) throws -> JWTResolver {
        try setup.jwt {
            $0.rules.issuer = setup.url
            $0.keys = .discovery(try ServiceURL(setup.url))
        }
    }

    @Test func theServerSaysWhereItsKeysAre() async throws {
        try await TokenSetup.run([Self.key]) { setup in
            setup.server.answerDiscovery(Self.document(setup))
            let resolver = try Self.resolver(setup)
            let claims = setup.claims(["iss": .string(setup.url)])
            #expect(try await setup.result(resolver, await Self.key.token(claims)) == "customer-1")
            // The document is requested once.
            setup.server.publish([.es256("b")])
            #expect(try await setup.result(resolver, await TestKey.es256("c").token(claims)) == "invalid")
            let (discovery, keys) = (TestAuthorizationServer.discoveryPath, TestAuthorizationServer.keysPath)
            #expect(setup.server.paths == [discovery, keys, keys])
            // It is requested again after a failure, because the keys may have moved.
            setup.server.answerKeys(LoopbackAnswer(.notFound))
            #expect(try await setup.result(resolver, await TestKey.es256("d").token(claims)) == "failed")
            setup.clock.pass(.seconds(1))
            setup.server.publish([.es256("b"), Self.key])
            #expect(try await setup.result(resolver, await TestKey.es256("e").token(claims)) == "invalid")
            #expect(setup.server.paths == [discovery, keys, keys, keys, discovery, keys])
        }
    }

    @Test(
        arguments: [
            (["issuer": "https://evil.example.com"], "another issuer"), (["issuer": .null], "another issuer"),
            (["jwks_uri": .null], "no jwks_uri"), (["jwks_uri": "http://example.com/keys"], "jwt.jwks_url"),
            (["jwks_uri": "file:///etc/passwd"], "jwt.jwks_url"),
            (["jwks_uri": "https://a.example.com/?p=1"], "jwt.jwks_url"),
        ] as [(JSONObject, String)])
    func documentsThatAreRefused(_ changes: JSONObject, _ words: String) async throws {
        try await TokenSetup.run([Self.key]) { setup in
            setup.server.answerDiscovery(Self.document(setup, changes))
            let resolver = try Self.resolver(setup)
            let token = try await Self.key.token(setup.claims(["iss": .string(setup.url)]))
            let failure = await setup.failure(resolver, token)
            #expect(failure?.kind == "failed")
            #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
            #expect(setup.server.readings == 0)
        }
    }
}
