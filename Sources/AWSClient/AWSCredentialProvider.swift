import AlexaProtocol
package import HTTPTransport
import HTTPTypes
import Settings
package import Timing

/// Supplies credentials, and renews temporary ones before they expire, with one renewal for all callers.
package actor AWSCredentialProvider {
    /// Credentials are renewed this long before they expire. AWS offers new ones at least 5 minutes before.
    private static let margin = Duration.seconds(300)
    /// After a failed renewal the old credentials are used for this long before the next attempt.
    private static let pause = Duration.seconds(30)
    private static let timeout = Duration.seconds(2)
    /// The lifetime of a metadata service token, in seconds.
    private static let metadataTokenLifetime = "21600"

    private let source: AWSCredentialSource
    private let transport: HTTPTransport
    private let environment: SkillEnvironment
    private var credentials: AWSCredentials?
    private var renewal: Task<Result<AWSCredentials, AWSFailure>, Never>?
    /// The uptime of the next permitted renewal after a failure.
    private var nextRenewal = Duration.zero

    private static let advice = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (~/.aws is not read)"

    /// Credentials from `source`. Sends no request yet.
    package init(_ source: AWSCredentialSource, _ transport: HTTPTransport, environment: SkillEnvironment) {
        self.source = source
        self.transport = transport
        self.environment = environment
    }

    /// Credentials that are valid now.
    ///
    /// - Throws: ``AWSFailure/Kind/credentials`` if there are none, ``AWSFailure/Kind/timedOut`` at the deadline.
    package func current(before deadline: Deadline) async throws(AWSFailure) -> AWSCredentials {
        if case .fixed(let credentials) = source { return credentials }
        // After a failed renewal the old credentials are used until they expire.
        let margin = environment.uptime() < nextRenewal ? Duration.zero : Self.margin
        if let credentials, isFresh(credentials, margin: margin) { return credentials }
        let renewal = renewal ?? renew()
        let result = await withDeadline(
            deadline, environment, late: Result.failure(AWSFailure.late("the credentials did not arrive in time"))
        ) { await renewal.value }
        do throws(AWSFailure) {
            return try result.get()
        } catch {
            // The renewal failed, but the old credentials are still valid.
            if let credentials, isFresh(credentials, margin: .zero) { return credentials }
            throw error
        }
    }

    private func isFresh(_ credentials: AWSCredentials, margin: Duration) -> Bool {
        guard let end = credentials.expiresAt else { return true }
        return environment.now().advanced(by: margin) < end
    }

    private func renew() -> Task<Result<AWSCredentials, AWSFailure>, Never> {
        let task = Task {
            let result: Result<AWSCredentials, AWSFailure>
            do throws(AWSFailure) {
                result = .success(try await fetch())
            } catch {
                result = .failure(error)
            }
            renewal = nil
            switch result {
            case .success(let new): credentials = new
            case .failure: nextRenewal = environment.uptime() + Self.pause
            }
            return result
        }
        renewal = task
        return task
    }

    private func fetch() async throws(AWSFailure) -> AWSCredentials {
        switch source {
        case .fixed(let credentials):
            return credentials
        case .container(let url, let authorization):
            var fields: HTTPFields = [:]
            if let authorization {
                fields.append(HTTPField(name: .authorization, value: try Self.value(of: authorization)))
            }
            return try await credentials(url, fields)
        case .instance(let url):
            var ask = url.appending("/latest/api/token").request(.put)
            if let name = HTTPField.Name("x-aws-ec2-metadata-token-ttl-seconds") {
                ask.headerFields.append(HTTPField(name: name, value: Self.metadataTokenLifetime))
            }
            let token = String(decoding: try await body(ask), as: UTF8.self)
            var fields: HTTPFields = [:]
            if let name = HTTPField.Name("x-aws-ec2-metadata-token") {
                fields.append(HTTPField(name: name, value: token))
            }
            let list = url.appending("/latest/meta-data/iam/security-credentials/")
            let roles = String(decoding: try await body(list.request(.get, fields)), as: UTF8.self)
            guard let role = roles.split(whereSeparator: \.isNewline).first else {
                throw AWSFailure(.credentials, "This instance has no role: attach one that may use the table.")
            }
            return try await credentials(list.appending(String(role)), fields)
        }
    }

    private func credentials(_ url: ServiceURL, _ fields: HTTPFields) async throws(AWSFailure) -> AWSCredentials {
        let document = JSONDocument(parsing: try await body(url.request(.get, fields)))
        guard let object = document.value?.object, let id = object["AccessKeyId"]?.string,
            let secret = object["SecretAccessKey"]?.string
        else { throw AWSFailure(.credentials, "\(url) answered without credentials.") }
        let token = object["Token"]?.string
        return AWSCredentials(
            accessKeyId: id, secretAccessKey: Secret(secret), sessionToken: token.map { Secret($0) },
            expiresAt: object["Expiration"]?.string.flatMap { Timestamp($0) })
    }

    private func body(_ request: HTTPRequest) async throws(AWSFailure) -> [UInt8] {
        let answer: HTTPAnswer
        do throws(HTTPTransportError) {
            answer = try await transport.send(request, within: Self.timeout)
        } catch {
            throw AWSFailure(
                .credentials,
                "There are no AWS credentials. \(Self.advice), or use a role, whose endpoint does not answer. \(error)")
        }
        guard answer.head.status.code == 200 else {
            throw AWSFailure(
                .credentials,
                "The endpoint for AWS credentials answered \(answer.head.status.code): check the role. \(Self.advice)"
                    + " where there is none.")
        }
        return answer.body
    }

    private static func value(of authorization: AWSCredentialSource.Authorization) throws(AWSFailure) -> String {
        switch authorization {
        case .token(let token): return token.exposed
        case .file(let path):
            do throws(LocalFile.Failure) {
                let text = String(decoding: try LocalFile.bytes(of: path, atMost: 1 << 16), as: UTF8.self)
                return String(text.prefix { !$0.isNewline })
            } catch {
                throw AWSFailure(
                    .credentials, "\(path), which AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names, cannot be read.")
            }
        }
    }
}
