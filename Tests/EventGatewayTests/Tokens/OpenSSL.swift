import AlexaProtocol
import Foundation
import TestSupport

/// RSA keys and signatures of `openssl`, an independent implementation.
enum OpenSSL {
    /// Whether `openssl` is installed. Also true if it is required (`TESTS_MUST_RUN`, as in `.ci/run`): then the tests fail
    /// without it.
    static let mayRun =
        FileManager.default.isExecutableFile(atPath: binary)
        || ProcessInfo.processInfo.environment["TESTS_MUST_RUN"] != nil
    private static let binary = "/usr/bin/openssl"
    /// Serial, because there are many short calls.
    private static let queue = DispatchQueue(label: "openssl")

    struct Failed: Error { let arguments: [String] }

    /// A key of this size, generated once.
    struct Key: Sendable {
        let modulus: [UInt8]
        let exponent: [UInt8]
        /// The private key, PEM.
        fileprivate let text: [UInt8]

        var jwk: JSONObject {
            [
                "kty": "RSA", "n": .string(TestKey.base64URL(modulus)), "e": .string(TestKey.base64URL(exponent)),
                "use": "sig",
            ]
        }

        func pkcs1(_ message: [UInt8], _ digest: String) async throws -> [UInt8] {
            try await run(["dgst", "-\(digest)", "-sign"], key: text, [], message)
        }

        func pss(_ message: [UInt8], _ digest: String, salt: String = "digest") async throws -> [UInt8] {
            let options = ["rsa_padding_mode:pss", "rsa_pss_saltlen:\(salt)"].flatMap { ["-sigopt", $0] }
            return try await run(["dgst", "-\(digest)", "-sign"], key: text, options, message)
        }

        /// Signs a block without hashing or padding. `pkeyutl -sign` accepts hashes only, and decryption is the same
        /// computation.
        func raw(_ block: [UInt8]) async throws -> [UInt8] {
            try await run(["pkeyutl", "-decrypt", "-inkey"], key: text, ["-pkeyopt", "rsa_padding_mode:none"], block)
        }

        /// A key for tokens of an RSA algorithm.
        func testKey(_ algorithm: String, _ id: String?) -> TestKey {
            var jwk = jwk
            jwk["kid"] = id.map(JSONValue.string)
            return TestKey(algorithm, jwk) { message in
                let digest = "sha\(algorithm.suffix(3))"
                return algorithm.hasPrefix("PS") ? try await pss(message, digest) : try await pkcs1(message, digest)
            }
        }
    }

    private static let keys = (
        usual: Task { try await make(2048, 65537) }, odd: Task { try await make(2057, 3) },
        large: Task { try await make(3072, 65537) }
    )

    /// 2048 bits, the size that most servers use.
    static var usual: Key { get async throws { try await keys.usual.value } }
    /// A modulus whose length is a multiple of neither bytes nor words, with the exponent 3.
    static var odd: Key { get async throws { try await keys.odd.value } }
    /// 3072 bits.
    static var large: Key { get async throws { try await keys.large.value } }

    private static func make(_ bits: Int, _ exponent: Int) async throws -> Key {
        let options = ["rsa_keygen_bits:\(bits)", "rsa_keygen_pubexp:\(exponent)"].flatMap { ["-pkeyopt", $0] }
        let key = try await run(["genpkey", "-algorithm", "RSA"] + options, [])
        // Modulus=ABCD...
        let text = String(decoding: try await run(["rsa", "-noout", "-modulus"], key), as: UTF8.self)
        let digits = Array(text.drop { $0 != "=" }.dropFirst().filter(\.isHexDigit))
        let padded = digits.count % 2 == 0 ? digits : ["0"] + digits
        let modulus = stride(from: 0, to: padded.count, by: 2).compactMap {
            UInt8(String(padded[$0...($0 + 1)]), radix: 16)
        }
        return Key(modulus: modulus, exponent: exponent == 3 ? [3] : [1, 0, 1], text: key)
    }

    /// Runs `openssl` with a file of the key between the arguments.
    private static func run(
        _ arguments: [String], key: [UInt8], _ others: [String], _ input: [UInt8]
    ) async throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString).pem")
        try Data(key).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await run(arguments + [file.path] + others, input)
    }

    private static func run(_ arguments: [String], _ input: [UInt8]) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        let process = Process()
                        process.executableURL = URL(filePath: binary)
                        process.arguments = arguments
                        // An empty environment, because libcurl's initialisation changes that of this process while other tests
                        // run.
                        process.environment = [:]
                        let (stdin, stdout) = (Pipe(), Pipe())
                        process.standardInput = stdin
                        process.standardOutput = stdout
                        process.standardError = FileHandle.nullDevice
                        try process.run()
                        try stdin.fileHandleForWriting.write(contentsOf: Data(input))
                        try stdin.fileHandleForWriting.close()
                        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
                        process.waitUntilExit()
                        guard process.terminationStatus == 0 else { throw Failed(arguments: arguments) }
                        return Array(output)
                    })
            }
        }
    }
}
