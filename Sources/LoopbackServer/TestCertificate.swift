import Crypto
import Glibc
import SwiftASN1

/// An X.509 certificate with a P-256 key, written with SwiftASN1 (RFC 5280).
///
/// swift-certificates would need fewer lines, but adds a minute to every build of the tests.
struct TestCertificate {
    /// The purpose of a certificate.
    enum Use {
        /// An authority that signs servers' certificates.
        case authority
        /// A server with these DNS names and 127.0.0.1.
        case server(names: [String])
    }

    /// The certificate in DER form.
    let bytes: [UInt8]

    /// The certificate in PEM form.
    var pem: String { PEMDocument(type: "CERTIFICATE", derBytes: bytes).pemString + "\n" }

    /// A certificate that is valid from an hour ago, because clocks differ, above all in suspended containers, for a day.
    init(
        for use: Use, named subject: String, key: P256.Signing.PublicKey, issuer: String,
        signedBy issuerKey: P256.Signing.PrivateKey
    ) throws {
        let signed = try Self.sequence { certificate in
            try certificate.serialize(2, explicitlyTaggedWithTagNumber: 0, tagClass: .contextSpecific)
            try certificate.serialize(Int.random(in: 1...(.max)))
            try Self.signatureAlgorithm(&certificate)
            try Self.name(issuer, &certificate)
            let now = time(nil)
            try certificate.appendConstructedNode(identifier: .sequence) { validity in
                try validity.serialize(try Self.utcTime(now - 3600))
                try validity.serialize(try Self.utcTime(now + 86_400))
            }
            try Self.name(subject, &certificate)
            certificate.serializeRawBytes(key.derRepresentation)
            try certificate.appendConstructedNode(identifier: .init(tagWithNumber: 3, tagClass: .contextSpecific)) {
                try $0.appendConstructedNode(identifier: .sequence) { try Self.extensions(use, &$0) }
            }
        }
        let signature = try issuerKey.signature(for: signed).derRepresentation
        bytes = try Self.sequence { certificate in
            certificate.serializeRawBytes(signed)
            try Self.signatureAlgorithm(&certificate)
            try certificate.serialize(ASN1BitString(bytes: ArraySlice(signature)))
        }
    }

    private static func sequence(_ body: (inout DER.Serializer) throws -> Void) throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence, body)
        return serializer.serializedBytes
    }

    /// ecdsa-with-SHA256 (RFC 5758).
    private static func signatureAlgorithm(_ coder: inout DER.Serializer) throws {
        let identifier: ASN1ObjectIdentifier = [1, 2, 840, 10045, 4, 3, 2]
        try coder.appendConstructedNode(identifier: .sequence) { try $0.serialize(identifier) }
    }

    /// A distinguished name with only a common name.
    private static func name(_ commonName: String, _ coder: inout DER.Serializer) throws {
        let identifier: ASN1ObjectIdentifier = [2, 5, 4, 3]
        try coder.appendConstructedNode(identifier: .sequence) { name in
            try name.appendConstructedNode(identifier: .set) { set in
                try set.appendConstructedNode(identifier: .sequence) { attribute in
                    try attribute.serialize(identifier)
                    try attribute.serialize(ASN1UTF8String(commonName))
                }
            }
        }
    }

    private static func utcTime(_ seconds: time_t) throws -> UTCTime {
        var seconds = seconds
        var parts = unsafe tm()
        unsafe gmtime_r(&seconds, &parts)
        return unsafe try UTCTime(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
            hours: Int(parts.tm_hour), minutes: Int(parts.tm_min), seconds: Int(parts.tm_sec))
    }

    private static func extensions(_ use: Use, _ coder: inout DER.Serializer) throws {
        switch use {
        case .authority:
            // Basic constraints: an authority that may not sign other authorities.
            try add([2, 5, 29, 19], isCritical: true, &coder) { value in
                try value.appendConstructedNode(identifier: .sequence) {
                    try $0.serialize(true)
                    try $0.serialize(0)
                }
            }
            // Key usage: keyCertSign, bit 5.
            try add([2, 5, 29, 15], isCritical: true, &coder) {
                try $0.serialize(ASN1BitString(bytes: [0b0000_0100], paddingBits: 2))
            }
        case .server(let names):
            try add([2, 5, 29, 19], isCritical: true, &coder) { value in
                value.appendConstructedNode(identifier: .sequence) { _ in }
            }
            // Key usage: digitalSignature, bit 0.
            try add([2, 5, 29, 15], isCritical: true, &coder) {
                try $0.serialize(ASN1BitString(bytes: [0b1000_0000], paddingBits: 7))
            }
            // Extended key usage: serverAuth.
            try add([2, 5, 29, 37], isCritical: false, &coder) { value in
                let serverAuth: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 3, 1]
                try value.appendConstructedNode(identifier: .sequence) { try $0.serialize(serverAuth) }
            }
            // Subject alternative names: dNSName is tag 2, iPAddress 7.
            try add([2, 5, 29, 17], isCritical: false, &coder) { value in
                value.appendConstructedNode(identifier: .sequence) { list in
                    for name in names {
                        list.appendPrimitiveNode(identifier: .init(tagWithNumber: 2, tagClass: .contextSpecific)) {
                            $0.append(contentsOf: name.utf8)
                        }
                    }
                    list.appendPrimitiveNode(identifier: .init(tagWithNumber: 7, tagClass: .contextSpecific)) {
                        $0.append(contentsOf: [127, 0, 0, 1])
                    }
                }
            }
        }
    }

    private static func add(
        _ identifier: ASN1ObjectIdentifier, isCritical: Bool, _ coder: inout DER.Serializer,
        _ value: (inout DER.Serializer) throws -> Void
    ) throws {
        var serializer = DER.Serializer()
        try value(&serializer)
        let bytes = serializer.serializedBytes
        try coder.appendConstructedNode(identifier: .sequence) { item in
            try item.serialize(identifier)
            // FALSE is the default, which DER omits.
            if isCritical { try item.serialize(true) }
            try item.serialize(ASN1OctetString(contentBytes: ArraySlice(bytes)))
        }
    }
}
