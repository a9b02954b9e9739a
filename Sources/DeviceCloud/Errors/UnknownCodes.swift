package import Logging
import Synchronization

/// Counts codes without a row, and logs each the first time.
package final class UnknownCodes: Sendable {
    /// The most different codes: a cloud that uses a new one for each answer must not fill the memory or the log.
    static let capacity = 500

    private let counts = Mutex<[String: Int]>([:])
    private let cloud: String
    private let logger: Logger

    /// No codes so far.
    package init(cloud: String, logger: Logger) {
        self.cloud = cloud
        self.logger = logger
    }

    /// The number of times that each code was received, by its first 64 characters.
    package var seen: [String: Int] { counts.withLock { $0 } }

    /// Counts a code. The first time it is logged with the details that the vendor's support needs.
    func note(_ code: String, trace: String?, status: Int, operation: String) {
        let code = String(code.prefix(64))
        let isNew = counts.withLock { counts in
            guard counts[code] != nil || counts.count < Self.capacity else { return false }
            counts[code, default: 0] += 1
            return counts[code] == 1
        }
        guard isNew else { return }
        logger.warning(
            "unknown_code",
            metadata: [
                "cloud": "\(cloud)", "vendor_code": "\(code)", "vendor_trace": "\((trace ?? "").prefix(128))",
                "http_status": .stringConvertible(status), "operation": "\(operation)",
                "reason": "the error table has no row for this code: add one",
            ])
    }
}
