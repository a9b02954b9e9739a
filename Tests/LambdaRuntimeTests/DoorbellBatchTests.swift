import AlexaProtocol
import EventGateway
import LoopbackLambda
import Testing

@testable import bootstrap

/// Batches of SQS messages: parsing and answers.
@Suite(.timeLimit(.minutes(2))) struct DoorbellBatchTests {
    typealias Message = DoorbellBatch.Message

    /// The form in AWS's page "Using Lambda with Amazon SQS", with these bodies.
    private static func event(_ bodies: (id: String?, body: JSONValue?)..., source: String = "aws:sqs") -> [UInt8] {
        let records = bodies.map { item -> JSONValue in
            var record: JSONObject = [
                "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
                "attributes": [
                    "ApproximateReceiveCount": "1", "SentTimestamp": "1545082649183",
                    "SenderId": "AIDAIENQZJOLO23YVJ4VO", "ApproximateFirstReceiveTimestamp": "1545082649185",
                    "MessageGroupId": "k",
                ],
                "messageAttributes": [:], "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
                "eventSource": .string(source), "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:porchlight",
                "awsRegion": "eu-west-1",
            ]
            if let id = item.id { record["messageId"] = .string(id) }
            if let body = item.body { record["body"] = body }
            return .object(record)
        }
        return JSONValue.object(["Records": .array(records)]).encoded()
    }

    private static func message(_ id: String, _ customer: String?) -> Message {
        Message(id: id, customer: customer.map { CustomerKey($0) })
    }

    @Test func everyMessageIsRead() throws {
        let batch = try #require(
            DoorbellBatch(
                Self.event(
                    ("1", #"{"customer":"ann"}"#), ("2", #"{"customer":"bob"}"#),
                    ("3", #"{ "customer" : "ann", "more": 1 }"#))
            ))
        #expect(batch.messages == [Self.message("1", "ann"), Self.message("2", "bob"), Self.message("3", "ann")])
        #expect(batch.customers.map(\.rawValue) == ["ann", "bob"])
    }

    /// Bodies of foreign messages.
    static let malformed: [JSONValue?] = [
        nil, "", "customer", "{", "[]", "null", "{}", #"{"customer":1}"#, #"{"customer":""}"#, #"{"customer":"a b"}"#,
        #"{"customer":"c#x"}"#, #"{"customer":"\u0000"}"#, #"{"Customer":"ann"}"#, 7, ["customer": "ann"],
        .string(#"{"customer":"\#(String(repeating: "a", count: 129))"}"#),
    ]

    /// Such a message delivers nothing, and is not reported as failed, because it would be redelivered until it is a dead
    /// letter.
    @Test(arguments: malformed) func aMalformedMessageIsNotReported(_ body: JSONValue?) throws {
        let batch = try #require(DoorbellBatch(Self.event(("1", body), ("2", #"{"customer":"ann"}"#))))
        #expect(batch.messages == [Self.message("1", nil), Self.message("2", "ann")])
        #expect(batch.customers == [CustomerKey("ann")])
        let answer = batch.answer(failed: [CustomerKey("ann"), CustomerKey("")])
        #expect(String(decoding: answer, as: UTF8.self) == #"{"batchItemFailures":[{"itemIdentifier":"2"}]}"#)
    }

    static let answers: [([String], [String])] = [
        ([], []), (["ann"], ["1", "3"]), (["bob"], ["2"]), (["ann", "bob"], ["1", "2", "3"]), (["carl"], []),
    ]

    @Test(arguments: answers) func theMessagesOfTheseCustomersComeAgain(_ failed: [String], _ ids: [String]) throws {
        let batch = try #require(
            DoorbellBatch(
                Self.event(("1", #"{"customer":"ann"}"#), ("2", #"{"customer":"bob"}"#), ("3", #"{"customer":"ann"}"#)))
        )
        let answer = JSONDocument(parsing: batch.answer(failed: failed.map { CustomerKey($0) })).value
        #expect(
            answer == ["batchItemFailures": .array(ids.map { ["itemIdentifier": .string($0)] })])
    }

    /// An event that is not a batch of SQS is answered as a directive.
    static let others: [[UInt8]] = [
        [], Array("{}".utf8), Array(#"{"Records": []}"#.utf8), Array(#"{"Records": 1}"#.utf8),
        Array(#"{"Records":"#.utf8),
        event(("1", "b"), source: "aws:s3"), Array(#"{"records": [{"eventSource": "aws:sqs"}]}"#.utf8),
        Array(#"[{"eventSource": "aws:sqs"}]"#.utf8), Sent.discover, Array(#"{"porchlight": "sweep"}"#.utf8),
        Sent.command("Alexa.PowerController", "TurnOn", to: "Records"),
    ]

    @Test(arguments: others) func anythingElseIsNoBatch(_ body: [UInt8]) {
        #expect(DoorbellBatch(body) == nil)
    }

    @Test func whiteSpaceDoesNotMatter() throws {
        let text = "\n { \t\"Records\" : [ {\"messageId\":\"1\", \"eventSource\": \"aws:sqs\", \"body\": \"\"} ] }"
        #expect(DoorbellBatch(Array(text.utf8))?.messages == [Self.message("1", nil)])
    }

    /// Without a store nothing can be delivered: the messages are redelivered, and end as dead letters that raise an alarm.
    @Test func withoutAStoreTheMessagesComeAgain() async throws {
        try await LoopbackLambda.run { lambda in
            try await BootstrapProcess.run(at: lambda) { process in
                let batch = Self.event(("1", #"{"customer":"ann"}"#), ("2", "nonsense"))
                guard case .answered(let answer) = await lambda.invoke(batch, requestId: "r-1") else {
                    Issue.record("no answer")
                    return
                }
                #expect(String(decoding: answer, as: UTF8.self) == #"{"batchItemFailures":[{"itemIdentifier":"1"}]}"#)
                #expect(await process.lines("doorbell_without_store", atLeast: 1).count == 1)
                #expect(await process.lines("doorbell_unreadable", atLeast: 1).count == 1)
                // Another kind of event is answered as any input.
                let other = await lambda.answer(to: Self.event(("1", "b"), source: "aws:s3"), "r-2")
                #expect(other?.name == "Alexa.ErrorResponse")
            }
        }
    }
}
