import AlexaProtocol

/// The known values of a control device's items.
///
/// We act as the device, so the last value that we reported is the current one. Realer's catalogue shows a command's *configured*
/// value, which follows a report only if the command adopts local changes. So a report is valid until the catalogue shows another
/// value than when the report was sent.
struct ItemValues: Sendable {
    /// A value with its sample time.
    struct Sample: Hashable, Sendable {
        let value: RealerNumber
        let time: Timestamp
    }

    private struct Entry {
        var sample: Sample
        /// The value in the last catalogue.
        var configured: RealerNumber?
        /// When the value was last seen or reported.
        var confirmedAt: Timestamp
    }

    private var entries: [String: Entry] = [:]

    /// Without values.
    init() {}

    /// The last known value of an item, by its endpoint id.
    subscript(endpointId: String) -> Sample? { entries[endpointId]?.sample }

    /// The last known value of an item, if it was seen or reported at `time` or later.
    func sample(of endpointId: String, since time: Timestamp) -> Sample? {
        guard let entry = entries[endpointId], entry.confirmedAt >= time else { return nil }
        return entry.sample
    }

    /// Records the value in a catalogue that was read at `now`, and returns the current value.
    mutating func note(_ item: CatalogItem, of endpointId: String, readAt now: Timestamp) -> Sample? {
        guard let shown = item.value else { return entries[endpointId]?.sample }
        let fresh = Entry(
            sample: Sample(value: shown, time: item.valueTime ?? now), configured: shown, confirmedAt: now)
        guard var entry = entries[endpointId], item.kind == .commands else {
            entries[endpointId] = fresh
            return fresh.sample
        }
        if entry.sample.value == shown || entry.configured != shown {
            // A new value. If it is a report that was adopted, the time of the report stays.
            let isAdopted = entry.sample.value == shown && entry.configured != shown
            entry = isAdopted ? Entry(sample: entry.sample, configured: shown, confirmedAt: now) : fresh
        }
        entry.confirmedAt = now
        entries[endpointId] = entry
        return entry.sample
    }

    /// Records a report that Realer accepted.
    ///
    /// - Parameter configured: the value in the catalogue at that time, if none was recorded before.
    mutating func note(_ report: FeedDataReport, of endpointId: String, configured: RealerNumber?) {
        entries[endpointId] = Entry(
            sample: Sample(value: report.value, time: report.receivedAt),
            configured: entries[endpointId]?.configured ?? configured, confirmedAt: report.receivedAt)
    }
}

extension CatalogItem {
    /// The property for a value. A value outside of the range is reported as the nearest limit.
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
