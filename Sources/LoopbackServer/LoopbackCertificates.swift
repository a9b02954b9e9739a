import Crypto
import FoundationEssentials
import NIOSSL
import SwiftASN1
import X509

/// A certificate authority and one server certificate, made in memory and valid for a day.
struct LoopbackCertificates {
    /// The authority's certificate, as PEM text.
    let authority: String
    private let certificate: NIOSSLCertificate
    private let key: NIOSSLPrivateKey

    /// A certificate for 127.0.0.1 and the given DNS names.
    init(for names: [String]) throws {
        let authorityKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
        // A name of its own, so that OpenSSL does not look up another loopback authority by the same name.
        let authorityName = try DistinguishedName {
            CommonName("Porchlight loopback authority \(UInt64.random(in: 0 ... .max))")
        }
        let authority = try Self.issue(authorityName, authorityKey.publicKey, by: authorityName, authorityKey) {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
            Critical(KeyUsage(keyCertSign: true))
        }
        self.authority = try authority.serializeAsPEM().pemString

        let signingKey = P256.Signing.PrivateKey()
        let serverName = try DistinguishedName { CommonName("Porchlight loopback server") }
        let server = try Self.issue(
            serverName, Certificate.PrivateKey(signingKey).publicKey, by: authorityName, authorityKey
        ) {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth])
            SubjectAlternativeNames(
                names.map { .dnsName($0) } + [.ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))])
        }
        certificate = try NIOSSLCertificate(bytes: Array(server.serializeAsPEM().pemString.utf8), format: .pem)
        key = try NIOSSLPrivateKey(bytes: Array(signingKey.pemRepresentation.utf8), format: .pem)
    }

    /// The TLS settings of the server.
    var configuration: TLSConfiguration {
        .makeServerConfiguration(certificateChain: [.certificate(certificate)], privateKey: .privateKey(key))
    }

    private static func issue(
        _ subject: DistinguishedName, _ subjectKey: Certificate.PublicKey, by issuer: DistinguishedName,
        _ issuerKey: Certificate.PrivateKey,
        @ExtensionsBuilder extensions: () throws -> Result<Certificate.Extensions, any Error>
    ) throws -> Certificate {
        // Valid from an hour ago: clocks differ, above all in containers that were suspended.
        let now = Date.now
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: subjectKey,
            notValidBefore: now - 3600, notValidAfter: now + 86400, issuer: issuer, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: Certificate.Extensions(builder: extensions),
            issuerPrivateKey: issuerKey)
    }
}
