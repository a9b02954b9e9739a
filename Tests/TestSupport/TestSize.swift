import Foundation

/// The factor by which random tests try more inputs: the environment variable TEST_SIZE. `make test` runs them at 1,
/// `.ci/run` at more.
package enum TestSize {
    /// 1 or more.
    package static let factor = max(1, ProcessInfo.processInfo.environment["TEST_SIZE"].flatMap { Int($0) } ?? 1)
}
