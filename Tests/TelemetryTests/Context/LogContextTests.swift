import AlexaProtocol
import Logging
import Telemetry
import Testing
import Timing

/// The ids in every line of a directive.
struct LogContextTests {
    static let trace = XRayTrace("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1")
    static let context = LogContext(
        requestId: "r-1", messageId: "m-1", correlationToken: Secret("token+/=="), trace: trace)
    static let ids: JSONObject = [
        "request_id": "r-1", "message_id": "m-1", "correlation": .string(LogHash.of("token+/==")),
        "trace_id": "1-5759e988-bd862e3fe1be46a994272793",
    ]

    @Test func everyLineHasTheIds() {
        let log = WrittenLog()
        log.logger.info("outside")
        LogContext.$current.withValue(Self.context) { log.logger.info("inside", metadata: ["request_id": "own"]) }
        #expect(log.objects.first?["request_id"] == nil)
        #expect(log.objects.last?["request_id"] == "own")
        for key in ["message_id", "correlation", "trace_id"] { #expect(log.objects.last?[key] == Self.ids[key]) }
        #expect(!log.text.contains("token+/=="))
    }

    /// Unstructured tasks inherit the context: those of a deadline, their timers, and those that outlive the directive.
    @Test func tasksInheritIt() async {
        let log = WrittenLog()
        let environment = SkillEnvironment.live
        let later = await LogContext.$current.withValue(Self.context) {
            await DeadlineTask(environment) { log.logger.info("deadline_task") }.value
            let deadline = Deadline(in: .seconds(60), environment)
            await withDeadline(deadline, environment, late: ()) { log.logger.info("with_deadline") }
            let suspended = DeadlineTask(environment) {
                await Task.yield()
                log.logger.info("suspended")
            }
            await suspended.value
            await withTaskGroup(of: Void.self) { group in
                group.addTask { log.logger.info("group") }
            }
            return Task { log.logger.info("later") }
        }
        await later.value
        #expect(
            log.objects.map { $0["event"]?.string } == [
                "deadline_task", "with_deadline", "suspended", "group", "later",
            ])
        for line in log.objects {
            for member in Self.ids.members { #expect(line[member.key] == member.value, "\(line["event"]?.text ?? "")") }
        }
    }

    /// The metadata provider, for other log handlers.
    @Test func theProviderGivesTheSame() {
        #expect(LogContext.metadataProvider.get().isEmpty)
        let fields = LogContext.$current.withValue(Self.context) { LogContext.metadataProvider.get() }
        #expect(
            fields.mapValues { "\($0)" }
                == Dictionary(uniqueKeysWithValues: Self.ids.members.map { ($0.key, $0.value.string ?? "") }))
    }

    /// Ids are external input.
    @Test func longIdsAreCut() {
        let context = LogContext(messageId: String(repeating: "👩‍👩‍👧", count: 500))
        #expect(context.metadata["message_id"] == .string(String(repeating: "👩‍👩‍👧", count: 128)))
    }

    @Test func belowWarningNothingIsWrittenOutsideTheSample() {
        let log = WrittenLog()
        let context = LogContext(messageId: "m-1", isSampledOut: true)
        LogContext.$current.withValue(context) {
            for level in Logger.Level.allCases { log.logger.log(level: level, "line") }
        }
        #expect(log.objects.map { $0["level"]?.string } == ["WARN", "ERROR", "FATAL"])
        LogContext.$current.withValue(context.written) { log.logger.debug("line") }
        #expect(log.objects.last?["level"] == "DEBUG")
        #expect(log.objects.last?["message_id"] == "m-1")
    }
}

/// Which directives are in the sample.
struct LogSampleTests {
    @Test func theExtremes() {
        for id in ["", "a", "m-1"] {
            #expect(LogSample(share: 1).includes(id))
            #expect(!LogSample(share: 0).includes(id))
        }
        #expect(LogSample(share: 0).includes(nil))
    }

    /// A larger sample includes a smaller one, and each has about its share, even of ids that differ in one place only.
    @Test(arguments: [0.01, 0.1, 0.5, 0.9])
    func theShare(_ share: Double) {
        for ids in [(0..<20_000).map { "m-\($0)" }, (0..<20_000).map { "5f0c2c1e-0c1b-4d59-9d5e-\($0 * 65_537)" }] {
            let included = ids.filter { LogSample(share: share).includes($0) }
            let actual = Double(included.count) / Double(ids.count)
            #expect(abs(actual - share) < 0.02)
            #expect(included.allSatisfy { LogSample(share: share + 0.05).includes($0) })
        }
    }
}
