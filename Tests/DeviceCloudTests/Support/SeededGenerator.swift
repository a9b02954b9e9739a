import Foundation

/// Random numbers that can be had again: the seed stands in the test's name and in `PORCHLIGHT_SEED`.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A seed from the environment, or three new ones. A failing test prints its argument, and so its seed.
    static var seeds: [UInt64] {
        if let text = ProcessInfo.processInfo.environment["PORCHLIGHT_SEED"], let seed = UInt64(text) { return [seed] }
        return (0..<3).map { _ in UInt64.random(in: 0..<1 << 32) }
    }
}
