import AlexaProtocol
import DeviceCloud
import Skill
import Synchronization
import Timing

/// The operation that a directive requests.
enum Ask: Hashable, Sendable {
    /// On or off.
    case power(Bool)
    /// A value within the range.
    case value(Double)
    /// A change from the last known value; `isDefault`: the directive has no amount.
    case change(Double, isDefault: Bool)

    /// Whether the reported value depends on the last known one.
    var startsFromLastValue: Bool {
        switch self {
        case .power, .value: false
        case .change: true
        }
    }
}

extension ControlDevice {
    /// The greatest age of a value from which an adjustment starts.
    private static let baseLifetime = Duration.seconds(60)
    /// No request is sent with less time before the deadline.
    private static let leastTime = Duration.milliseconds(350)

    /// Carries out a directive: as the control device, we report that its value has changed.
    ///
    /// - Throws: when Realer did not accept the report, or when that is unknown.
    func perform(_ ask: Ask, on id: RealerEndpointID, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        let directive = call.messageId.isEmpty ? environment.makeMessageId() : call.messageId
        let messageId = ReportID.text(directive: directive, device: account.deviceId, command: id.item)
        // Adjustments of an item are made in sequence; all other directives only wait for copies of themselves.
        let lockKey = ask.startsFromLastValue ? id.text : messageId
        await reportLocks.acquire(lockKey)
        defer { reportLocks.release(lockKey) }
        let earlier = state.withLock { $0.sent[messageId] }
        do throws(CloudFailure) {
            let item = try await item(id, call)
            if let earlier, earlier.ask == "\(ask)" {
                // Alexa has repeated the directive: an accepted report is not sent again, any other one is sent unchanged.
                if !earlier.isTaken { try await send(earlier.report, for: ask, earlier, item, id, call) }
            } else {
                let value = try await value(for: ask, item, id, call)
                var report = FeedDataReport(
                    messageId: messageId, commandId: item.id, commandIdAsSent: item.idAsSent,
                    value: RealerNumber(value),
                    receivedAt: environment.now())
                if case .value(let asked) = ask, case .range(let range) = item.role {
                    report.demand = .number(asked, within: ValidRange(range.bounds))
                }
                state.withLock { $0.sent.add(report, ask: "\(ask)") }
                try await send(report, for: ask, earlier, item, id, call)
            }
            let known = DeviceState(sample(of: id).map { [item.property($0)] } ?? [])
            states.keep(known, of: id.text, Self.owner)
            return Outcome(known.properties)
        } catch {
            throw await adapterFailure(error, id, call)
        }
    }

    /// Sends a report when the cadence permits it.
    ///
    /// - Parameter earlier: the report that an earlier directive with the same message id has sent.
    private func send(
        _ report: FeedDataReport, for ask: Ask, _ earlier: SentReports.Entry?, _ item: CatalogItem,
        _ id: RealerEndpointID, _ call: AdapterCall
    ) async throws(CloudFailure) {
        let longest = call.workUntil.timeLeft - Self.leastTime
        guard let wait = cadence.reserveSlot(at: environment.uptime(), waitingUpTo: longest) else { throw tooSoon() }
        if wait > .zero { await environment.sleep(wait) }
        do throws(CloudFailure) {
            try await reports.deliver(report, call)
        } catch {
            guard error.row.code == "4009" else { throw error }
            // Realer has received this message id before. If it was the same report of ours, the command was carried out.
            if earlier?.report != report, !error.failure.facts.mayHaveBeenCarriedOut {
                guard await isShown(report, ask, id, call) else {
                    reports.raiseAlarm(error, about: report, call)
                    throw error
                }
                // Another process has sent it, at a time that is unknown here.
                state.withLock { $0.sent.markTaken(report.messageId) }
                return
            }
        }
        state.withLock { state in
            state.sent.markTaken(report.messageId)
            state.values.note(report, of: id.text, configured: item.value)
        }
    }

    /// Whether Realer shows the value of a report that was refused as a repetition. The message id depends on the directive only,
    /// so another process has sent a report for the same directive, with the same value.
    ///
    /// For a relative change this proves nothing: its value depends on what the other process has reported.
    private func isShown(
        _ report: FeedDataReport, _ ask: Ask, _ id: RealerEndpointID, _ call: AdapterCall
    ) async -> Bool {
        guard !ask.startsFromLastValue else { return false }
        do throws(CloudFailure) {
            return try await readItem(id, for: .command, call).value == report.value
        } catch {
            return false
        }
    }

    /// The value to report.
    private func value(
        for ask: Ask, _ item: CatalogItem, _ id: RealerEndpointID, _ call: AdapterCall
    ) async throws(CloudFailure) -> Double {
        let range: ValueRange
        switch item.role {
        case .power(let values), .range(let values): range = values
        case .thermometer: throw Self.impossible("a thermometer takes no commands")
        }
        switch ask {
        case .power(let isOn):
            return isOn ? range.bounds.upperBound : range.bounds.lowerBound
        case .value(let value):
            return range.supported.nearest(value)
        case .change(let change, let isDefault):
            let base = try await base(item, id, call)
            let amount = isDefault ? (change < 0 ? -1 : 1) * range.supported.defaultDelta : change
            // The result is limited to the range (Alexa.RangeController does not say; brightness is clamped).
            return range.supported.nearest(base + amount)
        }
    }

    /// The value from which an adjustment starts: a recent one, else the one that Realer shows now, else the last known one.
    private func base(
        _ item: CatalogItem, _ id: RealerEndpointID, _ call: AdapterCall
    ) async throws(CloudFailure) -> Double {
        let known = sample(of: id)
        if let known, environment.now() < known.time.advanced(by: Self.baseLifetime) { return known.value.value }
        do throws(CloudFailure) {
            _ = try await readItem(id, for: .command, call)
        } catch {
            guard let known, error.failure.facts.isTransient else { throw error }
            return known.value.value
        }
        guard let value = sample(of: id)?.value.value else {
            throw Self.impossible("Realer shows no value of the command from which it could be changed")
        }
        return value
    }

    /// The failure for Alexa.
    private func adapterFailure(
        _ error: CloudFailure, _ id: RealerEndpointID, _ call: AdapterCall
    ) async -> AdapterFailure {
        if error.row.recovery.rechecksCapabilities {
            state.withLock { state in
                state.outdated.insert(id.text)
                state.revision = nil
            }
        }
        return await error.confirmed { () async throws(CloudFailure) in try await isListed(id, call) }.failure
    }

    private func tooSoon() -> CloudFailure {
        let row = ErrorRow("own-cadence", "the plan's cadence", .rateLimitExceeded, Recovery(again: .yes))
        var facts = FailureFacts(isTransient: true)
        facts.retryNotBefore = cadence.interval
        return CloudFailure(
            AdapterFailure(
                AlexaError(
                    CloudErrorType.rateLimitExceeded.type,
                    "realer: feed-data was not sent: the plan allows one report in \(cadence.interval ?? .zero), and others "
                        + "wait already; a plan with a shorter cadence helps"),
                rule: "realer.own_cadence", facts: facts), row)
    }

    private static func impossible(_ reason: String) -> CloudFailure {
        let row = ErrorRow("impossible", "a command that the item cannot carry out", .invalidDirective)
        return CloudFailure(
            AdapterFailure(AlexaError(CloudErrorType.invalidDirective.type, reason), rule: "realer.impossible"), row)
    }
}
