import HTTPTransport
import HTTPTypes
import LoopbackServer
import Testing

/// Who is believed to be who they say they are.
@Suite struct TrustTests {
    @Test func anotherAuthoritysCertificateIsRefused() async throws {
        try await LoopbackServer.run(tls: true) { _, _ in
            LoopbackAnswer(.ok)
        } _: { other in
            try await refused(Offer(), trusting: other.certificateAuthority, as: .certificateRefused)
        }
    }

    @Test func thePrivateAuthorityIsNotOneOfTheSystems() async throws {
        try await refused(Offer(), trusting: nil, as: .certificateRefused)
    }

    @Test func anotherNamesCertificateIsRefused() async throws {
        var offer = Offer()
        offer.names = ["api.amazonalexa.com", "localhost.example", "*.localhost"]
        try await refused(offer, as: .certificateRefused)
    }

    @Test func outdatedTLSIsRefused() async throws {
        var offer = Offer()
        offer.outdatedTLS = true
        try await refused(offer, as: .tls)
    }

    @Test func aServerWithoutTLSIsRefused() async throws {
        var offer = Offer()
        offer.tls = false
        try await refused(offer, as: .tls)
    }

    @Test func theAddressOfTheCertificateWillDo() async throws {
        try await withServer { _, _ in
            LoopbackAnswer(.ok)
        } _: { transport, url, _ in
            var request = url.request(.get)
            request.authority = url.authority.replacing("localhost", with: "127.0.0.1")
            let answer = try await transport.send(request, within: ample)
            #expect(answer.head.status == .ok)
        }
    }

    /// A private authority stands instead of the system's, not beside them; a system's file would trust it.
    @Test func aFileWithoutCertificatesTrustsNobody() async throws {
        try await refused(Offer(), trusting: "not a certificate", as: .tls)
    }

    @Test func aMissingFileIsToldAtOnce() {
        var configuration = HTTPTransport.Configuration()
        configuration.certificateAuthorities = "/nowhere/authorities.pem"
        let error = #expect(throws: HTTPTransportError.self) { try HTTPTransport(configuration) }
        #expect(error?.kind == .tls)
        #expect(error?.description.contains("/nowhere/authorities.pem") == true)
    }

    typealias Offer = LoopbackServer.Offer

    /// A call to a server of this offer fails, and the server has heard nothing.
    private func refused(
        _ offer: Offer, trusting authority: String? = "the server's", as kind: HTTPTransportError.Kind
    ) async throws {
        try await LoopbackServer.run(offer) { _, _ in
            Issue.record("The request has arrived")
            return LoopbackAnswer(.ok)
        } _: { server in
            // Without TLS there is none; any will do.
            let own = server.certificateAuthority.isEmpty ? nil : server.certificateAuthority
            try await withFile((authority == "the server's" ? own : authority) ?? "") { file in
                var configuration = HTTPTransport.Configuration()
                configuration.connectTimeout = .seconds(60)
                if authority != nil, own != nil { configuration.certificateAuthorities = file }
                let url = try ServiceURL(server.url.replacing("http:", with: "https:"))
                let request = url.request(.post, [.authorization: "Bearer secret"])
                let error = await (try HTTPTransport(configuration)).failure(request)
                #expect(error?.kind == kind, "\(error?.description ?? "no error")")
                #expect(error?.mayHaveBeenSent == false)
            }
        }
    }
}
