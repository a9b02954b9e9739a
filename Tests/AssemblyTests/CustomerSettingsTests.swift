import AlexaProtocol
import Assembly
import EventGateway
import HTTPTransport
import SQLiteStore
import Settings
import Testing

/// The settings for identifying customers.
@Suite struct CustomerSettingsTests {
    private static func read(_ values: [String: String]) -> (EventGatewaySettings.Customers?, problems: [String]) {
        let environment = Dictionary(uniqueKeysWithValues: values.map { ("PORCHLIGHT_\($0)", $1) })
        do throws(SettingsProblems) {
            return (try AssemblySettings<SQLiteStore>(environment: environment).gateway.customers, [])
        } catch {
            return (nil, error.problems)
        }
    }

    private static let jwt = [
        "CUSTOMER_RESOLVER": "jwt", "TOKEN_ISSUER": "https://login.example.com/realms/home",
        "TOKEN_AUDIENCES": "one, two",
    ]
    private static let introspection = [
        "CUSTOMER_RESOLVER": "introspection", "INTROSPECTION_URL": "https://login.example.com/introspect",
        "INTROSPECTION_CLIENT_ID": "porchlight", "INTROSPECTION_CLIENT_SECRET": "s3cret",
    ]

    @Test func aJWTIssuer() throws {
        guard case .jwt(let usual)? = Self.read(Self.jwt).0 else {
            Issue.record("\(Self.read(Self.jwt))")
            return
        }
        #expect(usual.rules.issuer == "https://login.example.com/realms/home")
        #expect(usual.rules.audiences == ["one", "two"])
        #expect(usual.rules.clients == [])
        #expect(usual.rules.customerClaim == "sub")
        #expect(usual.algorithms == JWTAlgorithm.allCases)
        guard case .discovery(let base) = usual.keys else {
            Issue.record("\(usual.keys)")
            return
        }
        #expect(base.description == "https://login.example.com/realms/home")

        var values = Self.jwt.merging([
            "JWT_JWKS_URL": "http://127.0.0.1:1/keys", "TOKEN_CLIENT_IDS": "alexa", "TOKEN_CUSTOMER_CLAIM": "oid",
            "JWT_ALGORITHMS": "ES256, Ed25519", "TOKEN_ISSUER": "any text",
        ]) { $1 }
        values["TOKEN_AUDIENCES"] = nil
        guard case .jwt(let other)? = Self.read(values).0, case .jwks(let keys) = other.keys else {
            Issue.record("\(Self.read(values))")
            return
        }
        #expect(keys.description == "http://127.0.0.1:1/keys")
        #expect(other.rules.clients == ["alexa"] && other.rules.audiences == [])
        #expect(other.rules.customerClaim == "oid" && other.rules.issuer == "any text")
        #expect(Set(other.algorithms) == [.es256, .edDSA])
    }

    @Test func anIntrospectionEndpoint() {
        guard case .introspection(let usual)? = Self.read(Self.introspection).0,
            case .client(let id, let secret) = usual.credential
        else {
            Issue.record("\(Self.read(Self.introspection))")
            return
        }
        #expect(usual.url.description == "https://login.example.com/introspect")
        #expect(id == "porchlight" && secret == Secret("s3cret"))
        #expect(usual.rules.issuer == nil && usual.rules.audiences == [] && usual.rules.clients == [])
        var values = Self.introspection
        values["INTROSPECTION_CLIENT_ID"] = nil
        values["INTROSPECTION_CLIENT_SECRET"] = nil
        values["INTROSPECTION_TOKEN"] = "t0ken"
        values["TOKEN_AUDIENCES"] = "one"
        guard case .introspection(let other)? = Self.read(values).0, case .bearer(let token) = other.credential else {
            Issue.record("\(Self.read(values))")
            return
        }
        #expect(token == Secret("t0ken") && other.rules.audiences == ["one"])
    }

    /// Changes of valid settings (an empty text unsets one), and the settings that the problems begin with.
    @Test(
        arguments: [
            (jwt, ["TOKEN_ISSUER": ""], ["token.issuer"]), (jwt, ["TOKEN_AUDIENCES": ""], ["token.audiences"]),
            (jwt, ["TOKEN_ISSUER": "login.example.com"], ["token.issuer"]),
            (jwt, ["TOKEN_ISSUER": "http://login.example.com"], ["token.issuer"]),
            (jwt, ["JWT_JWKS_URL": "http://login.example.com/keys"], ["jwt.jwks_url"]),
            (jwt, ["JWT_ALGORITHMS": "none"], ["jwt.algorithms"]),
            (jwt, ["JWT_ALGORITHMS": "RS256,HS256,none"], ["jwt.algorithms", "jwt.algorithms"]),
            (
                jwt, ["TOKEN_ISSUER": "", "TOKEN_AUDIENCES": "", "JWT_JWKS_URL": "x"],
                ["jwt.jwks_url", "token.audiences", "token.issuer"]
            ),
            (jwt, ["INTROSPECTION_URL": "https://a.example.com"], ["introspection.url"]),
            // Otherwise every token would be accepted, although the operator has configured a server.
            (jwt, ["CUSTOMER_RESOLVER": ""], ["token.audiences", "token.issuer"]),
            (jwt, ["CUSTOMER_RESOLVER": "household"], ["token.audiences", "token.issuer"]),
            (jwt, ["CUSTOMER_RESOLVER": "amazon_profile"], ["token.audiences", "token.issuer"]),
            (
                introspection, ["CUSTOMER_RESOLVER": ""],
                ["introspection.client_id", "introspection.client_secret", "introspection.url"]
            ),
            (introspection, ["INTROSPECTION_URL": ""], ["introspection.url"]),
            (introspection, ["INTROSPECTION_URL": "http://login.example.com"], ["introspection.url"]),
            (introspection, ["INTROSPECTION_CLIENT_ID": ""], ["introspection.client_id"]),
            (introspection, ["INTROSPECTION_CLIENT_SECRET": ""], ["introspection.client_secret"]),
            (
                introspection, ["INTROSPECTION_CLIENT_ID": "", "INTROSPECTION_CLIENT_SECRET": ""],
                ["introspection.client_id"]
            ),
            (introspection, ["INTROSPECTION_TOKEN": "s3cret"], ["introspection.token"]),
            (introspection, ["JWT_ALGORITHMS": "RS256"], ["jwt.algorithms"]),
            (introspection, ["CUSTOMER_RESOLVER": "oauth"], ["customer.resolver"]),
        ] as [([String: String], [String: String], [String])])
    func problems(_ values: [String: String], _ changes: [String: String], _ expected: [String]) {
        let problems = Self.read(values.merging(changes) { $1 }).problems
        #expect(problems.map { String($0.prefix { $0 != " " }) }.sorted() == expected, "\(problems)")
        #expect(!problems.joined().contains("s3cret"))
    }
}
