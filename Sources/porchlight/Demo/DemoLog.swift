import Logging

/// Prints the log lines about calls to a cloud and about alarms immediately.
struct DemoLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug
    private let show: @Sendable (String) -> Void

    static func logger(_ show: @escaping @Sendable (String) -> Void) -> Logger {
        Logger(label: "demo") { _ in DemoLog(show) }
    }

    private init(_ show: @escaping @Sendable (String) -> Void) {
        self.show = show
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = event.metadata ?? [:]
        func text(_ name: String) -> String { fields[name].map { "\($0)" } ?? "" }
        switch event.message.description {
        case "cloud":
            let code = text("vendor_code")
            let status = text("status")
            let outcome = (status.isEmpty ? ["no answer"] : ["HTTP \(status)"]) + (code.isEmpty ? [] : ["code \(code)"])
            show("  cloud     \(text("operation")): \(outcome.joined(separator: ", "))\n")
        case "alarm":
            show("  alarm     \(text("reason"))\n")
        default: break
        }
    }
}
