import AlexaProtocol

/// The values of a control device's items as far as this process knows them.
///
/// We are the device: what we reported last is the reported value. Realer's catalogue shows a command's *configured* value, which
/// follows a report only where the command adopts local changes. So a report counts until the catalogue shows another value than
/// it did when the report was sent.
struct ItemValues: Sendable {
    /// A value with its true sample time.
    struct Sample: Hashable, Sendable {
        let value: RealerNumber
        let time: Timestamp
    }

    private struct Entry {
        var sample: Sample
        /// What the catalogue showed last.
        var configured: RealerNumber?
        /// When the value was last seen or reported.
        var confirmedAt: Timestamp
    }

    private var entries: [String: Entry] = [:]

    /// No value so far.
    init() {}

    /// The last known value of an item, by its endpoint id.
    subscript(endpointId: String) -> Sample? { entries[endpointId]?.sample }

    /// The last known value of an item, if it was seen or reported at `time` or later.
    func sample(of endpointId: String, since time: Timestamp) -> Sample? {
        guard let entry = entries[endpointId], entry.confirmedAt >= time else { return nil }
        return entry.sample
    }

    /// Takes over what a catalogue shows that was read at `now`, and gives what is known then.
    mutating func note(_ item: CatalogItem, of endpointId: String, readAt now: Timestamp) -> Sample? {
        guard let shown = item.value else { return entries[endpointId]?.sample }
        let fresh = Entry(
            sample: Sample(value: shown, time: item.valueTime ?? now), configured: shown, confirmedAt: now)
        guard var entry = entries[endpointId], item.kind == .commands else {
            entries[endpointId] = fresh
            return fresh.sample
        }
        if entry.sample.value == shown || entry.configured != shown {
            // Seen now with this value; a report that was adopted keeps the time at which it became so.
            let isAdopted = entry.sample.value == shown && entry.configured != shown
            entry = isAdopted ? Entry(sample: entry.sample, configured: shown, confirmedAt: now) : fresh
        }
        entry.confirmedAt = now
        entries[endpointId] = entry
        return entry.sample
    }

    /// A report was taken.
    ///
    /// - Parameter configured: what the catalogue showed at that time, if that was not noted before.
    mutating func note(_ report: FeedDataReport, of endpointId: String, configured: RealerNumber?) {
        entries[endpointId] = Entry(
            sample: Sample(value: report.value, time: report.receivedAt),
            configured: entries[endpointId]?.configured ?? configured, confirmedAt: report.receivedAt)
    }
}

extension CatalogItem {
    /// A value as Alexa has it. One that lies outside of the range is told as its nearest end.
    func property(_ sample: ItemValues.Sample) -> Property {
        let value = sample.value.value
        let state =
            switch role {
            case .power(let range): PowerController.powerState(value > range.bounds.lowerBound)
            case .range(let range):
                RangeController.rangeValue(range.supported.nearest(value), instance: Self.instance)
            case .thermometer(let scale): TemperatureSensor.temperature(Temperature(value, scale))
            }
        return state.sampled(at: sample.time)
    }
}
