import Crypto

/// The hash functions of JWT's RSA signatures.
enum Digest: Sendable {
    case sha256
    case sha384
    case sha512

    /// The size of a hash in bytes.
    var size: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The last number of its object identifier, 2.16.840.1.101.3.4.2.
    var number: UInt8 {
        switch self {
        case .sha256: 1
        case .sha384: 2
        case .sha512: 3
        }
    }

    func hash(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }
}
