import AlexaProtocol
import HTTPTransport
import HTTPTypes
import LambdaRuntime
import LoopbackLambda
import LoopbackServer
import TestSupport
import Testing
import Timing

/// The loop at a loopback Runtime API.
@Suite(.timeLimit(.minutes(2))) struct RuntimeLoopTests {
    @Test func answersOneInvocationAfterTheOther() async throws {
        try await LoopbackLambda.run { lambda in
            let end = try await withRuntime(at: lambda) { _ in
                for number in 1...50 {
                    let body = Array("\(number)".utf8)
                    #expect(await lambda.invoke(body, requestId: "r-\(number)") == .answered(body))
                }
                // All over one connection.
                #expect(lambda.connections == 1)
            }
            #expect(end == .stopped)
        }
    }

    @Test func answersFirstAndWorksAfterwards() async throws {
        try await LoopbackLambda.run { lambda in
            let gate = Gate()
            let handler = TestHandler(
                answering: { invocation in
                    LambdaAnswer(invocation.body) { _ in
                        await gate.pass()
                        lambda.note("worked")
                    }
                },
                flushing: { lambda.note("flushed") })
            try await withRuntime(handler, at: lambda) { _ in
                // The caller has its answer before the work has ended.
                #expect(await lambda.invoke([1], requestId: "r-1") == .answered([1]))
                #expect(lambda.acts == [.asked, .responded(requestId: "r-1", body: [1])])
                gate.open()
                await lambda.wait { $0.asked == 2 }
                #expect(
                    lambda.acts == [
                        .asked, .responded(requestId: "r-1", body: [1]), .noted("worked"), .noted("flushed"), .asked,
                    ])
            }
        }
    }

    /// Also if posting the answer leaves no time for the work.
    @Test(arguments: [0, 300, 400, 8000])
    func workThatDoesNotEndIsCancelledBeforeTheDeadline(_ milliseconds: Int) async throws {
        let (clock, log) = (SteppedClock(), LogSpy())
        let end = Duration.milliseconds(milliseconds) - LambdaRuntime<TestHandler>.margin
        try await LoopbackLambda.run { lambda in
            let handler = TestHandler(answering: { invocation in
                LambdaAnswer(invocation.body) { deadline in
                    // An invocation without a plausible deadline has 8 s.
                    #expect(deadline.timeLeft == (milliseconds == 0 ? .milliseconds(7700) : end))
                    try? await Task.sleep(for: .seconds(600))
                    lambda.note("cancelled")
                }
            })
            try await withRuntime(handler, at: lambda, environment: clock.environment, log: log) { _ in
                let deadline = clock.header(.milliseconds(milliseconds))
                #expect(await lambda.invoke([1], requestId: "r-1", [.deadline: deadline]) == .answered([1]))
                if milliseconds == 0 { await clock.pass(to: .milliseconds(7700)) }
                if end > .zero { await clock.pass(to: end) }
                await lambda.wait { $0.asked == 2 && $0.contains(.noted("cancelled")) }
            }
        }
        #expect(log.lines("work_unfinished").map(\.fields) == [["request_id": "r-1"]])
    }

    static let failures: [LoopbackAnswer] = [
        .hangUp, LoopbackAnswer(.forbidden), LoopbackAnswer(.notFound), LoopbackAnswer(.serviceUnavailable),
        LoopbackAnswer(.ok), LoopbackAnswer(.ok, [.requestId: ""], body: [1]),
        LoopbackAnswer(.init(code: 302), [.location: "http://example.com/"]),
        LoopbackAnswer(.ok, [.contentLength: "1000"], body: [1]),
    ]

    @Test(arguments: failures.indices) func asksAgainAfterAFailure(_ index: Int) async throws {
        let (clock, log) = (TestClock(), LogSpy())
        try await LoopbackLambda.run { lambda in
            let failure = Self.failures[index]
            lambda.answerNext(with: failure, failure)
            try await withRuntime(at: lambda, environment: clock.environment, log: log) { _ in
                if index == Self.failures.count - 1 {
                    // The missing bytes are noticed only when the connection ends.
                    await lambda.wait { $0.asked == 1 }
                    lambda.closeConnections()
                    await lambda.wait { $0.asked == 2 }
                    lambda.closeConnections()
                }
                #expect(await lambda.invoke([7], requestId: "r-1") == .answered([7]))
            }
        }
        // libcurl itself resends a GET if a kept connection turns out to be closed.
        #expect((1...2).contains(log.lines("no_invocation").count))
        #expect(clock.sleeps.starts(with: [.milliseconds(100)]))
    }

    @Test func endsWhenThereAreNoInvocations() async throws {
        let clock = TestClock()
        try await LoopbackLambda.run { lambda in
            let failure = LoopbackAnswer(.forbidden, body: Array(#"{"errorType": "InvalidStateTransition"}"#.utf8))
            lambda.answerNext(with: failure, failure, failure, failure, failure, failure)
            let api = try RuntimeAPI(at: lambda.address, environment: clock.environment)
            let runtime = LambdaRuntime(
                api, TestHandler(), environment: clock.environment, logger: LogSpy().logger)
            let expected = RuntimeAPIFailure(
                .refused(status: 403), "the Runtime API answered with status 403 (InvalidStateTransition)")
            #expect(await runtime.run() == .failed(expected))
            #expect(lambda.acts.asked == LambdaRuntime<TestHandler>.greatestFailures)
        }
        #expect(clock.sleeps == [100, 200, 400, 800, 1600].map { .milliseconds($0) })
    }

    @Test func endsAtOnceWhenTheEnvironmentIsBroken() async throws {
        try await LoopbackLambda.run { lambda in
            lambda.answerNext(with: LoopbackAnswer(.internalServerError))
            let api = try RuntimeAPI(at: lambda.address, environment: .live)
            let runtime = LambdaRuntime(api, TestHandler(), environment: .live, logger: LogSpy().logger)
            #expect(await runtime.run() == .failed(.init(.fatal, "the Runtime API answered with status 500")))
            #expect(lambda.acts == [.asked])
        }
    }

    @Test func endsWhereThereIsNoRuntimeAPI() async throws {
        let clock = TestClock()
        // The port of a server that has stopped.
        let address = try await LoopbackLambda.run { $0.address }
        let api = try RuntimeAPI(at: address, environment: clock.environment)
        let runtime = LambdaRuntime(api, TestHandler(), environment: clock.environment, logger: LogSpy().logger)
        guard case .failed(let failure) = await runtime.run() else {
            Issue.record("stopped")
            return
        }
        #expect(failure.kind == .unreachable)
    }

    @Test(arguments: [400, 403, 404, 410, 413, 429, 503, 302])
    func goesOnAfterAnAnswerThatIsNotTaken(_ status: Int) async throws {
        let log = LogSpy()
        try await LoopbackLambda.run { lambda in
            lambda.answerPosts(with: LoopbackAnswer(.init(code: status)))
            try await withRuntime(at: lambda, log: log) { _ in
                _ = await lambda.invoke([1], requestId: "r-1")
                #expect(await lambda.invoke([2], requestId: "r-2") == .answered([2]))
            }
        }
        #expect(
            log.lines("answer_not_posted").map(\.fields) == [
                ["request_id": "r-1", "reason": "the Runtime API answered with status \(status)"]
            ])
    }

    @Test func postsAgainWhenTheConnectionEnds() async throws {
        let log = LogSpy()
        try await LoopbackLambda.run { lambda in
            // The answer was accepted, but the reply was lost; Lambda refuses the second post.
            lambda.answerPosts(with: .hangUp)
            try await withRuntime(at: lambda, log: log) { _ in
                #expect(await lambda.invoke([1], requestId: "r-1") == .answered([1]))
                #expect(await lambda.invoke([2], requestId: "r-2") == .answered([2]))
                let first = LoopbackLambda.Act.responded(requestId: "r-1", body: [1])
                #expect(lambda.acts.count(where: { $0 == first }) == 2)
            }
        }
        #expect(log.lines("answer_not_posted").isEmpty)
    }

    @Test func givesUpAnAnswerThatCannotBePosted() async throws {
        let log = LogSpy()
        try await LoopbackLambda.run { lambda in
            lambda.answerPosts(with: .hangUp, .hangUp, .hangUp)
            try await withRuntime(at: lambda, log: log) { _ in
                _ = await lambda.invoke([1], requestId: "r-1")
                #expect(await lambda.invoke([2], requestId: "r-2") == .answered([2]))
            }
        }
        #expect(log.lines("answer_not_posted").count == 1)
    }

    @Test func connectionsThatDieWhileItWaitsAreReplaced() async throws {
        try await LoopbackLambda.run { lambda in
            try await withRuntime(at: lambda) { _ in
                for number in 1...3 {
                    await lambda.wait { $0.asked == 2 * number - 1 }
                    lambda.closeConnections()
                    await lambda.wait { $0.asked == 2 * number }
                    #expect(await lambda.invoke([1], requestId: "r-\(number)") == .answered([1]))
                }
            }
        }
    }

    @Test func anAnswerThatIsTooLargeIsReported() async throws {
        try await LoopbackLambda.run { lambda in
            let handler = TestHandler(answering: { invocation in
                LambdaAnswer(
                    [UInt8](repeating: 32, count: RuntimeAPI.greatestAnswer + (invocation.body.isEmpty ? 0 : 1)))
            })
            try await withRuntime(handler, at: lambda) { _ in
                guard case .answered(let body) = await lambda.invoke([], requestId: "r-1") else {
                    Issue.record("not answered")
                    return
                }
                #expect(body.count == 6_291_556)
                guard case .failed(let type, let report) = await lambda.invoke([1], requestId: "r-2") else {
                    Issue.record("not reported")
                    return
                }
                #expect(type == "Porchlight.AnswerTooLarge")
                #expect(
                    String(decoding: report, as: UTF8.self)
                        == #"{"errorMessage":"the answer has 6291557 bytes, and Lambda passes on 6291556","errorType":"Porchlight.AnswerTooLarge","stackTrace":[]}"#
                )
            }
        }
    }

    @Test func anInvocationThatIsTooLargeIsReported() async throws {
        try await LoopbackLambda.run { lambda in
            try await withRuntime(at: lambda) { _ in
                let large = [UInt8](repeating: 32, count: 9 << 20)
                guard case .failed(let type, _) = await lambda.invoke(large, requestId: "r-1") else {
                    Issue.record("not reported")
                    return
                }
                #expect(type == "Porchlight.InvocationTooLarge")
                #expect(await lambda.invoke([1], requestId: "r-2") == .answered([1]))
            }
        }
    }

    @Test func takesEveryFormOfBody() async throws {
        try await LoopbackLambda.run { lambda in
            let large = [UInt8](repeating: 65, count: 6 << 20)
            try await withRuntime(at: lambda) { _ in
                #expect(await lambda.invoke([], requestId: "empty") == .answered([]))
                for (number, body) in [[], [1, 0, 255], large].enumerated() {
                    let outcome = await lambda.invoke(body, requestId: "r-\(number)", [.transferEncoding: "chunked"])
                    #expect(outcome == .answered(body))
                }
            }
        }
    }

    @Test(arguments: ["a/../../b", "r?x=1#y", "r%2F1", "\u{fc}", String(repeating: "i", count: 4000)])
    func requestIdsAreOpaque(_ id: String) async throws {
        try await LoopbackLambda.run { lambda in
            try await withRuntime(at: lambda) { _ in
                lambda.answerNext(with: LoopbackAnswer(.ok, [.requestId: id], body: [1]))
                await lambda.wait { $0.contains { if case .responded = $0 { true } else { false } } }
            }
            guard
                case .responded(let posted, _)? = lambda.acts.first(where: {
                    if case .responded = $0 { true } else { false }
                })
            else { return }
            #expect(posted == PercentEncoding.component(id))
        }
    }

    @Test func servesSeveralAtOnce() async throws {
        try await LoopbackLambda.run { lambda in
            let gate = Gate()
            let handler = TestHandler(answering: { invocation in
                lambda.note("started")
                await gate.pass()
                return LambdaAnswer(invocation.body)
            })
            let end = try await withRuntime(handler, at: lambda, concurrency: 3) { _ in
                await lambda.wait { $0.asked == 3 }
                async let outcomes = withTaskGroup(of: LoopbackLambda.Outcome.self) { group in
                    for number in 1...3 { group.addTask { await lambda.invoke([1], requestId: "r-\(number)") } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                await lambda.wait { $0.count(where: { $0 == .noted("started") }) == 3 }
                gate.open()
                #expect(await outcomes == [.answered([1]), .answered([1]), .answered([1])])
            }
            #expect(end == .stopped)
        }
    }

    @Test func stopsAfterTheInvocationThatIsUnderWay() async throws {
        try await LoopbackLambda.run { lambda in
            let gate = Gate()
            let handler = TestHandler(answering: { invocation in
                lambda.note("started")
                await gate.pass()
                return LambdaAnswer(invocation.body)
            })
            let end = try await withRuntime(handler, at: lambda) { runtime in
                async let outcome = lambda.invoke([1], requestId: "r-1")
                await lambda.wait { $0.contains(.noted("started")) }
                runtime.stop()
                gate.open()
                #expect(await outcome == .answered([1]))
            }
            #expect(end == .stopped)
            #expect(lambda.acts.asked == 1)
        }
    }
}
