import AlexaProtocol

/// Heating, cooling or both: ThermostatController and TemperatureSensor.
struct Thermostat: Sendable {
    let power: SwitchPoint?
    let mode: WordPoint?
    let setpoint: TemperaturePoints?
    let sensor: TemperaturePoints?
    /// The mode of a device without modes while it is on, and of the word "manual".
    let usualMode: ThermostatController.Mode
    /// Points that narrow the range of the setpoint.
    private let lowest: TemperaturePoints?
    private let highest: TemperaturePoints?
    private let manualMeansUsual: Bool

    init?(_ table: PointTable, _ row: ThermostatRow) {
        power = table.boolean(row.power, settable: true)
        mode = table.words(row.mode, settable: true)
        setpoint = TemperaturePoints(table, row.setpoint, isOfRoom: row.isOfRoom, settable: true)
        sensor = TemperaturePoints(table, row.sensor, isOfRoom: row.isOfRoom)
        lowest = TemperaturePoints(table, ["lower_temp", "lower_temp_f"], isOfRoom: row.isOfRoom)
        highest = TemperaturePoints(table, ["upper_temp", "upper_temp_f"], isOfRoom: row.isOfRoom)
        usualMode = row.usualMode
        manualMeansUsual = row.manualMeansUsual
        guard
            setpoint != nil
                || (mode.map { !Self.modes($0, usual: usualMode, manual: manualMeansUsual).isEmpty } ?? false)
        else { return nil }
    }

    private static let meanings: [String: ThermostatController.Mode] = [
        "auto": .auto, "cold": .cool, "cool": .cool, "freeze": .cool, "heat": .heat, "hot": .heat, "heating": .heat,
        "eco": .eco, "energy": .eco, "energysave": .eco, "off": .off,
    ]

    /// Whether the device limits the range of its setpoint.
    var isLimited: Bool { lowest != nil || highest != nil }

    /// Alexa's mode for a word; `nil` if there is none.
    func meaning(_ word: WordPoint.Word) -> ThermostatController.Mode? {
        guard let mode else { return nil }
        return Self.meaning(word, of: mode, usual: usualMode, manual: manualMeansUsual)
    }

    private static func meaning(
        _ word: WordPoint.Word, of point: WordPoint, usual: ThermostatController.Mode, manual: Bool
    ) -> ThermostatController.Mode? {
        if let meaning = meanings[word.usual] { return meaning }
        // A radiator valve with the modes "auto" and "manual" heats to the setpoint in the latter.
        let hasUsual = point.words.contains { meanings[$0.usual] == usual }
        return word.usual == "manual" && manual && !hasUsual ? usual : nil
    }

    private static func modes(
        _ point: WordPoint, usual: ThermostatController.Mode, manual: Bool
    ) -> [ThermostatController.Mode] {
        var modes: [ThermostatController.Mode] = []
        for word in point.words {
            if let mode = meaning(word, of: point, usual: usual, manual: manual), !modes.contains(mode) {
                modes.append(mode)
            }
        }
        return modes
    }

    /// The modes that are declared to Alexa, and that can be set.
    var modes: [ThermostatController.Mode] {
        var modes = mode.map { Self.modes($0, usual: usualMode, manual: manualMeansUsual) } ?? []
        if modes.isEmpty || modes == [.off] { modes.insert(usualMode, at: 0) }
        if power != nil, !modes.contains(.off) { modes.append(.off) }
        return modes
    }

    /// Whether the device has modes for which Alexa has none.
    var hasForeignModes: Bool { mode?.words.contains { meaning($0) == nil } ?? false }

    /// The first word for a mode.
    func word(for wanted: ThermostatController.Mode) -> WordPoint.Word? {
        mode?.words.first { meaning($0) == wanted }
    }

    /// The capabilities, with the range of setpoints if it is known.
    func capabilities(_ reader: PointReader) -> [Capability] {
        var properties = ["thermostatMode"]
        if setpoint != nil { properties.insert("targetSetpoint", at: 0) }
        var thermostat = ThermostatController.capability(
            ThermostatController.Configuration(supportedModes: modes, supportsScheduling: false),
            properties: properties)
        if let range = setpoint?.range(reader) {
            thermostat.limits = Capability.Limits(ThermostatController.Limits(setpointRange: range))
        }
        return sensor == nil ? [thermostat] : [thermostat, Capability(TemperatureSensor.self)]
    }

    /// The range of the setpoint now.
    func range(_ reader: PointReader) -> TemperatureRange? {
        guard let range = setpoint?.range(reader) else { return nil }
        var (low, high) = (range.minimum, range.maximum)
        if let bound = lowest?.temperature(reader)?.value, bound.celsius > low.celsius { low = bound }
        if let bound = highest?.temperature(reader)?.value, bound.celsius < high.celsius { high = bound }
        return low.celsius < high.celsius ? TemperatureRange(low, high) : range
    }

    /// The current mode; OFF if the device is switched off.
    func currentMode(_ reader: PointReader) -> Sample<ThermostatController.Mode>? {
        let power = power.flatMap { reader.truth($0) }
        if let power, !power.value { return power.map { _ in .off } }
        guard let mode, !modesAreUsual else { return power.map { $0.map { _ in usualMode } } }
        guard let word = reader.word(mode) else { return nil }
        let time = max(word.time, power?.time ?? word.time)
        return meaning(word.value).map { Sample(value: $0, time: time) }
    }

    /// Whether none of the device's words means heating or cooling.
    private var modesAreUsual: Bool {
        guard let mode else { return true }
        return Self.modes(mode, usual: usualMode, manual: manualMeansUsual).isEmpty
    }

    func properties(_ reader: PointReader) -> [Property] {
        var properties: [Property] = []
        if let setpoint = setpoint?.temperature(reader) {
            properties.append(setpoint.map(ThermostatController.targetSetpoint).property)
        }
        if let mode = currentMode(reader), modes.contains(mode.value) {
            properties.append(mode.map(ThermostatController.thermostatMode).property)
        }
        if let temperature = sensor?.temperature(reader) {
            properties.append(temperature.map(TemperatureSensor.temperature).property)
        }
        return properties
    }
}
