import AlexaProtocol
import DynamoDBStore
import EventGateway
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Synchronization
import TestSupport
import Testing
import Timing

/// Many processes that need one customer's token at the same time.
@Suite(.timeLimit(.minutes(3))) struct RenewalTests {
    /// Each has its own store, transport and cache, as a process has.
    @Test(arguments: StoreEngine.available)
    func twentyInstancesRenewATokenOnce(engine: StoreEngine) async throws {
        let place = try await engine.place()
        let now = SkillEnvironment.live.now()
        try await place.withStore { store async throws in
            var ending = Grant(
                customer: .ann, acceptedAt: now.advanced(by: .seconds(-3600)), region: .eu,
                accessToken: Secret("old"), refreshToken: Secret("refresh"),
                obtainedAt: now.advanced(by: .seconds(-3600)), expiresAt: now.advanced(by: .seconds(20)))
            ending.revision = 3
            #expect(try await store.accept(ending))
        }
        let login = LoginScript()
        try await LoopbackServer.run(tls: false, login.answer) { server in
            let url = try ServiceURL("\(server.url)/auth/o2/token")
            let tokens = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let store = try await place.open()
                        let amazon = LoginWithAmazon(
                            try HTTPTransport(), url: url,
                            client: LoginWithAmazon.Client(id: "client", secret: Secret("secret")),
                            environment: .live)
                        let tokens = GrantTokens(
                            store: store, login: amazon, environment: .live, logger: LogSpy().logger)
                        return try await tokens.credential(of: .ann).token.exposed
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(tokens == Array(repeating: "token-1", count: 20))
            #expect(login.renewals == 1)
        }
        try await place.withStore { store async throws in
            let grant = try #require(try await store.grant(of: .ann))
            #expect((grant.accessToken.exposed, grant.refreshToken.exposed) == ("token-1", "refresh-1"))
            #expect(grant.revision == 4)
        }
    }
}

/// Login with Amazon, which issues a new token for each request.
private final class LoginScript: Sendable {
    private let count = Mutex(0)

    var renewals: Int { count.withLock { $0 } }

    @Sendable func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let tokens: JSONValue = [
            "access_token": .string("token-\(number)"), "refresh_token": .string("refresh-\(number)"),
            "token_type": "bearer", "expires_in": 3600,
        ]
        return LoopbackAnswer(.ok, body: tokens.encoded(), after: .milliseconds(300))
    }
}
