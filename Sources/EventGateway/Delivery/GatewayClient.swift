import AlexaProtocol
package import HTTPTransport
import HTTPTypes
package import Timing

/// A client of Alexa's event gateway: one request, one reply. Source: Send Events to the Event Gateway.
package struct GatewayClient: Sendable {
    /// How long one request may take.
    package static let usualTimeout = Duration.seconds(10)

    private let transport: HTTPTransport
    private let addresses: GatewayAddresses
    private let environment: SkillEnvironment
    private let timeout: Duration

    /// A client of the gateways at `addresses`.
    ///
    /// - Parameter timeout: of one request.
    package init(
        _ transport: HTTPTransport, addresses: GatewayAddresses, environment: SkillEnvironment,
        timeout: Duration = GatewayClient.usualTimeout
    ) {
        self.transport = transport
        self.addresses = addresses
        self.environment = environment
        self.timeout = timeout
    }

    /// Sends an event with the token in the header and in the body.
    func post(_ event: OutgoingEvent, _ credential: Credential) async throws(HTTPTransportError) -> GatewayReply {
        let request = addresses.events(credential.region).request(
            .post,
            [.authorization: "Bearer \(credential.token.exposed)", .contentType: "application/json"])
        do throws(HTTPTransportError) {
            let answer = try await transport.send(
                request, body: event.body(token: credential.token), within: timeout)
            return GatewayReply(
                status: answer.head.status.code, body: answer.body, retryAfter: retryAfter(answer.head),
                secrets: [credential.token] + event.correlationTokens)
        } catch {
            // The status decides: 202 means accepted even if the body was not received.
            guard error.kind != .cancelled, let head = error.head else { throw error }
            return GatewayReply(
                status: head.status.code, description: error.description, retryAfter: retryAfter(head))
        }
    }

    private func retryAfter(_ head: HTTPResponse) -> Duration? {
        RetryAfter.duration(head.headerFields.value(of: .retryAfter), at: environment.now())
    }

    /// The customer's region according to Alexa; `nil` if the look-up fails.
    func region(of credential: Credential) async -> Region? {
        let request = addresses.regionLookup.request(
            .get, [.authorization: "Bearer \(credential.token.exposed)", .accept: "application/json"])
        guard let answer = try? await transport.send(request, within: timeout), answer.head.status.code == 200
        else { return nil }
        let endpoints = JSONDocument(parsing: answer.body).value?.object?["endpoints"]?.array
        return endpoints?.lazy.compactMap { $0.string.flatMap(Region.init(address:)) }.first
    }
}
