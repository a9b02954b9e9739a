import Foundation
import Testing

/// The program with too few system resources.
@Suite struct LimitTests {
    /// libdispatch ends a process with SIGILL if it cannot open its file of `/proc`.
    @Test(arguments: [4, 5, 8, 31]) func tooFewFileDescriptorsAreReported(_ limit: Int) async throws {
        let result = try await Command(arguments: ["handle"]).underShell("ulimit -n \(limit)").run()
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(
            result.log.hasPrefix("porchlight: only \(limit) file descriptors are allowed, and at least 32 are needed:"))
    }

    @Test func aLowSoftLimitIsRaised() async throws {
        let result = try await Command(arguments: ["interfaces"]).underShell("ulimit -S -n 6").run()
        #expect(result.status == 0)
    }
}
