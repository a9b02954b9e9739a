import EventGateway
import FoundationEssentials
import Telemetry
import Timing

extension AttemptRecord {
    /// One line of text: the reply, its meaning, and when the event is sent again.
    var line: String {
        var line = "attempt \(attempt): "
        line += status.map(String.init) ?? "no answer"
        if let code { line += " \(code)" }
        if status == nil {
            if let description { line += " (\(description))" }
        } else {
            line += ", \(verdict.map { $0 == "_" ? " " : String($0) }.joined())"
        }
        if let wait { line += ", again in \(wait.tenths) s" }
        return line.printable + "\n"
    }
}

extension Duration {
    /// Seconds with one decimal.
    var tenths: String {
        let tenths = (milliseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10)"
    }
}
