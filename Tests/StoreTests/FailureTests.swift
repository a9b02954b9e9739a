import AWSClient
import AlexaProtocol
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Synchronization
import TestSupport
import Testing
import Timing

/// The handling of DynamoDB's errors, each with the answer that AWS documents.
@Suite(.serialized, .timeLimit(.minutes(2))) struct FailureTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let status: Int
        let type: String
        var message = ""
        var reasons: [String]?
        var xml: String?
        let kind: AWSFailure.Kind
        /// Whether the call is retried.
        let isTransient: Bool
        let words: String
        var testDescription: String { "\(status) \(type) \(message) \(reasons ?? [])" }
    }

    private static let prefix = "com.amazonaws.dynamodb.v20120810#"

    static let examples: [Example] = [
        Example(
            status: 400, type: prefix + "ProvisionedThroughputExceededException", kind: .throttled, isTransient: true,
            words: "limits the rate"),
        Example(
            status: 400, type: "com.amazon.coral.availability#ThrottlingException", kind: .throttled, isTransient: true,
            words: "limits the rate"),
        Example(
            status: 400, type: prefix + "RequestLimitExceeded", kind: .throttled, isTransient: true,
            words: "limits the rate"),
        Example(
            status: 400, type: prefix + "ConditionalCheckFailedException", kind: .conditionFailed, isTransient: false,
            words: "changed the item"),
        Example(
            status: 400, type: prefix + "TransactionConflictException", kind: .conflict, isTransient: true,
            words: "other transactions"),
        Example(
            status: 400, type: prefix + "TransactionInProgressException", kind: .conflict, isTransient: true,
            words: "other transactions"),
        Example(
            status: 400, type: prefix + "TransactionCanceledException", reasons: ["None", "TransactionConflict"],
            kind: .conflict, isTransient: true, words: "other transactions"),
        Example(
            status: 400, type: prefix + "TransactionCanceledException", reasons: ["ThrottlingError", "None"],
            kind: .throttled, isTransient: true, words: "limits the rate"),
        Example(
            status: 400, type: prefix + "TransactionCanceledException",
            reasons: ["ConditionalCheckFailed", "TransactionConflict"],
            kind: .transactionCancelled(["ConditionalCheckFailed", "TransactionConflict"]), isTransient: false,
            words: "ConditionalCheckFailed"),
        Example(
            status: 400, type: prefix + "TransactionCanceledException", reasons: ["ValidationError"], kind: .other,
            isTransient: false, words: "TransactionCanceledException"),
        Example(
            status: 400, type: prefix + "ResourceNotFoundException", kind: .notFound, isTransient: false,
            words: "no such table"),
        Example(
            status: 400, type: "com.amazon.coral.service#AccessDeniedException", kind: .denied, isTransient: false,
            words: "lacks the permission"),
        Example(
            status: 400, type: "com.amazon.coral.service#UnrecognizedClientException", kind: .credentials,
            isTransient: false, words: "credentials are wrong"),
        Example(
            status: 400, type: "com.amazon.coral.service#ExpiredTokenException", kind: .credentials,
            isTransient: false, words: "have ended"),
        Example(
            status: 400, type: "com.amazon.coral.service#InvalidSignatureException",
            message: "The request signature we calculated does not match the signature you provided.",
            kind: .credentials, isTransient: false, words: "credentials are wrong"),
        Example(
            status: 400, type: prefix + "ValidationException",
            message: "Item size has exceeded the maximum allowed size", kind: .tooLarge, isTransient: false,
            words: "larger than the service accepts"),
        Example(
            status: 500, type: prefix + "InternalServerError", kind: .unavailable, isTransient: true,
            words: "a fault of its own"),
        Example(
            status: 403, type: "", xml: "SignatureDoesNotMatch", kind: .credentials, isTransient: false,
            words: "credentials are wrong"),
        Example(status: 503, type: "", kind: .unavailable, isTransient: true, words: "status 503"),
        Example(status: 400, type: prefix + "NeverHeardOf", kind: .other, isTransient: false, words: "NeverHeardOf"),
    ]

    @Test(arguments: examples)
    func eachIsToldApart(example: Example) async throws {
        let count = Mutex(0)
        let body = JSONObject([
            ("__type", .string(example.type)), ("message", .string(example.message)),
            ("CancellationReasons", .array((example.reasons ?? []).map { ["Code": .string($0)] })),
        ])
        try await LoopbackServer.run(tls: false) { _, _ in
            count.withLock { $0 += 1 }
            let xml = example.xml.map { Array("<ErrorResponse><Errors><Error><Code>\($0)</Code>".utf8) }
            return LoopbackAnswer(
                HTTPResponse.Status(code: example.status), body: xml ?? JSONValue.object(body).encoded())
        } _: { server in
            let failure = try await Self.failure(server)
            #expect(failure.kind == example.kind)
            #expect(failure.description.contains(example.words), "\(failure)")
            #expect(failure.mayHaveTakenEffect == (example.status >= 500))
            #expect((count.withLock { $0 } > 1) == example.isTransient)
        }
    }

    /// As AWS does, this server compares the time in the signature with its own clock, which is five minutes off.
    @Test(arguments: [-301.0, 301.0])
    func aClockThatIsFiveMinutesOffIsToldInWords(seconds: Double) async throws {
        try await LoopbackServer.run(tls: false) { request, _ in
            let theirs = SkillEnvironment.live.now().advanced(by: .seconds(seconds))
            let sent = HTTPField.Name("x-amz-date").flatMap { request.headerFields[$0] } ?? ""
            let isEarly = Self.date(theirs) > sent
            let message =
                isEarly
                ? "Signature expired: \(sent) is now earlier than \(Self.date(theirs.advanced(by: .seconds(-300))))"
                : "Signature not yet current: \(sent) is still later than \(Self.date(theirs.advanced(by: .seconds(300))))"
            let body: JSONValue = [
                "__type": "com.amazon.coral.service#InvalidSignatureException", "message": .string(message),
            ]
            return LoopbackAnswer(.badRequest, body: body.encoded())
        } _: { server in
            let failure = try await Self.failure(server)
            #expect(failure.kind == .clock)
            #expect(failure.description.contains("clock is minutes away from AWS's; set it"))
        }
    }

    /// 20260131T235959Z
    private static func date(_ time: Timestamp) -> String {
        time.withoutFraction.filter { $0 != "-" && $0 != ":" }
    }

    @Test func aServerThatIsNotThereIsUnavailable() async throws {
        let url = try await LoopbackServer.run(tls: false, { _, _ in LoopbackAnswer(.ok) }, { $0.url })
        let failure = try await Self.failure(url)
        #expect(failure.kind == .unavailable)
        #expect(!failure.mayHaveTakenEffect)
    }

    @Test func anAnswerThatIsNotJSONIsUnavailable() async throws {
        try await LoopbackServer.run(tls: false) { _, _ in
            LoopbackAnswer(.ok, body: Array("<html>".utf8))
        } _: { server in
            let failure = try await Self.failure(server)
            #expect((failure.kind, failure.mayHaveTakenEffect) == (.unavailable, true))
        }
    }

    private static func failure(_ server: LoopbackServer) async throws -> AWSFailure {
        try await failure(server.url)
    }

    private static func failure(_ url: String) async throws -> AWSFailure {
        // Pauses take no time, and no real answer misses the deadline.
        let environment = TestClock().environment
        let transport = try HTTPTransport()
        let credentials = AWSCredentials(accessKeyId: "AKIA", secretAccessKey: Secret("the-secret"))
        let service = AWSService(
            AWSService.Description(name: "DynamoDB", signingName: "dynamodb", targetPrefix: "DynamoDB_20120810"),
            AWSPlace(region: "eu-west-1", endpoints: ["dynamodb": try ServiceURL(url)]), transport,
            credentials: AWSCredentialProvider(.fixed(credentials), transport, environment: environment),
            environment: environment)
        do throws(AWSFailure) {
            _ = try await service.call("PutItem", [:], before: Deadline(in: .seconds(5), environment))
        } catch {
            #expect(!error.description.contains("the-secret"))
            return error
        }
        throw NoFailure()
    }

    private struct NoFailure: Error {}
}
