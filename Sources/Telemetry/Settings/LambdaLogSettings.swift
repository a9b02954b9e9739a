package import Logging

/// The log settings of the Lambda function, from its environment variables. Source: Lambda, "Configuring advanced logging
/// controls".
package struct LambdaLogSettings: Hashable, Sendable {
    /// Whether this process runs in Lambda.
    package let isLambda: Bool
    /// Lines below this level are dropped by Lambda; `nil` if it drops none.
    package let level: Logger.Level?
    /// The form that lines are expected in; `nil` if none is named.
    package let format: LogFormat?

    /// Reads `AWS_LAMBDA_FUNCTION_NAME`, `AWS_LAMBDA_LOG_LEVEL` and `AWS_LAMBDA_LOG_FORMAT`. Unknown words count as not set.
    package init(_ environment: [String: String]) {
        isLambda = environment["AWS_LAMBDA_FUNCTION_NAME"]?.isEmpty == false
        level = environment["AWS_LAMBDA_LOG_LEVEL"].flatMap { Logger.Level(lambdaWord: $0) }
        format = environment["AWS_LAMBDA_LOG_FORMAT"].flatMap { LogFormat($0) }
    }

    /// Whether Lambda drops metrics: their lines have no level, which counts as INFO.
    package var dropsMetrics: Bool { level.map { $0 > .notice } ?? false }
}
