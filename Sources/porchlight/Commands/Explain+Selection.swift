import AlexaProtocol
import Explanation
import Skill
import Telemetry
import Timing

extension Explain {
    /// The selection by the command's options.
    func selection() throws(Failure) -> Selection {
        var selection = Selection()
        selection.messageId = messageId
        selection.requestId = requestId
        selection.correlation = correlation.map(Self.fingerprint)
        selection.endpointId = endpoint
        if let time {
            let moment = try Self.moment(time, option: "--time")
            // A time without seconds stands for the whole minute.
            let isMinute = time.dropFirst(16).first != ":"
            selection.since = moment.advanced(by: isMinute ? .zero : .seconds(-5))
            selection.until = moment.advanced(by: isMinute ? .seconds(60) : .milliseconds(5001))
        }
        selection.since =
            try since.map { text throws(Failure) in try Self.moment(text, option: "--since") } ?? selection.since
        selection.until =
            try until.map { text throws(Failure) in try Self.moment(text, option: "--until") } ?? selection.until
        return selection
    }

    /// A fingerprint unchanged; a token is replaced by its fingerprint.
    private static func fingerprint(_ text: String) -> String {
        let isFingerprint = text.utf8.count == 12 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
        return isFingerprint ? text : LogHash.of(text)
    }

    /// A time, or a duration before now: `90s`, `15m`, `2h`, `7d`, `1w`.
    private static func moment(_ text: String, option: String) throws(Failure) -> Timestamp {
        if let time = LineTime.whole(text) { return time }
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        if let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()), (0...100_000).contains(count)
        {
            return SkillEnvironment.live.now().advanced(by: .seconds(-count * unit))
        }
        throw Failure(
            "\(option) \(text) is no time; give 2026-11-26T18:04, 2026-11-26T18:04:30Z, or 15m, 2h, 7d for so long ago")
    }
}
