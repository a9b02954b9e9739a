import DeviceCloud
import RealerCloud
import Testing

struct RealerErrorTableTests {
    @Test func theTableHasNoProblems() {
        #expect(RealerCloud.errors.problems.isEmpty)
    }
}
