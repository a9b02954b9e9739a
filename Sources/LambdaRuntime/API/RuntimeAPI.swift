package import HTTPTransport
import HTTPTypes
package import Timing

/// AWS Lambda's Runtime API, version 2018-06-01: a function requests its invocations from it and posts its answers to it.
///
/// Source: AWS Lambda, "Using the Lambda runtime API for custom runtimes".
package struct RuntimeAPI: Sendable {
    /// The largest answer: 6 MB (AWS Lambda quotas, "Invocation payload (request and response)").
    package static let greatestAnswer = 6_291_556
    /// The largest invocation that is read, above Lambda's own limit, so that the skill can answer a directive that is too
    /// large.
    static let greatestInvocation = 8 << 20
    /// Timeout of one attempt to post. The API is on the same machine.
    static let postTime = Duration.seconds(5)
    /// The most attempts to post an answer when the connection fails.
    static let postAttempts = 3

    private let transport: HTTPTransport
    private let base: ServiceURL
    private let root: ServiceURL
    private let environment: SkillEnvironment
    private let clock: FreezeClock?

    /// The Runtime API at `address`.
    ///
    /// - Parameters:
    ///   - address: `host:port`, as AWS_LAMBDA_RUNTIME_API has it. `http` is used, wherever the host is.
    ///   - concurrency: how many invocations are asked for at once, at least 1.
    ///   - clock: is notified when the process may be frozen. Nil if several invocations are asked for at once.
    /// - Throws: `refusedByUs` if the address is none; `libraryFailure` if libcurl cannot be used.
    package init(
        at address: String, concurrency: Int = 1, environment: SkillEnvironment, clock: FreezeClock? = nil
    ) throws(HTTPTransportError) {
        var configuration = HTTPTransport.Configuration()
        configuration.trustedPlainHost = address.contains(":") ? address : "\(address):80"
        // Each worker has one connection, and so has the extension.
        configuration.connectionsPerHost = max(1, concurrency) + 1
        transport = try HTTPTransport(configuration)
        root = try ServiceURL("http://\(address)", trusting: configuration.trustedPlainHost)
        base = root.appending("2018-06-01/runtime")
        self.environment = environment
        self.clock = clock
    }

    /// Waits for the next invocation, at most 30 days.
    ///
    /// - Throws: why there is none; ``RuntimeAPIFailure/Kind/cancelled`` if the task was cancelled.
    package func next() async throws(RuntimeAPIFailure) -> Invocation {
        let answer: HTTPAnswer
        clock?.pause()
        do throws(HTTPTransportError) {
            answer = try await transport.send(
                base.appending("invocation/next").request(.get), within: .seconds(30 * 86_400),
                responseLimit: Self.greatestInvocation)
        } catch {
            clock?.resume()
            if error.kind == .tooLarge, let id = error.head?.headerFields.value(of: .requestID), !id.isEmpty {
                throw RuntimeAPIFailure(.tooLarge(requestId: id), "\(error)")
            }
            throw RuntimeAPIFailure(error)
        }
        // Before the deadline is read.
        clock?.resume()
        guard answer.head.status == .ok else { throw RuntimeAPIFailure(refusal: answer) }
        guard let invocation = Invocation(answer, environment) else {
            throw RuntimeAPIFailure(.unreadable, "an invocation without Lambda-Runtime-Aws-Request-Id")
        }
        return invocation
    }

    /// Posts the answer to an invocation.
    ///
    /// It is posted again when the connection fails: Lambda accepts one answer to a request id, and refuses a second one.
    package func respond(to requestId: String, with body: [UInt8]) async throws(RuntimeAPIFailure) {
        try await post("invocation/\(PercentEncoding.component(requestId))/response", [:], body)
    }

    /// Reports that an invocation has no answer.
    package func report(_ error: ErrorReport, of requestId: String) async throws(RuntimeAPIFailure) {
        try await post("invocation/\(PercentEncoding.component(requestId))/error", error.fields, error.body)
    }

    /// Reports that the function cannot start. The process has to end then.
    package func reportInitialisation(_ error: ErrorReport) async throws(RuntimeAPIFailure) {
        try await post("init/error", error.fields, error.body)
    }

    /// Registers this process as an extension of its own function, for no events. Only then does Lambda send SIGTERM before it
    /// ends the environment (AWS Lambda Extensions API; aws-samples/graceful-shutdown-with-aws-lambda).
    ///
    /// - Returns: the extension's identifier, for ``waitForEvents(of:)``.
    package func registerExtension(_ name: String) async throws(RuntimeAPIFailure) -> String {
        let request = root.appending("2020-01-01/extension/register").request(
            .post, [.extensionName: name, .contentType: "application/json"])
        let answer: HTTPAnswer
        do throws(HTTPTransportError) {
            answer = try await transport.send(request, body: Array(#"{"events":[]}"#.utf8), within: Self.postTime)
        } catch {
            throw RuntimeAPIFailure(error)
        }
        guard answer.head.status == .ok else { throw RuntimeAPIFailure(refusal: answer) }
        guard let identifier = answer.head.headerFields.value(of: .extensionIdentifier), !identifier.isEmpty else {
            throw RuntimeAPIFailure(.unreadable, "a registration without Lambda-Extension-Identifier")
        }
        return identifier
    }

    /// Requests the extension's next event, which never arrives. Lambda waits for this before the first invocation: it means
    /// that the extension is initialised.
    package func waitForEvents(of identifier: String) async throws(RuntimeAPIFailure) {
        let request = root.appending("2020-01-01/extension/event/next").request(
            .get, [.extensionIdentifier: identifier])
        do throws(HTTPTransportError) {
            _ = try await transport.send(request, within: .seconds(30 * 86_400))
        } catch {
            throw RuntimeAPIFailure(error)
        }
    }

    private func post(_ path: String, _ fields: HTTPFields, _ body: [UInt8]) async throws(RuntimeAPIFailure) {
        var request = base.appending(path).request(.post, fields)
        if request.headerFields.value(of: .contentType) == nil {
            request.headerFields.append(HTTPField(name: .contentType, value: "application/json"))
        }
        var mayHaveBeenTaken = false
        for attempt in 1...Self.postAttempts {
            let answer: HTTPAnswer
            do throws(HTTPTransportError) {
                answer = try await transport.send(request, body: body, within: Self.postTime)
            } catch {
                guard attempt < Self.postAttempts else { throw RuntimeAPIFailure(error) }
                if error.mayHaveBeenSent { mayHaveBeenTaken = true }
                await environment.sleep(.milliseconds(10 << attempt))
                continue
            }
            if answer.head.status.kind == .successful { return }
            // An earlier attempt was accepted: the request id has its answer.
            if mayHaveBeenTaken, [400, 403, 410].contains(answer.head.status.code) { return }
            throw RuntimeAPIFailure(refusal: answer)
        }
    }
}
