import Logging
import Synchronization

/// Tells the operator which data points of which devices are odd: once for each point, not for each message.
final class DataPointLog: Sendable {
    private let logger: Logger
    private let seen = Mutex<Set<String>>([])
    /// How many points are remembered; beyond that all are forgotten, and told again.
    private static let capacity = 20_000

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Notes that a point is odd.
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

    /// Notes that a device is not shown to Alexa.
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
