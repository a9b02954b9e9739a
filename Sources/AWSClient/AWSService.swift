package import AlexaProtocol
package import HTTPTransport
import HTTPTypes
package import Timing

/// Calls an AWS service with JSON over POST (DynamoDB, SQS). libcurl signs the requests.
///
/// Calls are retried within their deadline after throttling, conflicts, 5xx and lost connections, with exponential backoff and
/// full jitter. So a write may be carried out twice, and needs a condition that makes the second one harmless.
package struct AWSService: Sendable {
    /// The names of a service in requests and messages.
    package struct Description: Sendable {
        /// The name in messages, such as `DynamoDB`.
        package let name: String
        /// The name in signatures and host names, such as `dynamodb`.
        package let signingName: String
        /// The prefix of `X-Amz-Target`, such as `DynamoDB_20120810`.
        package let targetPrefix: String
        /// The version of the protocol in `Content-Type`: `1.0` or `1.1`.
        package let jsonVersion: String

        /// A service of these names.
        package init(name: String, signingName: String, targetPrefix: String, jsonVersion: String = "1.0") {
            self.name = name
            self.signingName = signingName
            self.targetPrefix = targetPrefix
            self.jsonVersion = jsonVersion
        }
    }

    /// Timeout of one attempt: far more than the services need. A connection that hangs is given up and the call retried on
    /// another one.
    private static let attemptTimeout = Duration.seconds(1)
    private static let pause = Pause(first: .milliseconds(25), longest: .seconds(1))
    /// The most bytes of an answer: a page of a query has 1 MB of data, which base64 and attribute names enlarge.
    private static let answerLimit = 8 << 20

    private let description: Description
    private let place: AWSPlace
    private let transport: HTTPTransport
    private let credentials: AWSCredentialProvider
    private let environment: SkillEnvironment
    private let counted: @Sendable (String) -> Void

    /// A client of the service.
    ///
    /// - Parameter counted: is called with the operation of each request that is sent, including retries.
    package init(
        _ description: Description, _ place: AWSPlace, _ transport: HTTPTransport,
        credentials: AWSCredentialProvider, environment: SkillEnvironment,
        counted: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.description = description
        self.place = place
        self.transport = transport
        self.credentials = credentials
        self.environment = environment
        self.counted = counted
    }

    /// Calls an operation and returns its answer.
    ///
    /// - Throws: the last failure; by the deadline at the latest.
    package func call(
        _ operation: String, _ input: JSONValue, before deadline: Deadline
    ) async throws(AWSFailure) -> JSONObject {
        let body = input.encoded()
        var attempts = 0
        var mayHaveTakenEffect = false
        while true {
            attempts += 1
            do throws(AWSFailure) {
                return try await once(operation, body, before: deadline)
            } catch {
                mayHaveTakenEffect = mayHaveTakenEffect || error.mayHaveTakenEffect
                let pause = Self.pause.length(after: attempts - 1) * environment.random()
                guard error.isTransient, pause < deadline.timeLeft else {
                    throw AWSFailure(
                        error.kind, mayHaveTakenEffect: mayHaveTakenEffect, answer: error.answer, error.description)
                }
                await environment.sleep(pause)
            }
        }
    }

    private func once(
        _ operation: String, _ body: [UInt8], before deadline: Deadline
    ) async throws(AWSFailure) -> JSONObject {
        let credentials = try await credentials.current(before: deadline)
        let timeLeft = deadline.timeLeft
        guard timeLeft > .zero else { throw .late("there was no time left for \(description.name)") }
        var fields: HTTPFields = [.contentType: "application/x-amz-json-\(description.jsonVersion)"]
        if let name = HTTPField.Name("x-amz-target") {
            fields.append(HTTPField(name: name, value: "\(description.targetPrefix).\(operation)"))
        }
        if let token = credentials.sessionToken, let name = HTTPField.Name("x-amz-security-token") {
            fields.append(HTTPField(name: name, value: token.exposed))
        }
        let signature = RequestSignature(
            accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey.exposed,
            region: place.region, service: description.signingName)
        counted(operation)
        let answer: HTTPAnswer
        do throws(HTTPTransportError) {
            answer = try await transport.send(
                place.endpoint(of: description).request(.post, fields), body: body, signature: signature,
                within: min(timeLeft, Self.attemptTimeout), responseLimit: Self.answerLimit)
        } catch {
            throw Self.failure(error, "\(description.name), \(operation)", isLast: timeLeft <= Self.attemptTimeout)
        }
        guard answer.head.status.code == 200 else {
            throw AWSFailure(answer, service: description.name, operation: operation)
        }
        let document = JSONDocument(parsing: answer.body)
        guard document.problem == nil, let object = document.value?.object else {
            throw AWSFailure(
                .unavailable, mayHaveTakenEffect: true,
                "\(description.name) answered \(operation) with something that is not JSON")
        }
        return object
    }

    private static func failure(_ error: HTTPTransportError, _ what: String, isLast: Bool) -> AWSFailure {
        let kind: AWSFailure.Kind =
            switch error.kind {
            case .timedOutConnecting, .timedOutWaiting: isLast ? .timedOut : .unavailable
            case .couldNotResolve, .couldNotConnect, .connectionLost, .libraryFailure: .unavailable
            case .cancelled: .timedOut
            case .refusedByUs, .certificateRefused, .tls: .other
            case .tooLarge: .tooLarge
            }
        return AWSFailure(kind, mayHaveTakenEffect: error.mayHaveBeenSent, "\(what): \(error)")
    }
}
