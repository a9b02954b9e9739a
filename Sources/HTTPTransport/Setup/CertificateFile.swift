import AlexaProtocol
import FoundationEssentials
import Glibc
import Settings

/// A file of certificates (PEM) that are trusted instead of the system's.
package enum CertificateFile {
    /// Checks that a file has at least one certificate, before libcurl gets it.
    ///
    /// libcurl reads the file for each connection. It would report a wrong file with every call, as a failure of TLS.
    ///
    /// - Throws: ``HTTPTransportError/Kind/tls``, with what is wrong: not a file, not readable, a private key, no certificate.
    package static func check(_ path: String) throws(HTTPTransportError) {
        var status = stat()
        // libcurl reads it again and again, which a pipe does not allow.
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let content = try? LocalFile.bytes(of: path)
        else { throw failure(path, "cannot be read as a file") }
        let text = String(decoding: content, as: UTF8.self)
        guard !blocks(of: text).contains(where: isCertificate) else { return }
        let reason =
            if text.includes("PRIVATE KEY-----") {
                "holds a private key and no certificate"
            } else if text.includes("-----BEGIN") {
                "has no complete CERTIFICATE block"
            } else {
                "is not in PEM format"
            }
        throw failure(path, reason)
    }

    /// The labels that OpenSSL accepts for a certificate (PEM_read_bio_X509_AUX).
    private static let labels: Set<Substring> = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"]

    /// The label and the lines of each complete block.
    private static func blocks(of text: String) -> [(label: Substring, base64: String)] {
        var blocks: [(Substring, String)] = []
        var open: (label: Substring, base64: String)?
        for line in text.split(whereSeparator: \.isNewline) {
            if let label = Self.label(of: line, after: "-----BEGIN ") {
                open = (label, "")
            } else if let label = Self.label(of: line, after: "-----END ") {
                if let block = open.take(), block.label == label { blocks.append(block) }
            } else {
                open?.base64 += line.filter { !$0.isWhitespace }
            }
        }
        return blocks
    }

    private static func label(of line: Substring, after prefix: String) -> Substring? {
        guard line.hasPrefix(prefix), line.hasSuffix("-----"), line.count > prefix.count + 5 else { return nil }
        return line.dropFirst(prefix.count).dropLast(5)
    }

    /// Whether a block is a certificate: its label says so, and its bytes begin with an ASN.1 SEQUENCE.
    private static func isCertificate(_ block: (label: Substring, base64: String)) -> Bool {
        labels.contains(block.label) && Data(base64Encoded: block.base64)?.first == 0x30
    }

    private static func failure(_ path: String, _ reason: String) -> HTTPTransportError {
        HTTPTransportError(
            .tls, mayHaveBeenSent: false,
            "The file of certificates to trust, \(path), \(reason): name a PEM file with the certificate of the authority, "
                + "or leave the setting out")
    }
}
