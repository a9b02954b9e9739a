import AlexaProtocol
import HTTPTransport
import HTTPTypes
import LambdaRuntime
import LoopbackLambda
import TestSupport
import Testing
import Timing

@Suite struct InvocationTests {
    /// The deadline's header, and the time left.
    static let deadlines: [(String?, Duration)] = [
        ("\(TestClock.start.milliseconds + 1000 + 2500)", .milliseconds(2500)),
        ("\(TestClock.start.milliseconds + 1000 + 900_000)", .seconds(900)),
        ("\(TestClock.start.milliseconds + 1000 + 900_001)", .seconds(8)),
        ("\(TestClock.start.milliseconds + 1000)", .seconds(8)), ("0", .seconds(8)), ("-5", .seconds(8)),
        ("9223372036854775807", .seconds(8)), ("-9223372036854775808", .seconds(8)),
        ("92233720368547758070", .seconds(8)), ("soon", .seconds(8)), ("", .seconds(8)), (nil, .seconds(8)),
    ]

    @Test(arguments: deadlines) func deadlineIsCountedFromReceipt(_ header: String?, _ left: Duration) throws {
        var head = HTTPResponse(status: .ok, headerFields: [.requestId: "r-1"])
        head.headerFields[.deadline] = header
        let clock = TestClock()
        let invocation = try #require(Invocation(HTTPAnswer(head: head, body: [1]), clock.environment))
        #expect(invocation.deadline.timeLeft == left)
        #expect(invocation.body == [1])
        #expect(invocation.traceId == nil)
        #expect(invocation.functionARN == nil)
    }

    @Test func onlyTheRequestIdIsNeeded() {
        let head = HTTPResponse(status: .ok, headerFields: [.traceId: "Root=1-5759e988-bd862e3fe1be46a994272793"])
        #expect(Invocation(HTTPAnswer(head: head, body: []), TestClock().environment) == nil)
    }

    @Test(arguments: ["", "localhost:x", "a b:1", "host:1/path?x", "host:99999", "user@host:1"])
    func addressesThatAreNone(_ address: String) {
        let error = #expect(throws: HTTPTransportError.self) {
            try RuntimeAPI(at: address, environment: .live)
        }
        #expect(error?.kind == .refusedByUs)
    }

    @Test(arguments: ["127.0.0.1:9001", "169.254.100.1:9001", "localhost", "[::1]:9001", "sandbox.localdomain:9001"])
    func addressesThatLambdaUses(_ address: String) throws {
        _ = try RuntimeAPI(at: address, environment: .live)
    }

    @Test(arguments: [("4", 4), ("1", 1), ("0", 1), ("-1", 1), ("many", 1), ("", 1), ("100000", 1000)])
    func concurrency(_ value: String, _ expected: Int) {
        #expect(LambdaEnvironment(["AWS_LAMBDA_MAX_CONCURRENCY": value]).concurrency == expected)
        #expect(LambdaEnvironment([:]).concurrency == 1)
        #expect(LambdaEnvironment(["AWS_LAMBDA_RUNTIME_API": ""]).runtimeAPI == nil)
    }
}
