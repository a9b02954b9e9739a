import AlexaProtocol

/// A level whose words are numbers from 1 on, such as a fan's "1" to "6": RangeController.
struct StepsFunction: Hashable, Sendable {
    let row: RangeRow
    let point: WordPoint
    let limits: ClosedRange<Int>

    init?(_ table: PointTable, _ row: RangeRow) {
        guard let point = table.words(row.codes, settable: true) else { return nil }
        let numbers = point.words.compactMap { Int($0.usual) }
        guard numbers.count == point.words.count, let low = numbers.min(), let high = numbers.max(), low < high,
            Set(numbers).count == numbers.count, numbers.count == high - low + 1
        else { return nil }
        self.row = row
        self.point = point
        limits = low...high
    }

    var capabilities: [Capability] {
        [
            RangeController.capability(
                instance: row.instance, CapabilityResources(row.names),
                range: RangeController.SupportedRange(Double(limits.lowerBound)...Double(limits.upperBound)))
        ]
    }

    /// The current level.
    func number(_ reader: PointReader) -> Sample<Int>? {
        guard let word = reader.word(point), let number = Int(word.value.usual) else { return nil }
        return word.map { _ in min(max(number, limits.lowerBound), limits.upperBound) }
    }

    func properties(_ reader: PointReader) -> [Property] {
        number(reader).map {
            [$0.map { RangeController.rangeValue(Double($0), instance: row.instance) }.property]
        } ?? []
    }

    /// The command for a level.
    func command(_ number: Int) -> TuyaCommand? {
        point.words.first { Int($0.usual) == number }.map(point.command)
    }
}
