package import AlexaProtocol
import Telemetry

/// The rows and totals of a replay.
package struct ReplayReport: Sendable {
    private let isColoured: Bool
    /// The widths of the columns of interfaces and of names.
    private let widths: (interface: Int, name: Int)
    private(set) var equal = 0
    private(set) var different = 0
    private(set) var recorded = 0
    private(set) var orphans = 0
    private(set) var unreadable = 0
    private let events: String

    /// An empty report on a corpus, with colours or without.
    package init(_ corpus: Corpus, isColoured: Bool) {
        self.isColoured = isColoured
        events = corpus.eventsName
        let titles = corpus.paths.map(Self.title)
        // One long name must not push every answer off the screen.
        widths = (min(34, titles.map(\.0.count).max() ?? 0), min(44, titles.map(\.1.count).max() ?? 0))
    }

    /// Whether all events equal the recorded ones, if necessary after recording them anew.
    package var isClean: Bool { different == 0 && orphans == 0 && unreadable == 0 }

    /// The row of a directive, and the difference if there is one.
    ///
    /// - Parameter isUpdated: whether the new event has just been recorded in place of the old one.
    package mutating func rows(_ outcome: Replayer.Outcome, isUpdated: Bool) -> String {
        let mark: String
        if outcome.isEqual {
            equal += 1
            mark = coloured("ok  ", .green)
        } else if isUpdated {
            recorded += 1
            mark = coloured("new ", .yellow)
        } else {
            different += 1
            mark = coloured("DIFF", .red)
        }
        let (interface, name) = Self.title(outcome.path)
        let answer = [outcome.event, outcome.interim, outcome.later].compactMap(Self.answer).joined(
            separator: ", later ")
        let row = [
            mark, Self.milliseconds(outcome.time).padded(to: 9), interface.padded(to: widths.interface),
            name.padded(to: widths.name), answer,
        ].joined(separator: " ")
        guard !outcome.isEqual, !isUpdated else { return row + "\n" }
        return row + "\n" + difference(outcome.event) + difference(outcome.interim) + difference(outcome.later)
    }

    /// The row of a recorded event that no directive produces.
    package mutating func row(orphan path: String) -> String {
        orphans += 1
        return coloured("DIFF", .red) + " \(path.printable): an event without a directive; delete it\n"
    }

    /// The row of a file that cannot be opened, because its name is not UTF-8.
    package mutating func row(undecodable path: String) -> String {
        unreadable += 1
        return coloured("DIFF", .red) + " \(path.printable): the file's name is not UTF-8; rename it\n"
    }

    /// The last line.
    package var total: String {
        let parts = [
            coloured("\(equal) equal", .green), recorded > 0 ? coloured("\(recorded) recorded", .yellow) : nil,
            coloured("\(different) different", different > 0 ? .red : .green),
            orphans > 0 ? coloured("\(orphans) without a directive", .red) : nil,
            unreadable > 0 ? coloured("\(unreadable) not readable", .red) : nil,
        ]
        return "\(equal + different + recorded + unreadable) directives: "
            + parts.compactMap(\.self).joined(separator: ", ") + "\n"
    }

    private func difference(_ event: Replayer.Comparison) -> String {
        guard !event.isEqual else { return "" }
        guard let recorded = event.recorded else {
            return "     no event is recorded; look at this one, and accept it with --update\n"
                + String(decoding: event.actual ?? [], as: UTF8.self)
        }
        let diff = UnifiedDiff(
            old: String(decoding: recorded, as: UTF8.self), new: String(decoding: event.actual ?? [], as: UTF8.self))
        let heads = [
            coloured("--- \(events)/\(event.path) (recorded)".printable, .bold),
            coloured("+++ \(event.path) (now)".printable, .bold),
        ]
        let lines = diff.lines.map { line in
            switch line {
            case .position(let text): coloured(text, .cyan)
            case .same(let text): " " + text
            case .removed(let text): coloured("-" + text, .red)
            case .added(let text): coloured("+" + text, .green)
            }
        }
        return (heads + lines).joined(separator: "\n") + "\n"
    }

    private enum Colour: Int {
        case bold = 1
        case red = 31
        case green = 32
        case yellow = 33
        case cyan = 36
    }

    private func coloured(_ text: String, _ colour: Colour) -> String {
        isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// `LightController/TurnOn.variant.json` as interface and name.
    private static func title(_ path: String) -> (String, String) {
        let parts = path.split(separator: "/")
        let name = parts.last.map(String.init) ?? path
        return (
            parts.dropLast().joined(separator: "/").printable,
            (name.hasSuffix(".json") ? String(name.dropLast(5)) : name).printable
        )
    }

    /// `ErrorResponse ENDPOINT_UNREACHABLE`; `nil` without an event.
    private static func answer(_ event: Replayer.Comparison) -> String? {
        event.header.map { shortened($0.namespace) + $0.name + ($0.errorType.map { " " + $0 } ?? "") }
    }

    private static func shortened(_ namespace: String) -> String {
        namespace == "Alexa" ? "" : (namespace.hasPrefix("Alexa.") ? String(namespace.dropFirst(6)) : namespace) + "."
    }

    private static func milliseconds(_ time: Duration) -> String {
        let microseconds = time.components.seconds * 1_000_000 + time.components.attoseconds / 1_000_000_000_000
        let hundredths = String(microseconds / 10 + 100)
        return "\(microseconds / 1000).\(hundredths.suffix(2)) ms"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        count >= width ? self : self + String(repeating: " ", count: width - count)
    }
}

extension Replayer.Outcome {
    /// The outcome for machines; docs/json.md documents the form.
    package func json(isUpdated: Bool) -> JSONValue {
        var json: JSONObject = ["path": .string(path)]
        if let asked {
            json["directive"] = ["namespace": .string(asked.namespace), "name": .string(asked.name)]
        }
        if let header = event.header {
            json["event"] = ["namespace": .string(header.namespace), "name": .string(header.name)]
        }
        if let header = interim.header {
            json["interim"] = ["namespace": .string(header.namespace), "name": .string(header.name)]
        }
        if let header = later.header {
            json["later"] = ["namespace": .string(header.namespace), "name": .string(header.name)]
        }
        let errorType = (later.header ?? event.header)?.errorType
        if let errorType { json["error_type"] = .string(errorType) }
        let isMissing = event.recorded == nil || [interim, later].contains { $0.recorded == nil && $0.actual != nil }
        json["result"] = isEqual ? "equal" : isUpdated ? "recorded" : isMissing ? "missing" : "different"
        let microseconds = time.components.seconds * 1_000_000 + time.components.attoseconds / 1_000_000_000_000
        json["microseconds"] = .number(Double(microseconds))
        return .object(json)
    }
}
