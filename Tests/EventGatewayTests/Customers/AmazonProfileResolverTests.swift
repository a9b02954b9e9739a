import AlexaProtocol
import EventGateway
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Synchronization
import Testing
import Timing

@Suite struct AmazonProfileResolverTests {
    /// The result with a profile endpoint that returns this answer, and the number of requests to it.
    private static func resolve(
        _ answer: LoopbackAnswer, token: String? = "Atza|token", times: Int = 1, pause: Duration = .zero
    ) async throws -> (Result<CustomerID, CustomerFailure>, asked: [String?]) {
        let asked = Mutex<[String?]>([])
        let clock = VirtualClock()
        let script: LoopbackServer.Script = { request, _ in
            asked.withLock { $0.append(request.headerFields[.authorization]) }
            return answer
        }
        return try await LoopbackServer.run(tls: false, script) { server in
            var configuration = HTTPTransport.Configuration()
            configuration.connectTimeout = Post.timeout
            let resolver = AmazonProfileResolver(
                try HTTPTransport(configuration), url: try ServiceURL(server.url + "/user/profile"),
                environment: clock.environment, timeout: Post.timeout)
            var result: Result<CustomerID, CustomerFailure> = .failure(.lookupFailed("not asked"))
            for _ in 0..<times {
                do throws(CustomerFailure) {
                    result = .success(
                        try await resolver.customer(
                            of: token.map { Scope(token: $0) },
                            deadline: Deadline(in: Post.timeout, clock.environment)))
                } catch {
                    result = .failure(error)
                }
                clock.pass(pause)
            }
            return (result, asked.withLock { $0 })
        }
    }

    private static let profile = LoopbackAnswer(
        .ok, body: Array(#"{"user_id": "amzn1.account.X", "name": "N", "email": "e@example.com"}"#.utf8))

    @Test func theCustomerIsTheUserId() async throws {
        let (result, asked) = try await Self.resolve(Self.profile)
        #expect(try result.get() == CustomerID("amzn1.account.X"))
        #expect(asked == ["Bearer Atza|token"])
    }

    @Test(arguments: [(Duration.seconds(100), 1), (.seconds(601), 3)])
    func answersAreCachedForAWhile(pause: Duration, requests: Int) async throws {
        let (_, asked) = try await Self.resolve(Self.profile, times: 3, pause: pause)
        #expect(asked.count == requests)
    }

    /// Alexa ends the account linking after a refused token, so only `invalid_token` is treated as a refusal.
    @Test(arguments: [
        (LoopbackAnswer(.badRequest, body: Array(#"{"error": "invalid_token"}"#.utf8)), "expired"),
        (LoopbackAnswer(.unauthorized, body: Array(#"{"error": "invalid_token"}"#.utf8)), "expired"),
        (LoopbackAnswer(.badRequest, body: Array(#"{"error": "invalid_request"}"#.utf8)), "failed"),
        (LoopbackAnswer(.badRequest), "failed"),
        (LoopbackAnswer(.unauthorized, body: Array(#"{"error": "insufficient_scope"}"#.utf8)), "failed"),
        (LoopbackAnswer(.unauthorized), "failed"), (LoopbackAnswer(.forbidden), "failed"),
        (LoopbackAnswer(.forbidden, body: Array(#"{"error": "invalid_token"}"#.utf8)), "failed"),
        (LoopbackAnswer(.internalServerError), "failed"), (.hangUp, "failed"), (LoopbackAnswer(.ok), "failed"),
        (LoopbackAnswer(.ok, body: Array("{}".utf8)), "failed"),
    ])
    func failuresAreNotRemembered(answer: LoopbackAnswer, kind: String) async throws {
        let (result, asked) = try await Self.resolve(answer, times: 2)
        guard case .failure(let error) = result else {
            Issue.record("resolved")
            return
        }
        let actual =
            switch error {
            case .invalidToken: "invalid"
            case .expiredToken: "expired"
            case .lookupFailed: "failed"
            }
        #expect(actual == kind)
        #expect(!error.message.contains("Atza"))
        #expect(asked.count >= 2)
    }

    @Test(arguments: [nil, "", "two words", "line\r\nbreak"])
    func aTokenThatCannotBeOneIsNotAskedFor(token: String?) async throws {
        let (result, asked) = try await Self.resolve(Self.profile, token: token)
        guard case .failure(.invalidToken) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(asked.isEmpty)
    }
}
