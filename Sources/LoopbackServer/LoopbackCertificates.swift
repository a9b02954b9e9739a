import Crypto
import NIOSSL

/// A certificate authority and one server certificate, created in memory and valid for a day.
struct LoopbackCertificates {
    /// The authority's certificate, as PEM text.
    let authority: String
    private let certificate: NIOSSLCertificate
    private let key: NIOSSLPrivateKey

    /// A certificate for 127.0.0.1 and the given DNS names.
    init(for names: [String]) throws {
        let authorityKey = P256.Signing.PrivateKey()
        // A unique name, so that a client that trusts another authority can distinguish them.
        let authorityName = "Porchlight loopback authority \(UInt64.random(in: 0 ... .max))"
        authority = try TestCertificate(
            for: .authority, named: authorityName, key: authorityKey.publicKey, issuer: authorityName,
            signedBy: authorityKey
        ).pem
        let serverKey = P256.Signing.PrivateKey()
        let server = try TestCertificate(
            for: .server(names: names), named: "Porchlight loopback server", key: serverKey.publicKey,
            issuer: authorityName, signedBy: authorityKey)
        certificate = try NIOSSLCertificate(bytes: server.bytes, format: .der)
        key = try NIOSSLPrivateKey(bytes: Array(serverKey.derRepresentation), format: .der)
    }

    /// The server's TLS configuration.
    var configuration: TLSConfiguration {
        .makeServerConfiguration(certificateChain: [.certificate(certificate)], privateKey: .privateKey(key))
    }
}
