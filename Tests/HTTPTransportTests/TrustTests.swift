import Foundation
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Testing

/// Which servers are trusted.
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

    private static let key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n"

    @Test(arguments: [
        ("not a certificate", "is not in PEM format"), ("", "is not in PEM format"),
        (key, "holds a private key and no certificate"),
        ("-----BEGIN CERTIFICATE-----\nMIIB", "has no complete CERTIFICATE block"),
        ("-----BEGIN CERTIFICATE-----\nhello there\n-----END CERTIFICATE-----\n", "has no complete CERTIFICATE block"),
        ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END PRIVATE KEY-----\n", "holds a private key and no certificate"),
        ("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n", "has no complete CERTIFICATE block"),
    ])
    func aFileWithoutCertificateIsRefusedAtOnce(_ content: String, _ reason: String) async throws {
        try await withFile(content) { file in
            var configuration = HTTPTransport.Configuration()
            configuration.certificateAuthorities = file
            for check in [
                { try CertificateFile.check(file) }, { _ = try HTTPTransport(configuration) },
            ] as [() throws -> Void] {
                let error = #expect(throws: HTTPTransportError.self) { try check() }
                #expect(error?.kind == .tls)
                #expect(error?.description.contains("\(file), \(reason):") == true, "\(error?.description ?? "")")
                #expect(error?.description.contains("MIGHAgEA") == false)
            }
        }
    }

    @Test(arguments: ["/nowhere/authorities.pem", "/", "/dev/null"])
    func whatIsNoFileIsRefusedAtOnce(_ path: String) {
        let error = #expect(throws: HTTPTransportError.self) { try CertificateFile.check(path) }
        #expect(error?.kind == .tls)
        #expect(error?.description.contains("\(path), cannot be read") == true)
    }

    /// Comments and other line ends are common in such files.
    @Test func aCertificateAmongOtherLinesWillDo() async throws {
        try await LoopbackServer.run(tls: true) { _, _ in
            LoopbackAnswer(.ok)
        } _: { server in
            let lines = ("# a comment\n" + server.certificateAuthority).split(separator: "\n")
            try await withFile(lines.joined(separator: "\r\n") + "\r\n") { file in
                var configuration = HTTPTransport.Configuration()
                configuration.connectTimeout = ample
                configuration.certificateAuthorities = file
                let transport = try HTTPTransport(configuration)
                #expect(await transport.failure(try ServiceURL(server.url).request(.get)) == nil)
            }
        }
    }

    /// With these keys recorded traffic can be decrypted. Runs in a separate process, because it changes the environment.
    @Test func sessionKeysAreNotWritten() async {
        await #expect(processExitsWith: .success) {
            let file = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID()).keys").path
            unsafe setenv("SSLKEYLOGFILE", file, 1)
            try await withServer { _, _ in
                LoopbackAnswer(.ok)
            } _: { transport, url, _ in
                _ = try await transport.send(url.request(.get), within: ample)
            }
            #expect(!FileManager.default.fileExists(atPath: file))
        }
    }

    typealias Offer = LoopbackServer.Offer

    /// A call to an untrusted server fails, and the server gets no request.
    private func refused(
        _ offer: Offer, trusting authority: String? = "the server's", as kind: HTTPTransportError.Kind
    ) async throws {
        try await LoopbackServer.run(offer) { _, _ in
            Issue.record("The request has arrived")
            return LoopbackAnswer(.ok)
        } _: { server in
            // A server without TLS has no certificate authority.
            let own = server.certificateAuthority.isEmpty ? nil : server.certificateAuthority
            try await withFile((authority == "the server's" ? own : authority) ?? "") { file in
                var configuration = HTTPTransport.Configuration()
                configuration.connectTimeout = ample
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
