import Logging
import Synchronization

/// Logs unusual data points of devices: once for each point, not for each message.
final class DataPointLog: Sendable {
    private let logger: Logger
    private let seen = Mutex<Set<String>>([])
    /// The most points that are remembered; if there are more, all are removed and logged again.
    private static let capacity = 20_000

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Logs an unusual point.
    ///
    /// - Parameter problem: what is wrong and what was done about it, without the customer's data.
    func note(_ deviceId: String, _ code: String, _ problem: String) {
        let isNew = seen.withLock { seen in
            if seen.count >= Self.capacity { seen = [] }
            return seen.insert("\(deviceId) \(code)").inserted
        }
        guard isNew else { return }
        logger.warning(
            "data_point",
            metadata: [
                "cloud": "\(tuyaCloudName)", "device": "\(deviceId)", "data_point": "\(code)", "reason": "\(problem)",
            ])
    }

    /// Logs a device that is not reported to Alexa.
    func leaveOut(_ deviceId: String, category: String, _ reason: String) {
        let isNew = seen.withLock { $0.insert(deviceId).inserted }
        guard isNew else { return }
        logger.notice(
            "device_left_out",
            metadata: [
                "cloud": "\(tuyaCloudName)", "device": "\(deviceId)", "category": "\(category)", "reason": "\(reason)",
            ])
    }
}
