import AlexaProtocol
import EventGateway
import Foundation
import HTTPTransport
import Logging
import LoopbackServer
import SQLiteStore
import Synchronization
import TestSupport
import Testing
import Timing

/// All components between an event and Amazon are real; Amazon and the clock are simulated.
struct Post {
    let amazon: FakeAmazon
    let clock: VirtualClock
    let store: SQLiteStore
    let tokens: GrantTokens
    let client: GatewayClient
    let delivery: EventDelivery
    let login: LoginWithAmazon
    let transport: HTTPTransport
    let server: LoopbackServer
    let attempts = Attempts()

    static let customer = CustomerID("customer-1")

    /// The attempts, in order.
    final class Attempts: Sendable {
        private let records = Mutex<[AttemptRecord]>([])
        func add(_ record: AttemptRecord) { records.withLock { $0.append(record) } }
        var all: [AttemptRecord] { records.withLock { $0 } }
    }

    /// Runs `body` with its own server and store.
    static func run(clock: VirtualClock = VirtualClock(), _ body: (Post) async throws -> Void) async throws {
        let amazon = FakeAmazon()
        try await LoopbackServer.run(tls: true, amazon.answer) { server in
            let folder = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let authority = folder.appending(path: "ca.pem")
            try Data(server.certificateAuthority.utf8).write(to: authority)
            var configuration = HTTPTransport.Configuration()
            configuration.certificateAuthorities = authority.path
            configuration.connectTimeout = timeout
            let transport = try HTTPTransport(configuration)
            let store = try await SQLiteStore.open(
                at: folder.appending(path: "store").path, key: .random(), before: Deadline(in: .seconds(60), .live))
            try await body(try Post(amazon, clock, store, transport, server))
            try await store.close()
        }
    }

    init(
        _ amazon: FakeAmazon, _ clock: VirtualClock, _ store: SQLiteStore, _ transport: HTTPTransport,
        _ server: LoopbackServer
    ) throws {
        let environment = clock.environment
        self.amazon = amazon
        self.clock = clock
        self.store = store
        self.transport = transport
        self.server = server
        login = LoginWithAmazon(
            transport, url: try ServiceURL(server.url + "/auth/o2/token"),
            client: .init(id: "client", secret: Secret("client-secret")), environment: environment,
            timeout: Self.timeout)
        tokens = GrantTokens(store: store, login: login, environment: environment, logger: Self.quiet)
        client = GatewayClient(
            transport, addresses: GatewayAddresses(instead: try ServiceURL(server.url + "/v3/events")),
            environment: environment, timeout: Self.timeout)
        delivery = EventDelivery(client, credentials: tokens, environment: environment)
    }

    /// Long, because the machine may be busy. No test depends on real time.
    static let timeout = Duration.seconds(60)

    static let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

    /// A grant that was accepted `age` ago.
    @discardableResult
    func grant(
        to customer: CustomerID = Post.customer, token: String = "token-0", age: Duration = .seconds(600),
        lasting: Duration = .seconds(3600), life: Duration = .seconds(3600), region: Region = .na
    ) async throws -> Grant {
        let grant = Grant(
            customer: customer, acceptedAt: clock.now.advanced(by: .zero - age), region: region,
            accessToken: Secret(token), refreshToken: Secret("refresh-0"),
            obtainedAt: clock.now.advanced(by: lasting - life), expiresAt: clock.now.advanced(by: lasting))
        #expect(try await store.accept(grant))
        return grant
    }

    /// An answer of an endpoint.
    static func answer(_ messageId: String, endpoint: String = "lock") -> OutgoingEvent {
        OutgoingEvent(
            Event(
                messageId: messageId,
                .response(
                    .response, ReplyAddress(correlationToken: Secret("corr"), endpointId: EndpointID(endpoint)),
                    context: [])))
    }

    /// A report on `count` endpoints, each with a description of that many characters.
    static func report(of count: Int, size: Int) throws -> OutgoingEvent {
        let endpoints = (0..<count).map { number -> JSONValue in
            ["endpointId": .string("e\(number)"), "description": .string(String(repeating: "x", count: size))]
        }
        let report: JSONValue = [
            "event": [
                "header": [
                    "namespace": "Alexa.Discovery", "name": "AddOrUpdateReport", "messageId": "m",
                    "payloadVersion": "3",
                ], "payload": ["endpoints": .array(endpoints)],
            ]
        ]
        return try OutgoingEvent(json: report.encoded())
    }

    func add(_ event: OutgoingEvent, for customer: CustomerID = Post.customer) async throws {
        try await store.add(
            event, for: customer, at: clock.now, expiresAt: clock.now.advanced(by: .seconds(1_000_000)),
            before: .soon)
    }

    /// Sends at once, as `porchlight send` does.
    func send(_ event: OutgoingEvent) async -> Sender.Outcome {
        await Sender(delivery, environment: clock.environment).send(event, of: Self.customer) { attempts.add($0) }
    }

    /// Delivers the events of the outbox.
    func relay(
        from queue: (any DeliveryQueue)? = nil, once: Bool = true, until stop: StopSignal = StopSignal(),
        credentials: (any CredentialSource)? = nil, _ change: (inout Relay.Configuration) -> Void = { _ in }
    ) async throws -> Relay.End {
        var configuration = Relay.Configuration()
        // Virtual time may run far ahead while real answers are in flight.
        configuration.lease = .seconds(10_000_000)
        change(&configuration)
        return try await Relay(
            queue ?? store,
            delivery: EventDelivery(client, credentials: credentials ?? tokens, environment: clock.environment),
            configuration: configuration, environment: clock.environment,
            logger: Self.quiet, attempted: { attempts.add($0) }
        ).run(once: once, until: stop)
    }
}
