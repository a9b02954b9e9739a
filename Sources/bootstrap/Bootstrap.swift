import Assembly
import Glibc
import HTTPTransport
import LambdaRuntime
import Logging
import Settings
import Telemetry
import Timing

/// The skill as a function of AWS Lambda, which starts a program of this name (runtime `provided.al2023`).
@main
enum Bootstrap {
    static func main() async {
        let start = ContinuousClock.now
        TerminationSignal.hold()
        // A write to a closed pipe then returns an error.
        signal(SIGPIPE, SIG_IGN)
        let variables = ProcessVariables.all()
        let lambda = LambdaEnvironment(variables)
        guard let address = lambda.runtimeAPI else {
            StandardError.write(
                Array(
                    "bootstrap: AWS_LAMBDA_RUNTIME_API is not set. AWS Lambda starts this program and sets it; on a host use `porchlight handle`.\n"
                        .utf8))
            exit(2)
        }
        // Before anything starts a thread.
        let trace = lambda.concurrency == 1 ? TraceVariable() : nil
        let clock = FreezeClock()
        var environment = SkillEnvironment.live
        environment.uptime = { clock.uptime }
        // For failures before the settings are read: the level and format of Lambda's own settings.
        let now = environment.now
        let logger = { Telemetry(TelemetrySettings(), environment: variables, now: now).logger }

        let api: RuntimeAPI
        do throws(HTTPTransportError) {
            api = try RuntimeAPI(
                at: address, concurrency: lambda.concurrency, environment: environment,
                clock: lambda.concurrency == 1 ? clock : nil)
        } catch {
            logger().critical("no_runtime_api", metadata: ["reason": "\(error)"])
            exit(1)
        }
        do throws(StartFailure) {
            let setup = try LambdaSetup(variables, environment: environment)
            await serve(setup, api, lambda, trace, start)
        } catch {
            await report(error, api, logger())
        }
    }

    /// Not on the main actor: each call that leaves it and returns changes threads.
    @concurrent
    private static func serve(
        _ setup: LambdaSetup, _ api: RuntimeAPI, _ lambda: LambdaEnvironment, _ trace: TraceVariable?,
        _ start: ContinuousClock.Instant
    ) async -> Never {
        if setup.registersExtension { await registerExtension(api, setup.logger) }
        // Where several invocations run at once, Lambda does not freeze the process (AWS Lambda, "Lambda Managed Instances").
        let handler = DirectiveHandler(
            setup.skill, lambda.concurrency == 1 ? setup.transport : nil, setup.delivery,
            environment: setup.environment,
            logger: setup.logger, initialised: ContinuousClock.now - start, flush: { setup.telemetry.flush() })
        let runtime = LambdaRuntime(
            api, handler, environment: setup.environment, logger: setup.logger, trace: trace)
        handler.whenWarm { TerminationSignal.onSignal { runtime.stop() } }
        switch await runtime.run(concurrency: lambda.concurrency) {
        case .stopped: exit(0)
        case .failed(let failure):
            setup.logger.critical("no_invocations", metadata: ["reason": "\(failure)"])
            exit(1)
        }
    }

    /// Makes Lambda send SIGTERM. If that fails, Lambda ends the process without the signal, as by default.
    private static func registerExtension(_ api: RuntimeAPI, _ logger: Logger) async {
        do throws(RuntimeAPIFailure) {
            let identifier = try await api.registerExtension("porchlight")
            Task {
                do throws(RuntimeAPIFailure) {
                    try await api.waitForEvents(of: identifier)
                } catch {
                    logger.debug("extension_ended", metadata: ["reason": "\(error)"])
                }
            }
        } catch {
            logger.warning("no_extension", metadata: ["reason": "\(error)"])
        }
    }

    /// Reports to Lambda why the function cannot start, and ends the process.
    private static func report(_ failure: StartFailure, _ api: RuntimeAPI, _ logger: Logger) async -> Never {
        logger.critical("not_started", metadata: ["reason": "\(failure)"])
        do throws(RuntimeAPIFailure) {
            try await api.reportInitialisation(ErrorReport("Porchlight.ConfigurationError", failure.description))
        } catch {
            logger.error("not_reported", metadata: ["reason": "\(error)"])
        }
        exit(1)
    }
}
