import Foundation

/// Reproducible random numbers. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators".
///
/// A test that uses it prints ``seed`` when it fails.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    /// The seed; equal seeds make equal numbers.
    package let seed: UInt64
    private var state: UInt64

    /// A generator with this seed.
    package init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// A generator with the seed in the environment variable TEST_SEED, or a random one in each run.
    package init() {
        self.init(seed: TestSize.seed ?? UInt64.random(in: 0...UInt64.max))
    }

    /// Seeds for a test with arguments: TEST_SEED, or three random ones in each run. A failing test prints its argument.
    package static var seeds: [UInt64] {
        TestSize.seed.map { [$0] } ?? (0..<3).map { _ in UInt64.random(in: 0..<1 << 32) }
    }

    /// The next number.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

extension TestSize {
    /// A seed to repeat a failure with.
    fileprivate static let seed = ProcessInfo.processInfo.environment["TEST_SEED"].flatMap { UInt64($0) }
}
