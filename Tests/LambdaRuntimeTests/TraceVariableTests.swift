import Glibc
import HTTPTypes
import LambdaRuntime
import LoopbackLambda
import TestSupport
import Testing

/// Each test changes the environment of a separate process.
@Suite(.timeLimit(.minutes(2))) struct TraceVariableTests {
    static let header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"

    @Test func holdsTheTraceOfTheInvocation() async {
        await #expect(processExitsWith: .success) {
            let variable = try #require(TraceVariable())
            #expect(Self.value == "")
            // Shorter, longer, none, too long, invalid.
            for value in [Self.header, "Root=1", Self.header + ";Lineage=1:2", String(repeating: "x", count: 511)] {
                variable.set(value)
                #expect(Self.value == value)
            }
            for value in [nil, String(repeating: "x", count: 512), "Root=1\0;Parent=2"] {
                variable.set("Root=1")
                variable.set(value)
                #expect(Self.value == "")
            }
        }
    }

    /// Neither the list of variables nor the address of a value changes, so other threads can read meanwhile.
    @Test func changesNothingElseInTheEnvironment() async {
        await #expect(processExitsWith: .success) {
            let variable = try #require(TraceVariable())
            let list = unsafe environ
            let place = unsafe getenv(TraceVariable.name)
            for number in 0..<1000 {
                variable.set("Root=\(number)")
                #expect(unsafe environ == list && getenv(TraceVariable.name) == place)
            }
        }
    }

    @Test func isSetBeforeTheHandlerIsCalled() async {
        await #expect(processExitsWith: .success) {
            let variable = try #require(TraceVariable())
            try await LoopbackLambda.run { lambda in
                let handler = TestHandler(answering: { _ in LambdaAnswer(Array(Self.value.utf8)) })
                try await withRuntime(handler, at: lambda, trace: variable) { _ in
                    #expect(await lambda.invoke([], requestId: "r-1") == .answered(Array(Self.header.utf8)))
                    // An invocation without a trace.
                    #expect(await lambda.invoke([], requestId: "r-2", [.traceId: ""]) == .answered([]))
                }
            }
        }
    }

    /// The variable's value as a library reads it.
    private static var value: String {
        unsafe getenv(TraceVariable.name).map { unsafe String(cString: $0) } ?? "not set"
    }
}
