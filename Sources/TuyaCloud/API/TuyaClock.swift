import AlexaProtocol
package import Logging
import Synchronization
package import Timing

/// Tuya's clock as its answers tell it. A request whose time is off by more than some minutes is refused with 1013 or 1004.
package final class TuyaClock: Sendable {
    /// Smaller differences are the way of the answer.
    private static let tolerance = Duration.seconds(2)
    /// From how much on the operator is told.
    private static let drift = Duration.seconds(60)
    /// 2020 to 2100: other times are no times.
    private static let plausible: ClosedRange<Int64> = 1_577_836_800_000...4_102_444_800_000

    private let environment: SkillEnvironment
    private let logger: Logger
    /// How far Tuya's clock is ahead of ours, and whether the operator was told that it is much.
    private let state = Mutex<(offset: Duration, isTold: Bool)>((.zero, false))

    /// A clock that agrees with ours until an answer says otherwise.
    package init(_ environment: SkillEnvironment, logger: Logger) {
        self.environment = environment
        self.logger = logger
    }

    /// Milliseconds since 1970 by Tuya's clock.
    package var now: Int64 { environment.now().advanced(by: state.withLock { $0.offset }).milliseconds }

    /// Learns from the `t` of an answer that has just arrived.
    func note(_ time: JSONValue?) {
        guard let text = time?.integer ?? time?.string.flatMap({ Int($0) }) else { return }
        let theirs = Int64(text)
        guard Self.plausible.contains(theirs) else { return }
        let offset = Duration.milliseconds(theirs - environment.now().milliseconds)
        let tells = state.withLock { state in
            let change = offset - state.offset
            guard change > Self.tolerance || change < .zero - Self.tolerance else { return false }
            state.offset = offset
            guard offset > Self.drift || offset < .zero - Self.drift, !state.isTold else { return false }
            state.isTold = true
            return true
        }
        guard tells else { return }
        logger.warning(
            "clock_offset",
            metadata: [
                "cloud": "\(tuyaCloudName)", "offset_ms": .stringConvertible(offset.milliseconds),
                "reason":
                    "this machine's clock differs from Tuya's; requests are signed with Tuya's. Set the clock by NTP",
            ])
    }
}
