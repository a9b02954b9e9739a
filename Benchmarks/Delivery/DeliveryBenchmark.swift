import AlexaProtocol
import EventGateway
import Foundation
import HTTPTransport
import Logging
import SQLiteStore
import Timing

/// Events per second through the client of the event gateway, and from the outbox through relay and client.
enum DeliveryBenchmark {
    private static let environment = SkillEnvironment.live
    private static let customers = 50
    private static let endpoints = 2000

    /// Of the length of Amazon's tokens.
    static let token = String(repeating: "t", count: 300)

    /// The body of one event, including the token.
    static var body: [UInt8] {
        Array(event(0).template.split(separator: 0, omittingEmptySubsequences: false).joined(separator: token.utf8))
    }

    private static func delivery(_ server: EventServer) throws -> EventDelivery {
        var configuration = HTTPTransport.Configuration()
        configuration.certificateAuthorities = server.certificate
        configuration.connectionsPerHost = 1
        let client = GatewayClient(
            try HTTPTransport(configuration), addresses: GatewayAddresses(instead: try ServiceURL(server.url)),
            environment: environment)
        return EventDelivery(
            client, credentials: FixedToken(Secret(token), region: .na),
            environment: environment)
    }

    private static func event(_ number: Int) -> OutgoingEvent {
        let address = ReplyAddress(
            correlationToken: Secret(String(repeating: "c", count: 100)),
            endpointId: EndpointID("endpoint-\(number % endpoints)"))
        return OutgoingEvent(
            Event(
                messageId: environment.makeMessageId(),
                .response(
                    .response, address, context: [LockController.lockState(.locked).sampled(at: environment.now())])))
    }

    /// The client alone: token, request, verdict.
    static func client(_ server: EventServer, _ calls: Int, _ concurrency: Int) async throws -> Sample {
        let delivery = try Self.delivery(server)
        let events = (0..<calls).map(event)
        return try await Sample.measure(calls) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<concurrency {
                    group.addTask {
                        for number in stride(from: caller, to: calls, by: concurrency) {
                            let result = await delivery.deliver(events[number], of: .household, before: 0)
                            guard case .delivered = result.disposition else {
                                throw BenchmarkFailure("not delivered: \(result.disposition)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    /// From an encrypted outbox on disk, with a lease and a settlement for each event.
    static func relay(_ server: EventServer, _ calls: Int) async throws -> Sample {
        let folder = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try await SQLiteStore.open(
            at: folder.appending(path: "store").path, key: .random(), before: Deadline(in: .seconds(60), .live))
        let now = environment.now()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<calls {
                group.addTask {
                    try await store.add(
                        event(number), for: CustomerID("customer-\(number % customers)"), at: now,
                        expiresAt: now.advanced(by: .seconds(3600)),
                        before: Deadline(in: .seconds(600), environment))
                }
            }
            try await group.waitForAll()
        }
        let relay = Relay(
            store, delivery: try Self.delivery(server), environment: environment,
            logger: Logger(label: "benchmarks") { _ in SwiftLogNoOpLogHandler() })
        let sample = try await Sample.measure(calls) {
            guard try await relay.run(once: true) == .empty else { throw BenchmarkFailure("the outbox is not empty") }
        }
        try await store.close()
        return sample
    }
}
