import AlexaProtocol
package import HTTPTransport
import HTTPTypes

/// Where an authorization server publishes its public keys.
package enum KeySource: Sendable {
    /// At this address.
    case jwks(ServiceURL)
    /// At the address that the server names in the document below this one.
    ///
    /// Source: OpenID Connect Discovery 1.0, 4.
    case discovery(ServiceURL)
}

/// Requests the key set and the discovery document of an authorization server.
struct KeySourceClient: Sendable {
    let transport: HTTPTransport
    /// Timeout of one request.
    let timeout: Duration

    /// The most bytes of an answer. A key set has a few kB.
    private static let greatestAnswer = 1 << 18

    /// The address of the keys, from the discovery document of the server at `base`.
    ///
    /// - Parameter issuer: the issuer that the document has to name.
    func keyAddress(of base: ServiceURL, issuer: String) async throws(CustomerFailure) -> ServiceURL {
        let url = base.appending(".well-known/openid-configuration")
        let (document, _) = try await object(at: url)
        guard document["issuer"]?.string == issuer else {
            throw .lookupFailed(
                "\(url) names another issuer than \(issuer): token.issuer has to be exactly the issuer that it names")
        }
        guard let text = document["jwks_uri"]?.string else {
            throw .lookupFailed("\(url) has no jwks_uri: set jwt.jwks_url to the address of the server's keys")
        }
        do throws(HTTPTransportError) {
            return try ServiceURL(text)
        } catch {
            throw .lookupFailed("the jwks_uri in \(url) cannot be used: set jwt.jwks_url. \(error)")
        }
    }

    /// The usable public keys at `url`, at least one, and the cache lifetime that the server states.
    func keys(at url: ServiceURL) async throws(CustomerFailure) -> ([SigningKey], freshness: Duration?) {
        let (set, maxAge) = try await object(at: url)
        guard let list = set["keys"]?.array else {
            throw .lookupFailed("the answer of \(url) is no set of keys (JWKS): it has no list `keys`")
        }
        let keys = list.compactMap { $0.object.flatMap { SigningKey($0) } }
        guard !keys.isEmpty else {
            throw .lookupFailed(
                "none of the \(list.count) keys of \(url) can be used: RSA of 2048 to 8192 bits, P-256, P-384 or Ed25519, "
                    + "for signatures, are needed")
        }
        return (keys, maxAge)
    }

    private func object(at url: ServiceURL) async throws(CustomerFailure) -> (JSONObject, maxAge: Duration?) {
        let answer: HTTPAnswer
        do throws(HTTPTransportError) {
            answer = try await transport.send(
                url.request(.get, [.accept: "application/json"]), within: timeout, responseLimit: Self.greatestAnswer)
        } catch {
            throw .lookupFailed("the authorization server's keys cannot be read: \(error)")
        }
        let status = answer.head.status.code
        guard status == 200 else {
            throw .lookupFailed(
                "the authorization server's keys cannot be read: \(url) answers HTTP \(status)"
                    + ((300..<400).contains(status) ? "; redirects are not followed" : ""))
        }
        let document = JSONDocument(parsing: answer.body)
        guard document.problem == nil, let object = document.value?.object else {
            throw .lookupFailed(
                "the authorization server's keys cannot be read: the answer of \(url) is no JSON object")
        }
        return (object, Self.maxAge(answer.head.headerFields[.cacheControl]))
    }

    /// `max-age` of a Cache-Control field (RFC 9111, 5.2.2.1).
    private static func maxAge(_ field: String?) -> Duration? {
        for directive in (field ?? "").split(separator: ",") {
            let text = directive.drop { $0 == " " }
            guard text.lowercased().hasPrefix("max-age="), let seconds = Int64(text.dropFirst(8)), seconds >= 0 else {
                continue
            }
            return .seconds(min(seconds, 1 << 32))
        }
        return nil
    }
}
