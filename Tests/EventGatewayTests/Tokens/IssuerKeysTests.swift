import AlexaProtocol
import HTTPTransport
import HTTPTypes
import LoopbackServer
import TestSupport
import Testing
import Timing

@testable import EventGateway

/// When the keys of an authorization server are read, and how tokens are treated while they cannot be read.
@Suite struct IssuerKeysTests {
    private static let (old, new) = (TestKey.es256("old"), TestKey.es256("new"))

    /// The key changes while the process runs.
    @Test func aNewKeyIsReadAtOnce() async throws {
        try await TokenSetup.run([Self.old]) { setup in
            let resolver = try setup.jwt()
            let before = try await Self.old.token(setup.claims(["sub": "before"]))
            #expect(await setup.result(resolver, before) == "before")
            setup.server.publish([Self.new])
            #expect(try await setup.result(resolver, await Self.new.token(setup.claims())) == "customer-1")
            #expect(setup.server.readings == 2)
            // Signed with the removed key.
            #expect(try await setup.result(resolver, await Self.old.token(setup.claims(["sub": "after"]))) == "invalid")
        }
    }

    /// A server whose keys all have the same name, or none.
    @Test(arguments: ["1", nil]) func aNewKeyUnderTheOldName(_ id: String?) async throws {
        let (old, new) = (TestKey.es256(id), TestKey.es256(id))
        try await TokenSetup.run([old]) { setup in
            let resolver = try setup.jwt()
            #expect(try await setup.result(resolver, await old.token(setup.claims())) == "customer-1")
            setup.server.publish([new])
            #expect(try await setup.result(resolver, await new.token(setup.claims())) == "customer-1")
            #expect(setup.server.readings == 2)
        }
    }

    @Test func aHundredCallersCauseOneReading() async throws {
        try await TokenSetup.run([Self.old]) { setup in
            let resolver = try setup.jwt()
            var tokens: [String] = []
            for number in 0..<100 {
                tokens.append(try await Self.old.token(setup.claims(["sub": .string("c-\(number)")])))
            }
            let customers = await withTaskGroup(of: String.self) { group in
                for token in tokens { group.addTask { await setup.result(resolver, token) } }
                var customers: Set<String> = []
                for await customer in group { customers.insert(customer) }
                return customers
            }
            #expect(customers == Set((0..<100).map { "c-\($0)" }))
            #expect(setup.server.readings == 1)
        }
    }

    /// Forged tokens must not cause many reads, nor delay the acceptance of a new key for long.
    @Test func aFloodOfUnknownKeys() async throws {
        try await TokenSetup.run([Self.old]) { setup in
            let resolver = try setup.jwt()
            #expect(try await setup.result(resolver, await Self.old.token(setup.claims())) == "customer-1")
            for number in 0..<100 {
                let forged = try await TestKey.es256("forged-\(number)").token(setup.claims())
                #expect(await setup.result(resolver, forged) == "invalid")
            }
            #expect(setup.server.readings == 6)
            // A token that may be newer than the known keys is not treated as forged, because that would end the customer's
            // link.
            setup.server.publish([Self.new])
            let token = try await Self.new.token(setup.claims(["iat": setup.seconds(5)]))
            #expect(await setup.result(resolver, token) == "failed")
            let undated = try await Self.new.token(setup.claims(["iat": .null]))
            #expect(await setup.result(resolver, undated) == "failed")
            #expect(setup.server.readings == 6)
            setup.clock.pass(.seconds(10))
            #expect(await setup.result(resolver, token) == "customer-1")
            #expect(setup.server.readings == 7)
        }
    }

    @Test func wrongSignaturesCauseFewReadings() async throws {
        try await TokenSetup.run([Self.old]) { setup in
            let resolver = try setup.jwt()
            for _ in 0..<50 {
                let forged = try await TestKey.es256("old").token(setup.claims(["iat": setup.seconds(30)]))
                #expect(await setup.result(resolver, forged) == "invalid")
            }
            #expect(setup.server.readings <= 6)
        }
    }

    /// Answers without keys. None of them says anything about the token.
    @Test(
        arguments: [
            (.hangUp, "cannot be read"), (LoopbackAnswer(.internalServerError), "HTTP 500"),
            (LoopbackAnswer(.notFound), "HTTP 404"),
            (LoopbackAnswer(.found, [.location: "http://127.0.0.1:1/keys"]), "redirects are not followed"),
            (LoopbackAnswer(.ok, body: Array("<html>".utf8)), "no JSON object"),
            (LoopbackAnswer(.ok, body: Array(#"{"keys": ["#.utf8)), "no JSON object"),
            (LoopbackAnswer(.ok, body: Array("[]".utf8)), "no JSON object"),
            (LoopbackAnswer(.ok, body: Array("{}".utf8)), "no list `keys`"),
            (LoopbackAnswer(.ok, body: Array(#"{"keys": {}}"#.utf8)), "no list `keys`"),
            (LoopbackAnswer(.ok, body: Array(#"{"keys": []}"#.utf8)), "none of the 0 keys"),
            (
                LoopbackAnswer(.ok, body: Array(#"{"keys": [1, {}, {"kty": "oct", "k": "AA"}]}"#.utf8)),
                "none of the 3 keys"
            ),
            (LoopbackAnswer(.ok, body: [UInt8](repeating: 0x20, count: 300_000)), "larger than the limit"),
        ] as [(LoopbackAnswer, String)])
    func answersWithoutKeys(_ answer: LoopbackAnswer, _ words: String) async throws {
        try await TokenSetup.run([]) { setup in
            setup.server.answerKeys(answer)
            let resolver = try setup.jwt()
            let token = try await Self.old.token(setup.claims())
            let failure = await setup.failure(resolver, token)
            #expect(failure?.kind == "failed")
            #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
            #expect(setup.log.lines("keys_not_read").count == 1)
            // The next token does not cause a read at once.
            let readings = setup.server.readings
            #expect(await setup.result(resolver, token) == "failed")
            #expect(setup.server.readings == readings)
            // Tokens are accepted as soon as the server works again.
            setup.server.publish([Self.old])
            setup.clock.pass(.seconds(1))
            #expect(await setup.result(resolver, token) == "customer-1")
        }
    }

    @Test func aServerThatIsNotThere() async throws {
        try await TokenSetup.run([]) { setup in
            let resolver = try setup.jwt { $0.keys = .jwks(try ServiceURL("http://127.0.0.1:1/keys")) }
            #expect(try await setup.result(resolver, await Self.old.token(setup.claims())) == "failed")
        }
    }

    @Test func aServerThatHangs() async throws {
        try await TokenSetup.run([Self.old]) { setup in
            let gate = FirstValue<Void>()
            setup.server.hold { await gate.get() }
            let resolver = try setup.jwt(timeout: .milliseconds(100))
            #expect(try await setup.result(resolver, await Self.old.token(setup.claims())) == "failed")
            gate.set(())
        }
    }

    /// A caller stops waiting at its deadline. The read continues for the next caller.
    @Test func theDeadlineIsKept() async throws {
        try await TokenSetup.run([Self.old]) { setup in
            let gate = FirstValue<Void>()
            setup.server.hold { await gate.get() }
            let resolver = try setup.jwt()
            let token = try await Self.old.token(setup.claims())
            // The test clock ends sleeps of less than a minute at once.
            let deadline = Deadline(in: .seconds(5), setup.clock.environment)
            #expect(await setup.result(resolver, token, before: deadline) == "failed")
            gate.set(())
            #expect(await setup.result(resolver, token) == "customer-1")
            #expect(setup.server.readings == 1)
        }
    }

    /// Known keys are used while the server cannot be reached, but not forever.
    @Test func knownKeysServeForADay() async throws {
        try await TokenSetup.run([Self.old]) { setup in
            let resolver = try setup.jwt()
            func result() async throws -> String {
                await setup.result(resolver, try await Self.old.token(setup.claims(["exp": setup.seconds(1_000_000)])))
            }
            #expect(try await result() == "customer-1")
            setup.server.answerKeys(LoopbackAnswer(.serviceUnavailable))
            setup.clock.pass(.seconds(3600))
            #expect(try await result() == "customer-1")
            await setup.server.waitForReadings(2)
            setup.clock.pass(.seconds(22 * 3600))
            #expect(try await result() == "customer-1")
            // A token with an unknown key is not treated as forged while the server cannot be asked.
            #expect(try await setup.result(resolver, await Self.new.token(setup.claims())) == "failed")
            setup.clock.pass(.seconds(3600 + 10))
            #expect(try await result() == "failed")
            setup.server.publish([Self.old])
            setup.clock.pass(.seconds(10))
            #expect(try await result() == "customer-1")
        }
    }

    /// Keys are renewed in the background before they expire, at the server's interval within limits.
    @Test(
        arguments: [
            (nil, 3599, 3600), ("max-age=900", 899, 900), ("public, max-age=900", 899, 900),
            ("max-age=1", 299, 300), ("no-store", 3599, 3600), ("max-age=nonsense", 3599, 3600),
            ("Max-Age=999999", 43_199, 43_200),
        ] as [(String?, Int, Int)])
    func keysAreReadAgain(_ field: String?, before: Int, after: Int) async throws {
        try await TokenSetup.run([Self.old]) { setup in
            var fields: HTTPFields = [:]
            fields[.cacheControl] = field
            setup.server.publish([Self.old], fields)
            let resolver = try setup.jwt()
            func result(_ key: TestKey) async throws -> String {
                await setup.result(resolver, try await key.token(setup.claims(["exp": setup.seconds(1_000_000)])))
            }
            #expect(try await result(Self.old) == "customer-1")
            setup.clock.pass(.seconds(before))
            #expect(try await result(Self.old) == "customer-1")
            #expect(setup.server.readings == 1)
            setup.clock.pass(.seconds(after - before))
            // The answer to the second read is held back until the token is accepted, so acceptance does not wait for it.
            let gate = FirstValue<Void>()
            setup.server.hold { await gate.get() }
            #expect(try await result(Self.old) == "customer-1")
            await setup.server.waitForReadings(2)
            gate.set(())
            #expect(setup.server.readings == 2)
        }
    }
}
