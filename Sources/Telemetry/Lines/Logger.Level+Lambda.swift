package import Logging

extension Logger.Level {
    /// The level as Lambda's JSON log format names it. Source: Lambda, "Log-level filtering".
    package var lambdaWord: String {
        switch self {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info, .notice: "INFO"
        case .warning: "WARN"
        case .error: "ERROR"
        case .critical: "FATAL"
        }
    }

    /// The levels that Lambda has a word for, least important first.
    package static let lambdaLevels: [Logger.Level] = [.trace, .debug, .info, .warning, .error, .critical]

    /// The level that Lambda's word names, in upper or lower case; `nil` for other words.
    package init?(lambdaWord word: String) {
        guard let level = Self.lambdaLevels.first(where: { $0.lambdaWord == word.uppercased() }) else { return nil }
        self = level
    }
}
