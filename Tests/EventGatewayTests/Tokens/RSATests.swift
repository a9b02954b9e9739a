import Foundation
import TestSupport
import Testing

@testable import EventGateway

/// Our check of RSA signatures, against signatures by OpenSSL and against forged ones.
@Suite(.enabled(if: OpenSSL.mayRun)) struct RSATests {
    enum Size: CaseIterable {
        case usual, odd, large

        var key: OpenSSL.Key {
            get async throws {
                switch self {
                case .usual: try await OpenSSL.usual
                case .odd: try await OpenSSL.odd
                case .large: try await OpenSSL.large
                }
            }
        }
    }

    private static let digests: [(Digest, String)] = [(.sha256, "sha256"), (.sha384, "sha384"), (.sha512, "sha512")]
    private static let message = Array("header.claims".utf8)

    private static func ours(_ key: OpenSSL.Key) throws -> RSAPublicKey {
        try #require(RSAPublicKey(modulus: key.modulus, exponent: key.exponent))
    }

    @Test(arguments: Size.allCases) func signaturesOfOpenSSL(_ size: Size) async throws {
        let key = try await size.key
        let ours = try Self.ours(key)
        for (digest, name) in Self.digests {
            let others = digest == .sha256 ? [[], [UInt8](repeating: 0xff, count: 5000)] : []
            for message in [Self.message] + others {
                let pkcs1 = try await key.pkcs1(message, name)
                #expect(ours.isPKCS1Signature(pkcs1, of: message, digest), "\(size) \(name)")
                #expect(!ours.isPSSSignature(pkcs1, of: message, digest))
                let pss = try await key.pss(message, name)
                #expect(ours.isPSSSignature(pss, of: message, digest), "\(size) \(name)")
                #expect(!ours.isPKCS1Signature(pss, of: message, digest))
            }
        }
    }

    @Test(arguments: Size.allCases) func changedSignatures(_ size: Size) async throws {
        let key = try await size.key
        let ours = try Self.ours(key)
        let other = try Self.ours(size == .usual ? try await OpenSSL.large : try await OpenSSL.usual)
        let signatures = (try await key.pkcs1(Self.message, "sha256"), try await key.pss(Self.message, "sha256"))
        func isAccepted(
            _ change: ([UInt8]) -> [UInt8], by key: RSAPublicKey, message: [UInt8] = Self.message
        ) -> Bool {
            key.isPKCS1Signature(change(signatures.0), of: message, .sha256)
                || key.isPSSSignature(change(signatures.1), of: message, .sha256)
        }
        for place in [0, 1, key.modulus.count / 2, key.modulus.count - 1] {
            for bit in [0, 7] {
                #expect(!isAccepted({ Self.flipped($0, place, bit) }, by: ours), "\(place) \(bit)")
            }
        }
        #expect(!isAccepted({ $0 }, by: ours, message: Self.message + [0]))
        #expect(!isAccepted({ $0 }, by: other))
        for (change, name) in Self.changes(of: key) { #expect(!isAccepted(change, by: ours), "\(name)") }
        for (digest, name) in Self.digests.dropFirst() {
            #expect(!ours.isPKCS1Signature(signatures.0, of: Self.message, digest), "\(name)")
            #expect(!ours.isPSSSignature(signatures.1, of: Self.message, digest), "\(name)")
        }
    }

    private static func flipped(_ bytes: [UInt8], _ place: Int, _ bit: Int) -> [UInt8] {
        var bytes = bytes
        bytes[place] ^= 1 << UInt8(bit)
        return bytes
    }

    private static func changes(of key: OpenSSL.Key) -> [(([UInt8]) -> [UInt8], String)] {
        [
            ({ _ in [] }, "empty"), ({ Array($0.dropLast()) }, "one byte less"), ({ $0 + [0] }, "a zero more"),
            ({ [0] + $0 }, "a zero before"), ({ [UInt8](repeating: 0, count: $0.count) }, "zero"),
            ({ [UInt8](repeating: 0, count: $0.count - 1) + [1] }, "one"),
            ({ _ in key.modulus }, "the modulus"),
            ({ [UInt8](repeating: 0xff, count: $0.count) }, "more than the modulus"),
        ]
    }

    /// Blocks that lenient parsers accept (Bleichenbacher 2006 and its successors), signed with the right key.
    @Test(arguments: Size.allCases) func malformedPKCS1Blocks(_ size: Size) async throws {
        let key = try await size.key
        let ours = try Self.ours(key)
        let count = key.modulus.count
        let hash = Digest.sha256.hash(Self.message)
        let information: [UInt8] = [
            0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04,
            0x20,
        ]
        let withoutNull: [UInt8] =
            [0x30, 0x2f, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x04, 0x20]
        func block(_ start: [UInt8], fill: UInt8 = 0xff, _ end: [UInt8]) -> [UInt8] {
            start + [UInt8](repeating: fill, count: count - start.count - end.count) + end
        }
        let end: [UInt8] = [0] + information + hash
        let right = block([0, 1], end)
        #expect(try await ours.isPKCS1Signature(key.raw(right), of: Self.message, .sha256))
        let short: [UInt8] = [0, 1] + [UInt8](repeating: 0xff, count: 8) + end
        let garbage = [UInt8](repeating: 0, count: count - short.count)
        var otherHash = end
        otherHash[otherHash.count - 1] ^= 1
        let noNull: [UInt8] = [0] + withoutNull + hash
        let noZero: [UInt8] = [1] + information + hash
        let noAlgorithm: [UInt8] = [0] + hash
        let wrong: [([UInt8], String)] = [
            (short + garbage, "garbage behind the hash"), (block([0, 1], noNull), "no NULL"),
            (block([0, 2], end), "block type 2"), (block([0, 0], end), "block type 0"),
            (block([0, 1], fill: 0xfe, end), "other padding"), (block([0, 1], otherHash), "another hash"),
            (block([0, 1], noZero), "no zero"), (block([0, 1], noAlgorithm), "no algorithm"),
        ]
        for (block, name) in wrong {
            #expect(block.count == count)
            #expect(try await !ours.isPKCS1Signature(key.raw(block), of: Self.message, .sha256), "\(name)")
        }
    }

    /// A PSS block whose parts are changed one by one, signed with the right key.
    @Test(arguments: Size.allCases) func malformedPSSBlocks(_ size: Size) async throws {
        let key = try await size.key
        let ours = try Self.ours(key)
        for salt in ["0", "20", "max"] {
            let signature = try await key.pss(Self.message, "sha256", salt: salt)
            #expect(!ours.isPSSSignature(signature, of: Self.message, .sha256), "salt of \(salt)")
        }
        let modulus = try #require(OddModulus(key.modulus))
        let signature = try await key.pss(Self.message, "sha256")
        let block = try #require(modulus.power(signature, key.exponent == [3] ? 3 : 65537))
        #expect(try await ours.isPSSSignature(key.raw(block), of: Self.message, .sha256))
        // The trailer, the hash, the masked salt, the masked padding.
        for fromEnd in [1, 2, 20, 40, 80, 120] {
            let place = block.count - fromEnd
            let changed = try await key.raw(Self.flipped(block, place, 0))
            #expect(!ours.isPSSSignature(changed, of: Self.message, .sha256), "byte \(place)")
        }
    }

    @Test func keysThatAreRefused() async throws {
        let key = try await OpenSSL.usual
        #expect(RSAPublicKey(modulus: [0, 0] + key.modulus, exponent: [0, 1, 0, 1]) != nil)
        #expect(RSAPublicKey(modulus: key.modulus, exponent: [0xff, 0xff, 0xff, 0xff]) != nil)
        for exponent in [[], [0], [1], [2], [4], [1, 0, 0], [1, 0, 0, 0, 1]] as [[UInt8]] {
            #expect(RSAPublicKey(modulus: key.modulus, exponent: exponent) == nil, "exponent \(exponent)")
        }
        func modulus(_ bits: Int, last: UInt8 = 1) -> [UInt8] {
            var bytes = [UInt8](repeating: 0xa5, count: (bits + 7) / 8)
            bytes[0] = bits % 8 == 0 ? 0x80 : 1 << UInt8(bits % 8 - 1)
            bytes[bytes.count - 1] = last
            return bytes
        }
        #expect(RSAPublicKey(modulus: modulus(2048), exponent: [3]) != nil)
        #expect(RSAPublicKey(modulus: modulus(8192), exponent: [3]) != nil)
        for (modulus, name) in [
            ([], "empty"), ([0], "zero"), ([1], "one"), (modulus(1024), "1024"), (modulus(2047), "2047"),
            (modulus(8193), "8193"), (modulus(100_000), "100,000"), (modulus(2048, last: 2), "even"),
        ] {
            #expect(RSAPublicKey(modulus: modulus, exponent: [3]) == nil, "\(name)")
        }
    }
}

@Suite struct OddModulusTests {
    /// Compared with the machine's own division, for one word.
    @Test func powersOfOneWord() throws {
        var random = SplitMix64()
        for _ in 0..<200 * TestSize.factor {
            let modulus = max(3, random.next() >> UInt64.random(in: 0..<62, using: &random) | 1)
            let base = random.next() % modulus
            let exponent = max(1, random.next() >> UInt64.random(in: 0..<63, using: &random))
            func times(_ a: UInt64, _ b: UInt64) -> UInt64 {
                modulus.dividingFullWidth(a.multipliedFullWidth(by: b)).remainder
            }
            var (expected, square) = (1 % modulus, base)
            for bit in 0..<64 {
                if exponent >> UInt64(bit) & 1 == 1 { expected = times(expected, square) }
                square = times(square, square)
            }
            let power = OddModulus(Self.bytes(modulus))?.power(Self.bytes(base), exponent)
            let message = "\(base)^\(exponent) mod \(modulus), TEST_SEED=\(random.seed)"
            #expect(power.map { $0.reduce(0) { $0 << 8 | UInt64($1) } } == expected, "\(message)")
        }
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        let all = (0..<8).map { (place: UInt64) -> UInt8 in UInt8(truncatingIfNeeded: number >> (56 - place * 8)) }
        return Array(all.drop { $0 == 0 })
    }

    /// (a^e)^f = (a^f)^e = a^(e · f), with several words.
    @Test(arguments: 2...6) func exponentsAdd(words: Int) throws {
        var random = SplitMix64()
        for _ in 0..<20 * TestSize.factor {
            var bytes = (0..<words * 8).map { _ in UInt8.random(in: 0...255, using: &random) }
            bytes[0] = UInt8.random(in: 1...255, using: &random)
            bytes[bytes.count - 1] |= 1
            let modulus = try #require(OddModulus(bytes))
            var base = bytes
            base[0] -= 1
            base[1] = UInt8.random(in: 0...255, using: &random)
            let (e, f) = (UInt64.random(in: 1...1000, using: &random), UInt64.random(in: 1...1000, using: &random))
            let power = try #require(modulus.power(base, e))
            let other = try #require(modulus.power(base, f))
            let product = modulus.power(base, e * f)
            #expect(modulus.power(power, f) == product, "TEST_SEED=\(random.seed)")
            #expect(modulus.power(other, e) == product, "TEST_SEED=\(random.seed)")
        }
    }
}
