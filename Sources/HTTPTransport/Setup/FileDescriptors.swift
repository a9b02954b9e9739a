import Glibc

/// The limit on open file descriptors of this process (RLIMIT_NOFILE).
package enum FileDescriptors {
    /// The limit is too low for the program.
    package struct TooFew: Error, Hashable, Sendable, CustomStringConvertible {
        /// The limit.
        package let limit: Int

        package var description: String {
            "only \(limit) file descriptors are allowed, and at least \(FileDescriptors.minimum) are needed: raise the limit "
                + "(ulimit -n, LimitNOFILE= in a systemd unit, or nofile in limits.conf)"
        }
    }

    /// The fewest that the program runs with: standard streams, event loop, store, wake-up pipe and some connections.
    package static let minimum = 32
    /// The most that ``raiseLimit()`` asks for.
    private static let greatest: rlim_t = 65_536

    /// Raises the soft limit to the hard limit, or to 65,536 if that is less. To be called first in `main`.
    ///
    /// libdispatch, on which Swift's tasks run, opens a file of `/proc` once a second for each of its threads, and ends the
    /// process with SIGILL if that fails. So the program must not come near the limit: the usual soft limit of 1,024 is
    /// raised, and a limit below ``minimum`` is refused.
    ///
    /// - Throws: ``TooFew`` if the limit stays below ``minimum``.
    package static func raiseLimit() throws(TooFew) {
        var limits = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else { return }
        let wanted = min(limits.rlim_max, greatest)
        if limits.rlim_cur < wanted {
            limits.rlim_cur = wanted
            // If the system refuses, the limit stays as it is, and is checked below.
            _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        }
        guard limit >= minimum else { throw TooFew(limit: limit) }
    }

    /// The soft limit; `Int.max` if there is none.
    package static var limit: Int {
        var limits = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else { return .max }
        return Int(clamping: limits.rlim_cur)
    }

    /// Whether no further descriptor can be opened, in this process (EMFILE) or on this machine (ENFILE).
    static var areExhausted: Bool {
        let descriptor = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard descriptor < 0 else {
            close(descriptor)
            return false
        }
        return errno == EMFILE || errno == ENFILE
    }

    /// What is wrong if ``areExhausted``, and what to do.
    static var exhausted: String { "no file descriptor is left (limit \(limit)): raise the limit, ulimit -n" }
}
