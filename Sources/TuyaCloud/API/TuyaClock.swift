import AlexaProtocol
package import Logging
import Skill
import Synchronization
import Telemetry
package import Timing

/// Tuya's clock, learned from its answers. A request whose time is off by more than some minutes is refused with 1013 or 1004.
package final class TuyaClock: Sendable {
    /// Smaller differences are caused by the answer's transmission time.
    private static let tolerance = Duration.seconds(2)
    /// The offset from which the operator is warned.
    private static let drift = Duration.seconds(60)
    /// How long this machine's clock may be off before an alarm is raised. NTP may correct it until then.
    private static let grace = Duration.seconds(600)
    /// 2020 to 2100: times outside of this are ignored.
    private static let plausible: ClosedRange<Int64> = 1_577_836_800_000...4_102_444_800_000

    private struct State {
        /// How far Tuya's clock is ahead of ours.
        var offset = Duration.zero
        /// The uptime since which the offset exceeds `drift`; `nil` if it does not.
        var isFarSince: Duration?
    }

    /// The message to the operator.
    private enum Remark {
        case none
        case found
        case persists
    }

    private let account: String
    private let environment: SkillEnvironment
    private let logger: Logger
    private let alarms: AlarmLog
    private let state = Mutex(State())

    /// A clock without an offset until an answer shows one.
    ///
    /// - Parameter account: the account's name; in alarms it is hashed.
    package init(account: String, _ environment: SkillEnvironment, logger: Logger) {
        self.account = LogHash.of("\(tuyaCloudName):\(account)")
        self.environment = environment
        self.logger = logger
        alarms = AlarmLog(logger: logger, uptime: environment.uptime)
    }

    /// Milliseconds since 1970 by Tuya's clock.
    package var now: Int64 { environment.now().advanced(by: state.withLock { $0.offset }).milliseconds }

    /// Updates the offset from the `t` of an answer that has just arrived.
    func note(_ time: JSONValue?) {
        guard let text = time?.integer ?? time?.string.flatMap({ Int($0) }) else { return }
        let theirs = Int64(text)
        guard Self.plausible.contains(theirs) else { return }
        let offset = Duration.milliseconds(theirs - environment.now().milliseconds)
        let uptime = environment.uptime()
        let remark: Remark = state.withLock { state in
            let change = offset - state.offset
            if change > Self.tolerance || change < .zero - Self.tolerance { state.offset = offset }
            guard offset > Self.drift || offset < .zero - Self.drift else {
                state.isFarSince = nil
                return .none
            }
            guard let start = state.isFarSince else {
                state.isFarSince = uptime
                return .found
            }
            return uptime - start >= Self.grace ? .persists : .none
        }
        switch remark {
        case .none: return
        case .found:
            logger.warning(
                "clock_offset",
                metadata: [
                    "cloud": "\(tuyaCloudName)", "offset_ms": .stringConvertible(offset.milliseconds),
                    "reason":
                        "this machine's clock differs from Tuya's; requests are signed with Tuya's. Set the clock by NTP",
                ])
        case .persists:
            alarms.raise(
                "this machine's clock still differs from Tuya's; requests are signed with Tuya's. Set the clock by NTP",
                fault: "tuya.clock_offset", account: account,
                fields: [
                    "cloud": "\(tuyaCloudName)", "account": "\(account)", "rule": "tuya.clock_offset",
                    "offset_ms": .stringConvertible(offset.milliseconds),
                ])
        }
    }
}
