package import AlexaProtocol
package import CoreMetrics
package import Logging

/// The logs and metrics of a process: made once at its start.
package struct Telemetry: Sendable {
    /// Writes lines to standard error.
    package let logger: Logger
    /// The metrics system that writes log lines; `nil` if it is switched off.
    package let metrics: EMFMetrics?
    private let output: LineWriter

    /// Telemetry according to the settings and Lambda's environment.
    ///
    /// - Parameters:
    ///   - environment: the environment variables, for those that Lambda sets.
    ///   - descriptor: where lines go: standard error.
    package init(
        _ settings: TelemetrySettings, environment: [String: String], now: @escaping @Sendable () -> Timestamp,
        descriptor: Int32 = 2
    ) {
        let lambda = LambdaLogSettings(environment)
        let format = settings.format ?? lambda.format ?? .json
        let output = LineWriter(descriptor: descriptor) { dropped in
            LogLine(
                time: now(), level: .warning, event: "lines_dropped", fields: ["count": .stringConvertible(dropped)]
            )
            .bytes(format)
        }
        self.output = output
        // A line that Lambda drops need not be written.
        let level = [settings.level, lambda.level].compactMap(\.self).max() ?? .info
        logger = Logger(label: "porchlight") { _ in
            JSONLogHandler(level: level, format: format, now: now, write: { output.write($0) })
        }
        metrics =
            settings.writesEMF ?? lambda.isLambda
            ? EMFMetrics(
                namespace: settings.namespace, resolution: settings.resolution, now: now, write: { output.write($0) })
            : nil
    }

    /// Telemetry that is also the metrics system of this process. At most one call in a process.
    ///
    /// - Parameter others: metrics systems that get the same values, such as that of `GET /metrics`.
    package static func bootstrap(
        _ settings: TelemetrySettings, environment: [String: String], now: @escaping @Sendable () -> Timestamp,
        others: [any MetricsFactory] = []
    ) -> Telemetry {
        let telemetry = Telemetry(settings, environment: environment, now: now)
        let all = others + (telemetry.metrics.map { [$0] } ?? [])
        if all.count == 1 {
            MetricsSystem.bootstrap(all[0])
        } else if !all.isEmpty {
            MetricsSystem.bootstrap(MultiplexMetricsHandler(factories: all))
        }
        if telemetry.metrics != nil, LambdaLogSettings(environment).dropsMetrics {
            telemetry.logger.warning(
                "metrics_dropped",
                metadata: [
                    "reason":
                        "Lambda drops metrics at log levels above INFO: set the function's application log level to INFO, or metrics.emf to off"
                ])
        }
        return telemetry
    }

    /// Writes the metrics since the last flush, and lines that were kept because their reader had stalled, as far as there is
    /// room. Never waits. To be called when a directive is done and before the process is frozen.
    package func flush() {
        metrics?.flush()
        output.flush()
    }
}
