/// A public RSA key, which checks signatures. Source: RFC 8017.
///
/// Our own, because BoringSSL's is reached through CryptoExtras only (docs/architecture.md, Decisions). A check has no secrets,
/// so its running time may depend on the input.
struct RSAPublicKey: Sendable {
    private let modulus: OddModulus
    private let exponent: UInt64

    /// The accepted sizes of the modulus in bits: RFC 7518 (3.3) demands 2048; with more than 8192 a check is slow.
    static let sizes = 2048...8192

    /// - Parameters:
    ///   - modulus: the highest byte first.
    ///   - exponent: the highest byte first; odd, and from 3 to 2^32.
    /// - Returns: `nil` if the modulus or the exponent is not allowed.
    init?(modulus: [UInt8], exponent: [UInt8]) {
        let exponent = exponent.drop { $0 == 0 }
        guard exponent.count <= 4 else { return nil }
        self.exponent = exponent.reduce(0) { $0 << 8 | UInt64($1) }
        guard self.exponent >= 3, self.exponent & 1 == 1, modulus.count <= Self.sizes.upperBound / 8 + 1,
            let modulus = OddModulus(modulus), Self.sizes.contains(modulus.bitCount)
        else { return nil }
        self.modulus = modulus
    }

    /// Whether `signature` is a signature of `message` by RSASSA-PKCS1-v1_5.
    ///
    /// The expected block is built and compared as a whole. Parsing the block of the signature has let forged signatures through
    /// (Bleichenbacher, 2006).
    func isPKCS1Signature(_ signature: [UInt8], of message: [UInt8], _ digest: Digest) -> Bool {
        guard signature.count == modulus.byteCount, let block = modulus.power(signature, exponent) else { return false }
        let size = UInt8(digest.size)
        let information: [UInt8] = [
            0x30, 0x11 + size, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, digest.number,
            0x05, 0x00, 0x04, size,
        ]
        var expected: [UInt8] = [0, 1]
        expected += [UInt8](repeating: 0xff, count: block.count - information.count - digest.size - 3)
        expected += [0] + information + digest.hash(message)
        return block == expected
    }

    /// Whether `signature` is a signature of `message` by RSASSA-PSS with MGF1, the same hash in both, and a salt as long as a
    /// hash (RFC 7518, 3.5).
    func isPSSSignature(_ signature: [UInt8], of message: [UInt8], _ digest: Digest) -> Bool {
        guard signature.count == modulus.byteCount, var block = modulus.power(signature, exponent) else { return false }
        // The block has one bit less than the modulus.
        let bits = modulus.bitCount - 1
        if bits % 8 == 0, block.removeFirst() != 0 { return false }
        let unused = block.count * 8 - bits
        guard block.last == 0xbc, block[0].leadingZeroBitCount >= unused else { return false }
        let length = block.count - digest.size - 1
        let hash = Array(block[length..<(block.count - 1)])
        var masked = Array(block[..<length])
        for (place, byte) in Self.mask(hash, length, digest).enumerated() { masked[place] ^= byte }
        masked[0] &= 0xff >> UInt8(unused)
        let padding = length - digest.size - 1
        guard masked[..<padding].allSatisfy({ $0 == 0 }), masked[padding] == 1 else { return false }
        let salt = masked[(padding + 1)...]
        return digest.hash([UInt8](repeating: 0, count: 8) + digest.hash(message) + salt) == hash
    }

    /// MGF1 (RFC 8017, B.2.1).
    private static func mask(_ seed: [UInt8], _ length: Int, _ digest: Digest) -> [UInt8] {
        var mask: [UInt8] = []
        var counter: UInt8 = 0
        // 8192 bits are 32 hashes at most, so one byte of the counter's four is enough.
        while mask.count < length {
            mask += digest.hash(seed + [0, 0, 0, counter])
            counter += 1
        }
        return Array(mask[..<length])
    }
}
