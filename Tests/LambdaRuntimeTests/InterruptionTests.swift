import Foundation
import HTTPTypes
import LoopbackLambda
import LoopbackServer
import TestSupport
import Testing

/// The real `bootstrap`, killed, frozen and terminated.
@Suite(.timeLimit(.minutes(3))) struct InterruptionTests {
    /// A process that was killed at any moment is replaced by another one, as in Lambda.
    @Test func killedAtAnyMoment() async throws {
        try await LoopbackLambda.run { lambda in
            var generator = SplitMix64()
            for round in 0..<10 * TestSize.factor {
                let process = try BootstrapProcess(at: lambda.address)
                let stream = Task {
                    var number = 0
                    while !Task.isCancelled {
                        number += 1
                        _ = await lambda.answer(to: Sent.discover, "r-\(round)-\(number)")
                    }
                }
                let goal = lambda.acts.count + Int.random(in: 0...30, using: &generator)
                await lambda.wait { $0.count >= goal }
                process.signal(SIGKILL)
                #expect(await process.end() == -SIGKILL)
                // Lambda reports to its callers that the function has ended.
                stream.cancel()
                lambda.forget()
                await stream.value
            }
            try await BootstrapProcess.run(at: lambda) { _ in
                #expect(await lambda.answer(to: Sent.discover, "last") != nil)
            }
        }
    }

    @Test func endsInGoodOrderOnSIGTERM() async throws {
        try await LoopbackLambda.run { lambda in
            try await BootstrapProcess.run(at: lambda) { process in
                #expect(await lambda.answer(to: Sent.discover, "r-1") != nil)
                await lambda.wait { $0.asked == 2 }
                process.signal(SIGTERM)
                #expect(await process.end() == 0)
            }
        }
    }

    /// Before the first answer the signal is not handled yet; it takes effect after that answer.
    @Test func aSignalBeforeTheFirstDirectiveTakesEffectAfterIt() async throws {
        try await LoopbackLambda.run { lambda in
            try await BootstrapProcess.run(at: lambda) { process in
                await lambda.wait { $0.asked == 1 }
                process.signal(SIGTERM)
                #expect(await lambda.answer(to: Sent.discover, "r-1") != nil)
                #expect(await process.end() == 0)
            }
        }
    }

    @Test func registersAnExtensionIfTold() async throws {
        try await LoopbackLambda.run { lambda in
            let settings = ["PORCHLIGHT_HOME": "sample", "PORCHLIGHT_LAMBDA_EXTENSION": "on"]
            try await BootstrapProcess.run(at: lambda, settings) { _ in
                #expect(await lambda.answer(to: Sent.discover, "r-1") != nil)
                let registration = LoopbackLambda.Act.registered(
                    name: "porchlight", body: Array(#"{"events":[]}"#.utf8))
                #expect(lambda.acts.first == registration)
                // Lambda waits for both requests.
                #expect(Set(lambda.acts.dropFirst().prefix(2)) == [.asked, .askedForEvents])
            }
        }
    }

    /// As Lambda freezes a process between invocations; meanwhile the connections are closed.
    @Test func survivesAFreeze() async throws {
        try await LoopbackLambda.run { lambda in
            try await BootstrapProcess.run(at: lambda) { process in
                for round in 1...5 {
                    #expect(await lambda.answer(to: Sent.discover, "a-\(round)") != nil)
                    await lambda.wait { $0.asked == 3 * round - 1 }
                    process.signal(SIGSTOP)
                    lambda.closeConnections()
                    async let answer = lambda.answer(to: Sent.discover, "b-\(round)")
                    process.signal(SIGCONT)
                    #expect(await answer != nil)
                    await lambda.wait { $0.asked == 3 * round + 1 }
                }
            }
        }
    }
}
