import AlexaProtocol
import EventGateway
import HTTPTransport
import Logging
import LoopbackServer
import TestSupport
import Timing

/// Resolvers with a loopback authorization server; only the clock is simulated.
struct TokenSetup {
    let server: TestAuthorizationServer
    let clock = TestClock()
    let log = LogSpy()
    let url: String
    let transport: HTTPTransport

    /// The issuer and audience of all tokens.
    static let issuer = "https://login.example.com/"
    static let audience = "https://porchlight.example.com"

    /// Runs `body` with a server that publishes `keys`.
    static func run(_ keys: [TestKey], _ body: (TokenSetup) async throws -> Void) async throws {
        let server = TestAuthorizationServer(keys)
        try await LoopbackServer.run(tls: false, server.answer) { loopback in
            var configuration = HTTPTransport.Configuration()
            configuration.connectTimeout = Post.timeout
            try await body(
                TokenSetup(server: server, url: loopback.url, transport: try HTTPTransport(configuration)))
        }
    }

    private init(server: TestAuthorizationServer, url: String, transport: HTTPTransport) {
        (self.server, self.url, self.transport) = (server, url, transport)
    }

    /// The rules that ``claims(_:)`` satisfies.
    static var rules: TokenRules {
        var rules = TokenRules()
        rules.issuer = issuer
        rules.audiences = [audience, "https://other.example.com"]
        return rules
    }

    func jwt(
        timeout: Duration = Post.timeout, _ change: (inout JWTResolver.Configuration) throws -> Void = { _ in }
    ) throws -> JWTResolver {
        var configuration = JWTResolver.Configuration(
            Self.rules, keys: .jwks(try ServiceURL(url + TestAuthorizationServer.keysPath)))
        try change(&configuration)
        return JWTResolver(
            transport, configuration, environment: clock.environment, logger: log.logger, timeout: timeout)
    }

    /// The claims of a valid token, with changes; `null` removes a claim.
    func claims(_ changes: JSONObject = [:]) -> JSONObject {
        var claims: JSONObject = [
            "iss": .string(Self.issuer), "aud": .string(Self.audience), "sub": "customer-1", "scope": "smart_home",
            "iat": seconds(-1), "exp": seconds(3600),
        ]
        for member in changes.members { claims[member.key] = member.value.isNull ? nil : member.value }
        return claims
    }

    /// Now plus `fromNow` seconds, in seconds since 1970.
    func seconds(_ fromNow: Int64) -> JSONValue { .number(Double(clock.now.milliseconds / 1000 + fromNow)) }

    /// A deadline that never passes.
    var deadline: Deadline { Deadline(in: .seconds(3600), clock.environment) }

    /// `customer-1`, or the kind of failure.
    func result(_ resolver: any CustomerResolver, _ token: String?, before deadline: Deadline? = nil) async -> String {
        do throws(CustomerFailure) {
            return try await resolver.customer(of: token.map { Scope(token: $0) }, deadline: deadline ?? self.deadline)
                .rawValue
        } catch {
            return error.kind
        }
    }

    func failure(_ resolver: any CustomerResolver, _ token: String) async -> CustomerFailure? {
        do throws(CustomerFailure) {
            _ = try await resolver.customer(of: Scope(token: token), deadline: deadline)
            return nil
        } catch {
            return error
        }
    }
}

extension CustomerFailure {
    var kind: String {
        switch self {
        case .invalidToken: "invalid"
        case .expiredToken: "expired"
        case .lookupFailed: "failed"
        }
    }
}
