import AlexaProtocol
import CoreMetrics
import Foundation
import Logging
import Settings
import Testing

@testable import Telemetry

/// Format and level by the settings and Lambda's environment.
struct TelemetrySettingsTests {
    private static func settings(_ environment: [String: String]) throws -> TelemetrySettings {
        var reader = SettingsReader(environment, keys: TelemetrySettings.keys)
        let settings = TelemetrySettings(reading: &reader)
        try reader.finish()
        return settings
    }

    @Test(
        arguments: [
            ([:], .info, .json, false), (["PORCHLIGHT_LOG_LEVEL": "debug"], .debug, .json, false),
            (["AWS_LAMBDA_LOG_LEVEL": "WARN", "AWS_LAMBDA_LOG_FORMAT": "JSON"], .warning, .json, false),
            (["AWS_LAMBDA_LOG_LEVEL": "FATAL", "AWS_LAMBDA_LOG_FORMAT": "Text"], .critical, .text, false),
            (["AWS_LAMBDA_LOG_LEVEL": "TRACE"], .trace, .json, false),
            // Lambda drops lines below its own level.
            (["AWS_LAMBDA_LOG_LEVEL": "ERROR", "PORCHLIGHT_LOG_LEVEL": "DEBUG"], .error, .json, false),
            (["AWS_LAMBDA_LOG_LEVEL": "DEBUG", "PORCHLIGHT_LOG_LEVEL": "ERROR"], .error, .json, false),
            (["AWS_LAMBDA_LOG_FORMAT": "Text", "PORCHLIGHT_LOG_FORMAT": "json"], .info, .json, false),
            (["AWS_LAMBDA_LOG_LEVEL": "loud", "AWS_LAMBDA_LOG_FORMAT": "XML"], .info, .json, false),
            (["AWS_LAMBDA_FUNCTION_NAME": "porchlight"], .info, .json, true),
            (["AWS_LAMBDA_FUNCTION_NAME": "porchlight", "PORCHLIGHT_METRICS_EMF": "off"], .info, .json, false),
            (["PORCHLIGHT_METRICS_EMF": "on", "PORCHLIGHT_METRICS_NAMESPACE": "Home/Skill"], .info, .json, true),
        ] as [([String: String], Logger.Level, LogFormat, Bool)])
    func whatIsWritten(
        _ environment: [String: String], _ level: Logger.Level, _ format: LogFormat, _ hasMetrics: Bool
    ) async throws {
        let pipe = TestPipe()
        let telemetry = Telemetry(
            try Self.settings(environment), environment: environment,
            now: { Timestamp(milliseconds: 1_767_268_800_000) }, descriptor: pipe.writing)
        #expect(telemetry.logger.logLevel == level)
        telemetry.logger.critical("line")
        let line = await pipe.lines { _ in true }[0]
        switch format {
        case .json: #expect(line == #"{"timestamp":"2026-01-01T12:00:00.000Z","level":"FATAL","event":"line"}"#)
        case .text: #expect(line == "2026-01-01T12:00:00.000Z FATAL line")
        }
        #expect((telemetry.metrics != nil) == hasMetrics)
        if let metrics = telemetry.metrics {
            Counter(label: "C", factory: metrics).increment()
            telemetry.flush()
            let line = await pipe.lines { _ in true }[0]
            let check = try EMFCheck(Array(line.utf8) + [UInt8(ascii: "\n")])
            #expect(check.values("C") == [1])
            #expect(line.contains(#""Namespace":"\#(environment["PORCHLIGHT_METRICS_NAMESPACE"] ?? "Porchlight")""#))
        }
    }

    @Test(arguments: [
        ("PORCHLIGHT_LOG_LEVEL", "loud"), ("PORCHLIGHT_LOG_FORMAT", "xml"), ("PORCHLIGHT_LOG_SAMPLE", "1.5"),
        ("PORCHLIGHT_LOG_SAMPLE", "-0.1"), ("PORCHLIGHT_LOG_CAPTURE", "maybe"),
        ("PORCHLIGHT_METRICS_NAMESPACE", "AWS/X"),
        ("PORCHLIGHT_METRICS_NAMESPACE", "a b"), ("PORCHLIGHT_METRICS_EMF", "1"),
        ("PORCHLIGHT_METRICS_RESOLUTION_SECONDS", "30"),
    ])
    func wrongSettingsAreNamed(_ variable: String, _ value: String) {
        let error = #expect(throws: SettingsProblems.self) { try Self.settings([variable: value]) }
        #expect(error?.problems.count == 1 && error?.problems[0].contains(variable) == true)
    }

    @Test func rightSettings() throws {
        let settings = try Self.settings([
            "PORCHLIGHT_LOG_SAMPLE": "0.25", "PORCHLIGHT_LOG_CAPTURE": "true",
            "PORCHLIGHT_METRICS_RESOLUTION_SECONDS": "1",
        ])
        #expect(settings.sample == 0.25 && settings.capturesDirectives && settings.resolution == .second)
        let defaults = TelemetrySettings()
        #expect(defaults.sample == 1 && !defaults.capturesDirectives && defaults.resolution == .minute)
    }

    @Test(arguments: [("INFO", false), ("DEBUG", false), ("WARN", true), ("FATAL", true), ("", false)])
    func lambdaDropsMetricsAboveInfo(_ level: String, _ drops: Bool) {
        #expect(LambdaLogSettings(["AWS_LAMBDA_LOG_LEVEL": level]).dropsMetrics == drops)
    }
}
