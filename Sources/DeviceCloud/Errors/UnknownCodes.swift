package import Logging
import Synchronization

/// Codes that a table does not know: each is counted, and logged the first time.
package final class UnknownCodes: Sendable {
    /// How many codes are told apart; a cloud that invents a new one for each answer must not fill the memory or the log.
    static let capacity = 500

    private let counts = Mutex<[String: Int]>([:])
    private let cloud: String
    private let logger: Logger

    /// No code so far.
    package init(cloud: String, logger: Logger) {
        self.cloud = cloud
        self.logger = logger
    }

    /// How often each code came, by the first 64 characters.
    package var seen: [String: Int] { counts.withLock { $0 } }

    /// Counts a code. The first time it is logged with what the vendor's support asks for.
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
