import AlexaProtocol
import EventGateway
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Synchronization
import Testing
import Timing

@Suite struct AmazonProfileResolverTests {
    /// Asks a profile endpoint that answers so; how often it was asked comes second.
    private static func resolve(
        _ answer: LoopbackAnswer, token: String? = "Atza|token", times: Int = 1, pause: Duration = .zero
    ) async throws -> (Result<CustomerID, AlexaError>, asked: [String?]) {
        let asked = Mutex<[String?]>([])
        let clock = VirtualClock()
        let script: LoopbackServer.Script = { request, _ in
            asked.withLock { $0.append(request.headerFields[.authorization]) }
            return answer
        }
        return try await LoopbackServer.run(tls: false, script) { server in
            var configuration = HTTPTransport.Configuration()
            configuration.connectTimeout = Post.patience
            let resolver = AmazonProfileResolver(
                try HTTPTransport(configuration), url: try ServiceURL(server.url + "/user/profile"),
                environment: clock.environment, patience: Post.patience)
            var result: Result<CustomerID, AlexaError> = .failure(.internalError("not asked"))
            for _ in 0..<times {
                do throws(AlexaError) {
                    result = .success(
                        try await resolver.customer(
                            of: token.map { Scope(token: $0) },
                            deadline: Deadline(in: Post.patience, clock.environment)))
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
    func answersAreBelievedForAWhile(pause: Duration, requests: Int) async throws {
        let (_, asked) = try await Self.resolve(Self.profile, times: 3, pause: pause)
        #expect(asked.count == requests)
    }

    @Test(arguments: [
        (
            LoopbackAnswer(.badRequest, body: Array(#"{"error": "invalid_token"}"#.utf8)),
            "EXPIRED_AUTHORIZATION_CREDENTIAL"
        ),
        (LoopbackAnswer(.unauthorized), "INVALID_AUTHORIZATION_CREDENTIAL"),
        (LoopbackAnswer(.forbidden), "INVALID_AUTHORIZATION_CREDENTIAL"),
        (LoopbackAnswer(.internalServerError), "INTERNAL_ERROR"), (.hangUp, "INTERNAL_ERROR"),
        (LoopbackAnswer(.ok), "INTERNAL_ERROR"), (LoopbackAnswer(.ok, body: Array("{}".utf8)), "INTERNAL_ERROR"),
    ])
    func failuresAreNotRemembered(answer: LoopbackAnswer, type: String) async throws {
        let (result, asked) = try await Self.resolve(answer, times: 2)
        guard case .failure(let error) = result else {
            Issue.record("resolved")
            return
        }
        #expect(error.type.type == type)
        #expect(!error.message.contains("Atza"))
        #expect(asked.count >= 2)
    }

    @Test(arguments: [nil, "", "two words", "line\r\nbreak"])
    func aTokenThatCannotBeOneIsNotAskedFor(token: String?) async throws {
        let (result, asked) = try await Self.resolve(Self.profile, token: token)
        #expect(throws: AlexaError.self) { try result.get() }
        #expect(asked.isEmpty)
    }
}
