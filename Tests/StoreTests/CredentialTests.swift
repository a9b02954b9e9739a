import AWSClient
import AlexaProtocol
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Synchronization
import TestSupport
import Testing
import Timing

/// The sources of AWS credentials, and their renewal.
@Suite struct CredentialTests {
    /// A container's credentials endpoint and an instance's metadata service. Each document has a new key.
    private final class Endpoint: Sendable {
        private struct State {
            var requests: [HTTPRequest] = []
            var documents = 0
            var lifetime = Duration.seconds(3600)
            var status = HTTPResponse.Status.ok
        }

        private let state = Mutex(State())
        let clock = TestClock()

        var paths: [String] { state.withLock { $0.requests.map { "\($0.method) \($0.path ?? "")" } } }
        var requests: [HTTPRequest] { state.withLock { $0.requests } }
        func fail(_ status: HTTPResponse.Status?) { state.withLock { $0.status = status ?? .ok } }

        func answer(_ request: HTTPRequest, _ body: [UInt8]) -> LoopbackAnswer {
            state.withLock { state in
                state.requests.append(request)
                guard state.status == .ok else { return LoopbackAnswer(state.status) }
                switch request.path {
                case "/latest/api/token": return LoopbackAnswer(.ok, body: Array("metadata-token".utf8))
                case "/latest/meta-data/iam/security-credentials/":
                    return LoopbackAnswer(.ok, body: Array("role-of-instance\n".utf8))
                default:
                    state.documents += 1
                    let end = clock.now.advanced(by: state.lifetime)
                    let document: JSONValue = [
                        "AccessKeyId": .string("ASIA\(state.documents)"), "SecretAccessKey": "temporary-secret",
                        "Token": .string("session-\(state.documents)"), "Expiration": .string("\(end)"),
                    ]
                    return LoopbackAnswer(.ok, body: document.encoded())
                }
            }
        }

        func provider(_ variables: [String: String]) throws -> AWSCredentialProvider {
            AWSCredentialProvider(
                try AWSCredentialSource(environment: variables), try HTTPTransport(), environment: clock.environment)
        }

        /// Never passes: it is longer than the longest sleep that the clock ends.
        func deadline() -> Deadline { Deadline(in: .seconds(120), clock.environment) }
    }

    private static func run(_ body: (Endpoint, String) async throws -> Void) async throws {
        let endpoint = Endpoint()
        try await LoopbackServer.run(tls: false, { endpoint.answer($0, $1) }) { server in
            try await body(endpoint, server.url)
        }
    }

    @Test func aContainerIsAskedWithTheTokenOfItsFile() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "token-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try await Self.run { endpoint, url in
            let provider = try endpoint.provider([
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(url)/v1/credentials",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": file.path,
            ])
            let missing = await #expect(throws: AWSFailure.self) {
                _ = try await provider.current(before: endpoint.deadline())
            }
            #expect(
                missing?.description.contains("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names, cannot be read") == true)
            // The file may change at any time.
            for token in ["first-token", "second-token"] {
                try Data("\(token)\n".utf8).write(to: file)
                let credentials = try await provider.current(before: endpoint.deadline())
                #expect(credentials.sessionToken?.exposed.hasPrefix("session-") == true)
                #expect(endpoint.requests.last?.headerFields[.authorization] == token)
                endpoint.clock.pass(.seconds(3600))
            }
            #expect(endpoint.paths == ["GET /v1/credentials", "GET /v1/credentials"])
        }
    }

    @Test func aContainerMayNameItsTokenItself() async throws {
        try await Self.run { endpoint, url in
            let provider = try endpoint.provider([
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(url)/v1", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic abc",
            ])
            #expect(try await provider.current(before: endpoint.deadline()).accessKeyId == "ASIA1")
            #expect(endpoint.requests.map { $0.headerFields[.authorization] } == ["Basic abc"])
        }
    }

    @Test func anInstanceIsAskedWithATokenOfItsMetadataService() async throws {
        try await Self.run { endpoint, url in
            let provider = try endpoint.provider(["AWS_EC2_METADATA_SERVICE_ENDPOINT": url])
            let credentials = try await provider.current(before: endpoint.deadline())
            #expect(credentials.accessKeyId == "ASIA1")
            #expect(credentials.secretAccessKey.exposed == "temporary-secret")
            #expect(credentials.sessionToken?.exposed == "session-1")
            let list = "/latest/meta-data/iam/security-credentials/"
            #expect(
                endpoint.paths == ["PUT /latest/api/token", "GET \(list)", "GET \(list)role-of-instance"])
            let lifetime = try #require(HTTPField.Name("x-aws-ec2-metadata-token-ttl-seconds"))
            let token = try #require(HTTPField.Name("x-aws-ec2-metadata-token"))
            #expect(endpoint.requests.map { $0.headerFields[lifetime] } == ["21600", nil, nil])
            #expect(endpoint.requests.map { $0.headerFields[token] } == [nil, "metadata-token", "metadata-token"])
        }
    }

    /// Renewed five minutes before the end, once for all callers; after a failure the old ones are used until they expire.
    @Test func theyAreRenewedBeforeTheyEnd() async throws {
        try await Self.run { endpoint, url in
            let provider = try endpoint.provider(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(url)/v1"])
            func keys(_ count: Int = 20) async throws -> Set<String> {
                try await withThrowingTaskGroup(of: String.self) { group in
                    for _ in 0..<count {
                        group.addTask { try await provider.current(before: endpoint.deadline()).accessKeyId }
                    }
                    return try await group.reduce(into: []) { $0.insert($1) }
                }
            }
            #expect(try await keys() == ["ASIA1"])
            endpoint.clock.pass(.seconds(3299))
            #expect(try await keys() == ["ASIA1"])
            #expect(endpoint.paths.count == 1)
            endpoint.clock.pass(.seconds(2))
            endpoint.fail(.internalServerError)
            #expect(try await keys(1) == ["ASIA1"])
            #expect(endpoint.paths.count == 2)
            // No further renewal is tried for half a minute.
            #expect(try await keys() == ["ASIA1"])
            #expect(endpoint.paths.count == 2)
            endpoint.fail(nil)
            endpoint.clock.pass(.seconds(31))
            #expect(try await keys() == ["ASIA2"])
            #expect(endpoint.paths.count == 3)
            // Expired credentials are not used.
            endpoint.fail(.forbidden)
            endpoint.clock.pass(.seconds(3600))
            let failure = await #expect(throws: AWSFailure.self) { _ = try await keys(1) }
            #expect(failure?.kind == .credentials)
            #expect(failure?.description.contains("answered 403: check the role") == true)
        }
    }

    /// The session token is sent with the request and is signed.
    @Test func aSessionTokenIsSigned() async throws {
        try await Self.run { endpoint, url in
            let transport = try HTTPTransport()
            let environment = endpoint.clock.environment
            let service = AWSService(
                AWSService.Description(
                    name: "DynamoDB", signingName: "dynamodb", targetPrefix: "DynamoDB_20120810"),
                AWSPlace(region: "eu-west-1", endpoints: ["dynamodb": try ServiceURL(url)]), transport,
                credentials: try endpoint.provider([
                    "AWS_ACCESS_KEY_ID": "ASIA0", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "session-0",
                ]), environment: environment)
            _ = try await service.call("GetItem", [:], before: endpoint.deadline())
            let request = try #require(endpoint.requests.first)
            let token = try #require(HTTPField.Name("x-amz-security-token"))
            #expect(request.headerFields[token] == "session-0")
            let signature = request.headerFields[.authorization] ?? ""
            #expect(signature.contains("Credential=ASIA0/"))
            #expect(signature.contains("x-amz-security-token"))
        }
    }

    @Test(arguments: [
        (["AWS_ACCESS_KEY_ID": "a"], "AWS_SECRET_ACCESS_KEY is missing"),
        (["AWS_SECRET_ACCESS_KEY": "b"], "AWS_ACCESS_KEY_ID is missing"),
        (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "ftp://x"], "AWS_CONTAINER_CREDENTIALS_FULL_URI cannot be used"),
        (["AWS_EC2_METADATA_SERVICE_ENDPOINT": "nonsense"], "AWS_EC2_METADATA_SERVICE_ENDPOINT cannot be used"),
    ])
    func whatCannotBeUsedIsNamed(_ variables: [String: String], _ beginning: String) {
        let problem = #expect(throws: AWSSettingProblem.self) { try AWSCredentialSource(environment: variables) }
        #expect(problem?.description.hasPrefix(beginning) == true)
    }

    @Test(arguments: ["", "{}", "[]", #"{"AccessKeyId":"a"}"#])
    func anAnswerWithoutCredentialsIsNamed(_ body: String) async throws {
        try await LoopbackServer.run(tls: false, { _, _ in LoopbackAnswer(.ok, body: Array(body.utf8)) }) { server in
            let provider = try Endpoint().provider(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(server.url)/v1"])
            let failure = await #expect(throws: AWSFailure.self) {
                _ = try await provider.current(before: Deadline(in: .seconds(120), TestClock().environment))
            }
            #expect(failure?.description.contains("answered without credentials") == true)
        }
    }
}
