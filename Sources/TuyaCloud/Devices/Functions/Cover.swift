import AlexaProtocol

/// A curtain, blind or shutter: RangeController from 0, closed, to 100, open, or ModeController if the device only has words.
///
/// Tuya's position is 0 when open unless a quirk inverts it, as in Home Assistant. For `clkg` devices the value `back` of
/// `control_back_mode` inverts it too.
struct Cover: Sendable {
    /// The point that is set; `nil` for a cover that only has words.
    let target: IntegerPoint?
    /// The points with the position; the first that has a value is used.
    let positions: [IntegerPoint]
    /// Open, close, stop.
    let control: WordPoint?
    /// Whether the cover is fully open or closed, for devices without a position.
    let situation: WordPoint?
    private let isInverted: Bool
    private let obeysBackMode: Bool
    private let invertsWords: Bool

    static let instance = "Cover.Position"
    static let open = "Position.Open"
    static let closed = "Position.Closed"
    static let stopped = "Position.Stop"

    init?(_ table: PointTable, _ codes: CoverCodes) {
        let positionCodes = codes.target + codes.positions
        target = table.integer(codes.target, settable: true)
        let first = table.quirk.position.map { [$0] } ?? []
        positions = (first + codes.positions + codes.target).compactMap { table.integer([$0]) }
        control = table.words(codes.control, settable: true)
        situation = table.words(codes.situation)
        isInverted = positionCodes.contains { table.quirk.inverted.contains($0) }
        obeysBackMode = table.category == "clkg"
        invertsWords = control.map { table.quirk.inverted.contains($0.code) } ?? false
        if target == nil, openWord == nil || closeWord == nil { return nil }
    }

    /// The word for opening: `open`, or `FZ` of `mach_operate`.
    var openWord: WordPoint.Word? {
        invertsWords ? control?.word(meaning: "close", "zz") : control?.word(meaning: "open", "fz")
    }
    /// The word for closing.
    var closeWord: WordPoint.Word? {
        invertsWords ? control?.word(meaning: "open", "fz") : control?.word(meaning: "close", "zz")
    }
    /// The word for stopping.
    var stopWord: WordPoint.Word? { control?.word(meaning: "stop") }

    /// Whether position 0 means open.
    private func zeroIsOpen(_ reader: PointReader) -> Bool {
        let isBack = obeysBackMode && reader.text("control_back_mode")?.value == "back"
        return !isInverted && !isBack
    }

    private static let names = CapabilityResources([Spoken.asset("Setting.Opening"), Spoken.text("position")])

    var capabilities: [Capability] {
        guard target == nil else {
            let semantics = Semantics(
                actions: [
                    .init([.close, .lower], "SetRangeValue", ["rangeValue": 0]),
                    .init([.open, .raise], "SetRangeValue", ["rangeValue": 100]),
                ],
                states: [.value([.closed], 0), .range([.open], 1...100)])
            return [
                RangeController.capability(
                    instance: Self.instance, Self.names, range: RangeController.SupportedRange(0...100),
                    unitOfMeasure: "Alexa.Unit.Percent", semantics: semantics)
            ]
        }
        var modes = [
            ModeController.Mode(Self.open, Spoken.asset("Value.Open")),
            ModeController.Mode(Self.closed, Spoken.asset("Value.Close")),
        ]
        if stopWord != nil { modes.append(ModeController.Mode(Self.stopped, Spoken.text("stop"))) }
        let semantics = Semantics(
            actions: [
                .init([.close, .lower], "SetMode", ["mode": .string(Self.closed)]),
                .init([.open, .raise], "SetMode", ["mode": .string(Self.open)]),
            ],
            states: [.value([.closed], .string(Self.closed)), .value([.open], .string(Self.open))])
        return [
            ModeController.capability(
                instance: Self.instance, Self.names, modes: modes, ordered: false, semantics: semantics)
        ]
    }

    func properties(_ reader: PointReader) -> [Property] {
        if target != nil {
            return position(reader).map {
                [$0.map { RangeController.rangeValue(Double($0), instance: Self.instance) }.property]
            } ?? []
        }
        if let situation, let word = reader.word(situation) {
            switch word.value.usual {
            case "fully_open":
                return [word.map { _ in ModeController.mode(Self.open, instance: Self.instance) }.property]
            case "fully_close":
                return [word.map { _ in ModeController.mode(Self.closed, instance: Self.instance) }.property]
            default: break
            }
        }
        guard let control, let word = reader.word(control) else { return [] }
        let mode: String? =
            word.value == openWord
            ? Self.open : word.value == closeWord ? Self.closed : word.value == stopWord ? Self.stopped : nil
        return mode.map { mode in [word.map { _ in ModeController.mode(mode, instance: Self.instance) }.property] }
            ?? []
    }

    /// The open position, 0 to 100 percent.
    func position(_ reader: PointReader) -> Sample<Int>? {
        for point in positions where reader.has(point.code) {
            guard let raw = reader.reported(point.code) else { continue }
            let share = point.reads.share(raw.value)
            if !point.reads.contains(raw.value) {
                reader.note(point.code, "the value is outside the declared range: the nearest one in it is taken")
            }
            return raw.map { _ in Int(((zeroIsOpen(reader) ? 1 - share : share) * 100).rounded()) }
        }
        return nil
    }

    /// The command for a position, 0 to 100 percent, and the position that the device's step permits.
    func command(percent: Int, _ reader: PointReader) -> (TuyaCommand, percent: Int)? {
        guard let target, let type = target.writes else { return nil }
        let isReversed = zeroIsOpen(reader)
        let share = Double(percent) / 100
        let raw = type.raw(share: isReversed ? 1 - share : share)
        let sent = type.share(Double(raw))
        return (target.command(raw), Int(((isReversed ? 1 - sent : sent) * 100).rounded()))
    }

    /// Whether the direction depends on a point of the device.
    var needsState: Bool { obeysBackMode && !isInverted }
}
