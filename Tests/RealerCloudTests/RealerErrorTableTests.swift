import DeviceCloud
import RealerCloud
import Testing

/// The table itself.
struct RealerErrorTableTests {
    @Test func theTableHasNoProblems() {
        #expect(RealerCloud.errors.problems.isEmpty)
    }
}
