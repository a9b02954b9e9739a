import AWSClient
import AlexaProtocol
import Assembly
import DynamoDBStore
import EventGateway
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Settings
import TestSupport
import Testing
import Timing

/// The doorbell's message as SQS receives it, and the handling of SQS's errors.
@Suite(.serialized, .timeLimit(.minutes(2))) struct DoorbellTests {
    private struct Received: Sendable {
        let fields: HTTPFields
        let body: JSONObject

        func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { fields[$0] } }
    }

    private static let queue = "https://sqs.eu-west-1.amazonaws.com/123456789012/porchlight"

    /// Runs a server in place of SQS with these answers, and a store with that queue.
    private static func run(
        _ environment: SkillEnvironment = .live, answer: @escaping @Sendable () -> LoopbackAnswer,
        _ body: (DynamoDBStore, Shared<[Received]>) async throws -> Void
    ) async throws {
        let received = Shared<[Received]>([])
        try await LoopbackServer.run(
            tls: false,
            { request, body in
                let item = Received(
                    fields: request.headerFields, body: JSONDocument(parsing: body).value?.object ?? [:])
                received.with { $0.append(item) }
                return answer()
            }
        ) { server in
            let location = DynamoDBStoreSettings.Location(
                table: "none", keys: try .random(), queue: queue,
                place: AWSPlace(region: "eu-west-1", endpoints: ["sqs": try ServiceURL(server.url)]),
                credentials: .fixed(
                    AWSCredentials(
                        accessKeyId: "AKIA", secretAccessKey: Secret("secret-key"),
                        sessionToken: Secret("session-token"))))
            let store = DynamoDBStore(location, try HTTPTransport(), environment: environment)
            try await body(store, received)
        }
    }

    private static let taken = LoopbackAnswer(.ok, body: Array(#"{"MessageId": "m"}"#.utf8))

    private static func refusal(_ status: Int, _ type: String) -> LoopbackAnswer {
        let body: JSONValue = ["__type": .string(type), "message": "m"]
        return LoopbackAnswer(HTTPResponse.Status(code: status), body: body.encoded())
    }

    /// Amazon SQS, "Making Query API requests / AWS JSON protocol"; SendMessage.
    @Test func theMessageHasTheCustomersHashAndNothingElse() async throws {
        try await Self.run(answer: { Self.taken }) { store, received in
            let ann = CustomerID("amzn1.account.ANN")
            try await store.ring(for: store.key(of: ann), after: .milliseconds(4001), before: .soon)
            let request = try #require(received.with { $0 }.first)
            #expect(request.field("x-amz-target") == "AmazonSQS.SendMessage")
            #expect(request.field("content-type") == "application/x-amz-json-1.0")
            #expect(request.field("x-amz-security-token") == "session-token")
            #expect(request.field("authorization")?.contains("/eu-west-1/sqs/aws4_request") == true)
            let key = store.key(of: ann).rawValue
            #expect(key.utf8.count == 22)
            #expect(
                request.body == [
                    "QueueUrl": .string(Self.queue), "MessageBody": .string(#"{"customer":"\#(key)"}"#),
                    "MessageGroupId": .string(key), "DelaySeconds": 5,
                ])
            #expect(DynamoDBStore.customer(inDoorbell: #"{"customer":"\#(key)"}"#) == CustomerKey(key))
        }
    }

    /// Amazon SQS API Reference, SendMessageBatch: at most ten messages, each with its own id.
    @Test func messagesForManyCustomersGoInBatches() async throws {
        let answer = LoopbackAnswer(.ok, body: Array(#"{"Successful": [], "Failed": []}"#.utf8))
        try await Self.run(answer: { answer }) { store, received in
            let keys = (0..<21).map { CustomerKey("k\($0)") }
            try await store.ring(forEach: keys, before: .soon)
            let requests = received.with { $0 }
            #expect(requests.allSatisfy { $0.field("x-amz-target") == "AmazonSQS.SendMessageBatch" })
            #expect(requests.allSatisfy { $0.body["QueueUrl"] == .string(Self.queue) })
            let batches = requests.compactMap { $0.body["Entries"]?.array }.sorted { $0.count > $1.count }
            #expect(batches.map(\.count) == [10, 10, 1])
            #expect(
                batches.last == [
                    ["Id": "0", "MessageBody": #"{"customer":"k20"}"#, "MessageGroupId": "k20"]
                ])
            #expect(batches.allSatisfy { Set($0.compactMap { $0.object?["Id"]?.string }).count == $0.count })
        }
    }

    /// SQS answers 200 for a batch even if it has rejected one of its messages.
    @Test func aMessageThatWasNotTakenIsTold() async throws {
        let answer = LoopbackAnswer(
            .ok,
            body: Array(
                #"{"Successful": [], "Failed": [{"Id": "0", "Code": "InternalError", "SenderFault": false}]}"#.utf8))
        try await Self.run(answer: { answer }) { store, _ in
            await #expect {
                try await store.ring(forEach: [CustomerKey("k")], before: .soon)
            } throws: { error in
                "\(error)".contains("SQS did not take a message of a batch: InternalError")
            }
        }
    }

    @Test(arguments: [(0, 0), (1, 1), (1000, 1), (1001, 2), (900_000, 900)])
    func theDelayIsRoundedUp(_ milliseconds: Int, _ seconds: Double) async throws {
        try await Self.run(answer: { Self.taken }) { store, received in
            try await store.ring(for: CustomerKey("k"), after: .milliseconds(milliseconds), before: .soon)
            #expect(received.with { $0 }.first?.body["DelaySeconds"] == .number(seconds))
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: LoopbackAnswer
        let kind: StoreFailure.Kind
        let words: String
        /// Whether it is retried until the deadline.
        let isTransient: Bool
    }

    static let faults = [
        Fault(
            testDescription: "throttled", answer: refusal(400, "com.amazonaws.sqs#RequestThrottled"), kind: .busy,
            words: "limits the rate", isTransient: true),
        Fault(
            testDescription: "500", answer: refusal(500, "com.amazonaws.sqs#InternalFailure"), kind: .timedOut,
            words: "a fault of its own", isTransient: true),
        Fault(
            testDescription: "503 in XML",
            answer: LoopbackAnswer(.serviceUnavailable, body: Array("<Error><Code>ServiceUnavailable</Code>".utf8)),
            kind: .timedOut, words: "a fault of its own", isTransient: true),
        Fault(
            testDescription: "no answer", answer: LoopbackAnswer(.ok, after: .seconds(3600)), kind: .timedOut,
            words: "SQS, SendMessage", isTransient: false),
        Fault(
            testDescription: "denied", answer: refusal(400, "com.amazonaws.sqs#AccessDeniedException"),
            kind: .cannotOpen, words: "lacks the permission", isTransient: false),
        Fault(
            testDescription: "no queue", answer: refusal(400, "com.amazonaws.sqs#QueueDoesNotExist"),
            kind: .cannotOpen, words: "no such table, index or queue", isTransient: false),
        Fault(
            testDescription: "wrong key", answer: refusal(403, "com.amazonaws.sqs#InvalidSignatureException"),
            kind: .cannotOpen, words: "credentials are wrong", isTransient: false),
        Fault(
            testDescription: "invalid", answer: refusal(400, "com.amazonaws.sqs#InvalidParameterValue"), kind: .other,
            words: "InvalidParameterValue", isTransient: false),
        Fault(
            testDescription: "not JSON", answer: LoopbackAnswer(.ok, body: Array("<html>".utf8)), kind: .timedOut,
            words: "not JSON", isTransient: true),
    ]

    /// The call ends by its deadline, with a reason and without a secret.
    @Test(arguments: faults) func aQueueInTroubleIsTold(_ fault: Fault) async throws {
        // Pauses between attempts take no time; only a missing answer does.
        let isSlow = fault.answer.delay != nil
        let environment = isSlow ? SkillEnvironment.live : TestClock().environment
        try await Self.run(environment, answer: { fault.answer }) { store, received in
            let start = ContinuousClock.now
            do throws(StoreFailure) {
                try await store.ring(
                    for: CustomerKey("k"), after: .zero,
                    before: Deadline(in: isSlow ? .milliseconds(400) : .seconds(5), environment))
                Issue.record("no failure")
            } catch {
                #expect(error.kind == fault.kind)
                #expect(error.description.contains(fault.words), "\(error)")
                for secret in ["secret-key", "session-token"] { #expect(!error.description.contains(secret)) }
            }
            // Far below an hour, even on a busy machine.
            #expect(ContinuousClock.now - start < .seconds(20))
            #expect((received.with { $0.count } > 1) == fault.isTransient)
        }
    }

    struct Setting: Sendable, CustomTestStringConvertible {
        let queue: String
        var hasTable = true
        let words: String?
        var testDescription: String { "\(queue) \(hasTable)" }
    }

    static let settings = [
        Setting(queue: queue, words: nil),
        Setting(queue: "http://127.0.0.1:4566/000000000000/porchlight", words: nil),
        Setting(queue: queue, hasTable: false, words: "store.queue (PORCHLIGHT_STORE_QUEUE) is of no use without"),
        Setting(queue: "porchlight", words: "store.queue (PORCHLIGHT_STORE_QUEUE) cannot be used."),
        Setting(queue: "https://sqs.eu-west-1.amazonaws.com/", words: "has to be the queue's URL"),
        Setting(queue: queue + ".fifo", words: "has to be a standard queue"),
    ]

    @Test(arguments: settings) func theSettingIsChecked(_ setting: Setting) throws {
        var environment = [
            "PORCHLIGHT_STORE_QUEUE": setting.queue, "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "AKIA",
            "AWS_SECRET_ACCESS_KEY": "none",
        ]
        if setting.hasTable {
            environment["PORCHLIGHT_STORE_TABLE"] = "t"
            environment["PORCHLIGHT_STORE_KEY"] = StoreKeyRing.randomKey()
        }
        do throws(SettingsProblems) {
            let settings = try AssemblySettings<DynamoDBStore>(environment: environment)
            #expect(setting.words == nil)
            #expect(settings.store.location?.queue == setting.queue)
        } catch {
            let words = setting.words ?? "nothing"
            #expect(error.problems.contains { $0.contains(words) }, "\(error)")
        }
    }
}
