import AWSClient
import AlexaProtocol
import DynamoDBStore
import HTTPTransport
import TestSupport
import Testing
import Timing

/// The findings of `porchlight check` about a table.
@Suite(.serialized) struct CheckTests {
    private func findings(_ location: DynamoDBStoreSettings.Location) async throws -> [String] {
        await DynamoDBStore(location, try HTTPTransport(), environment: .live).check(before: .soon)
    }

    @Test(arguments: StoreEngine.dynamoDB)
    func aTableAsTheTemplateHasItIsGood(engine: StoreEngine) async throws {
        let process = try await EngineProcess.of(engine)
        let location = try await process.emptyTable()
        #expect(try await findings(location) == [])
        // The check leaves no items behind.
        let scan = try await process.dynamoDB().call("Scan", ["TableName": .string(location.table)], before: .soon)
        #expect(scan["Items"]?.array?.isEmpty == true)
    }

    @Test(arguments: StoreEngine.dynamoDB)
    func aMissingTableIsNamedOnce(engine: StoreEngine) async throws {
        var location = try await EngineProcess.of(engine).emptyTable()
        location.table = "no-such-table"
        let findings = try await findings(location)
        #expect(findings.count == 1)
        #expect(findings.first?.hasPrefix("There is no table no-such-table in eu-west-1") == true, "\(findings)")
    }

    @Test(arguments: StoreEngine.dynamoDB)
    func aMissingIndexIsNamed(engine: StoreEngine) async throws {
        for index in [nil, "other"] {
            let location = try await EngineProcess.of(engine).emptyTable(index: index)
            let findings = try await findings(location)
            #expect(findings.count == 1)
            #expect(findings.first?.contains("\(location.table) has no index due") == true, "\(findings)")
        }
    }

    /// One permission is missing at a time.
    @Test(arguments: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"])
    func aMissingPermissionIsNamed(operation: String) async throws {
        guard let engine = StoreEngine.dynamoDB.first else { return }
        try await FaultyEngine.run(engine) { faulty, location in
            faulty.deny(operation)
            let findings = try await findings(location)
            #expect(findings.count == (operation == "Query" ? 2 : 1))
            #expect(findings.allSatisfy { $0.hasPrefix("The permission dynamodb:\(operation)") }, "\(findings)")
        }
    }

    private func queueFindings(_ location: DynamoDBStoreSettings.Location) async throws -> [String]? {
        let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
        return await store.checkQueue(before: .soon)?.findings
    }

    @Test(arguments: StoreEngine.dynamoDB)
    func aQueueIsTried(engine: StoreEngine) async throws {
        let process = try await EngineProcess.of(engine)
        var location = try await process.emptyTable()
        #expect(try await queueFindings(location) == nil)
        let queue = try await process.emptyQueue()
        location.queue = queue
        #expect(try await queueFindings(location) == [])
        // The message is for a customer without waiting events.
        #expect(try await process.messages(in: queue).map { $0["Body"] } == [#"{"customer":"check"}"#])
        location.queue = queue + "-not"
        let findings = try await queueFindings(location)
        #expect(findings?.count == 1)
        #expect(findings?.first?.hasPrefix("There is no queue \(queue)-not in eu-west-1") == true, "\(findings ?? [])")
    }

    @Test(arguments: ["GetQueueAttributes", "SendMessage"])
    func aMissingPermissionForTheQueueIsNamed(operation: String) async throws {
        guard let engine = StoreEngine.dynamoDB.first else { return }
        try await FaultyEngine.run(engine, hasQueue: true) { faulty, location in
            faulty.deny(operation)
            let findings = try await queueFindings(location)
            #expect(findings?.count == 1)
            #expect(findings?.first?.hasPrefix("The permission sqs:\(operation) is missing") == true)
        }
    }
}
