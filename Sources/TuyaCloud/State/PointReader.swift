import AlexaProtocol

/// Reads the values of a device's points. A value that is out of range or unknown is rounded, clamped or left out, and logged
/// once.
struct PointReader {
    private let deviceId: String
    private let points: [String: TuyaPoint]
    private let readAt: Timestamp
    private let log: DataPointLog

    /// A reader for the values of a state.
    init(_ state: TuyaState, of deviceId: String, log: DataPointLog) {
        self.deviceId = deviceId
        points = Dictionary(state.points.map { ($0.code, $0) }) { $1 }
        readAt = state.readAt
        self.log = log
    }

    /// Whether the point has a value.
    func has(_ code: String) -> Bool { points[code] != nil }

    /// Logs an unusual point.
    func note(_ code: String, _ problem: String) {
        log.note(deviceId, code, problem)
    }

    private func sample<Value>(_ code: String, _ convert: (JSONValue) -> Value?) -> Sample<Value>? {
        guard let point = points[code], let value = convert(point.value) else { return nil }
        return Sample(value: value, time: point.time ?? readAt)
    }

    /// A value as text, if it is a word, a whole number or a truth value.
    func text(_ code: String) -> Sample<String>? {
        sample(code) { $0.string ?? $0.integer.map(String.init) ?? $0.bool.map(String.init) }
    }

    /// Whether a point is on. Words and numbers that stand for truth values are accepted too.
    func truth(_ point: SwitchPoint) -> Sample<Bool>? {
        guard let text = text(point.code) else { return nil }
        switch point.words[text.value] ?? text.value.lowercased() {
        case "true", "1", "on", "open", "opened": return text.map { _ in !point.isInverted }
        case "false", "0", "off", "close", "closed": return text.map { _ in point.isInverted }
        default:
            note(point.code, "the value is neither true nor false: left out")
            return nil
        }
    }

    /// The word of a point. A word that the specification does not declare is its own meaning, and is logged.
    func word(_ point: WordPoint) -> Sample<WordPoint.Word>? {
        guard let text = text(point.code) else { return nil }
        if let word = point.words.first(where: { $0.vendor == text.value }) { return text.map { _ in word } }
        note(point.code, "the value is a word that the specification does not declare")
        return text.map { WordPoint.Word(vendor: $0, usual: $0.lowercased()) }
    }

    /// The reported number of a point, even outside the declared range.
    func reported(_ code: String) -> Sample<Double>? {
        sample(code) { value in
            let number = value.number ?? value.string.flatMap { Double($0) }
            return number.flatMap { $0.isFinite && abs($0) < 1e12 ? $0 : nil }
        }
    }

    /// The raw number of a control, clamped to the declared range and upright.
    func control(_ point: IntegerPoint) -> Sample<Double>? {
        guard let raw = reported(point.code) else { return nil }
        let type = point.reads
        let clamped = min(max(raw.value, Double(type.minimum)), Double(type.maximum))
        if clamped != raw.value {
            note(point.code, "the value is outside the declared range: the nearest one in it is taken")
        }
        return raw.map { _ in point.upright(clamped, type) }
    }

    /// A measured number in the point's unit; `nil` outside the declared range, which devices use for missing measurements.
    func measured(_ point: IntegerPoint) -> Sample<Double>? {
        guard let raw = reported(point.code) else { return nil }
        guard point.reads.contains(raw.value) else {
            note(point.code, "the value is outside the declared range: left out")
            return nil
        }
        return raw.map { point.reads.decimal(point.upright($0, point.reads)) }
    }

    /// The colour of a point; `nil` if it is not known.
    func colour(_ point: ColourPoint) -> Sample<ColourType.Raw>? {
        guard let value = sample(point.code, { $0 }) else { return nil }
        if let raw = ColourType.Raw(value.value) { return value.map { _ in raw } }
        if value.value.string?.filter({ !$0.isWhitespace && $0 != "{" && $0 != "}" }) != "" {
            note(point.code, "the value is not a colour: left out")
        }
        return nil
    }

    /// The labels of the bits that are set.
    func labels(_ point: BitsPoint) -> Sample<[String]>? {
        guard let bits = reported(point.code), bits.value >= 0, bits.value < 0x1p53 else { return nil }
        return bits.map { point.labels(Int($0)) }
    }
}
