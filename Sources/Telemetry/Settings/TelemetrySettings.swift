package import Logging
package import Settings

/// The settings of log lines and metrics.
package struct TelemetrySettings: SettingsSection {
    /// The lowest level that is written; `nil` for that of Lambda, or INFO.
    package var level: Logger.Level?
    /// The form of a log line; `nil` for that of Lambda, or JSON.
    package var format: LogFormat?
    /// The share of directives whose lines below level WARN are written, from 0 to 1.
    package var sample = 1.0
    /// Whether each directive is logged at level DEBUG, without its private parts.
    package var capturesDirectives = false
    /// The CloudWatch namespace of the metrics.
    package var namespace = Self.defaultNamespace
    /// Whether metrics are written as log lines; `nil` for yes in Lambda, no elsewhere.
    package var writesEMF: Bool?
    /// The storage resolution of the metrics in CloudWatch.
    package var resolution = EMFLine.Resolution.minute

    private static let defaultNamespace = "Porchlight"

    /// The defaults.
    package init() {}

    /// The lowest level of log lines that are written.
    package static let logLevel = SettingKey(
        "log.level",
        "the least important level of log lines that are written: TRACE, DEBUG, INFO, WARN, ERROR or FATAL. In Lambda, lines "
            + "below the function's own level (`AWS_LAMBDA_LOG_LEVEL`) are not written either",
        defaultValue: "that of Lambda, or INFO")
    /// The form of a line.
    package static let logFormat = SettingKey(
        "log.format", "the form of log lines, `json` or `text`; `porchlight explain` reads both",
        defaultValue: "that of Lambda (`AWS_LAMBDA_LOG_FORMAT`), or json")
    /// The share of directives whose lines below level WARN are written, 0 to 1.
    package static let logSample = SettingKey(
        "log.sample",
        "the share of directives, 0 to 1, whose log lines below WARN are written. Errors, deferred and slow answers have their "
            + "summary line in any case",
        defaultValue: "1")
    /// Whether directives are captured.
    package static let logCapture = SettingKey(
        "log.capture",
        "whether level DEBUG has each directive itself, private parts replaced, for `porchlight record`: true or false",
        defaultValue: "false")
    /// CloudWatch's namespace.
    package static let metricsNamespace = SettingKey(
        "metrics.namespace", "the namespace of the metrics in CloudWatch", defaultValue: defaultNamespace)
    /// Whether metrics are written as log lines.
    package static let metricsEMF = SettingKey(
        "metrics.emf", "whether metrics are written as log lines in CloudWatch's embedded metric format: on or off",
        defaultValue: "on in Lambda, off elsewhere")
    /// The storage resolution of the metrics in CloudWatch.
    package static let metricsResolution = SettingKey(
        "metrics.resolution_seconds",
        "how finely CloudWatch keeps the metrics: 60, or 1, which costs more to alarm on", defaultValue: "60")

    package static let keys = [
        logLevel, logFormat, logSample, logCapture, metricsNamespace, metricsEMF, metricsResolution,
    ]

    /// Reads the settings in ``keys``.
    package init(reading reader: inout SettingsReader) {
        level = reader.choice(Self.logLevel, of: Logger.Level.lambdaLevels.map(\.lambdaWord))
            .flatMap { Logger.Level(lambdaWord: $0) }
        format = reader.choice(Self.logFormat, of: LogFormat.allCases.map(\.rawValue)).flatMap { LogFormat($0) }
        sample = reader.number(Self.logSample, in: 0...1) ?? sample
        capturesDirectives = reader.flag(Self.logCapture) ?? capturesDirectives
        if let namespace = reader.text(Self.metricsNamespace) {
            if EMFLine.isNamespace(namespace) {
                self.namespace = namespace
            } else {
                reader.addProblem(
                    Self.metricsNamespace,
                    "must have 1 to 255 of the characters A-Z, a-z, 0-9, . - _ / # and :, and not begin with AWS/ or a colon"
                )
            }
        }
        writesEMF = reader.flag(Self.metricsEMF)
        resolution =
            reader.choice(Self.metricsResolution, of: EMFLine.Resolution.allCases.map { "\($0.rawValue)" })
            .flatMap { Int($0) }.flatMap { EMFLine.Resolution(rawValue: $0) } ?? resolution
    }
}
