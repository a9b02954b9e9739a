import Foundation
import HTTPTransport
import Testing

/// Each test runs in a separate process, because it changes the limit.
@Suite struct FileDescriptorTests {
    @Test func theSoftLimitIsRaised() async {
        await #expect(processExitsWith: .success) {
            setLimit(40, hard: false)
            try FileDescriptors.raiseLimit()
            #expect(FileDescriptors.limit > 40)
        }
    }

    @Test func aHardLimitThatIsTooLowIsRefused() async {
        await #expect(processExitsWith: .success) {
            setLimit(20, hard: true)
            let error = #expect(throws: FileDescriptors.TooFew.self) { try FileDescriptors.raiseLimit() }
            #expect(error?.limit == 20)
            #expect(error?.description.contains("at least 32") == true)
        }
    }

    @Test func aTransportThatCannotBeWokenIsRefused() async {
        await #expect(processExitsWith: .success) {
            // One transport before the limit is set, because libcurl and its libraries open files when they are initialised.
            _ = try HTTPTransport()
            let highest = unsafe open("/dev/null", O_RDONLY)
            setLimit(rlim_t(highest) + 1, hard: false)
            let error = #expect(throws: HTTPTransportError.self) { try HTTPTransport() }
            setLimit(1000, hard: false)
            #expect(error?.kind == .libraryFailure)
            #expect(error?.description.contains("no file descriptor is left") == true)
        }
    }
}

private func setLimit(_ limit: rlim_t, hard: Bool) {
    var limits = rlimit()
    unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
    limits.rlim_cur = limit
    if hard { limits.rlim_max = limit }
    let result = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
    precondition(result == 0, "setrlimit failed")
}
