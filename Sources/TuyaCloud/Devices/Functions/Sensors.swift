import AlexaProtocol

/// A sensor and its interface.
struct SensorFunction: Sendable {
    let kind: Kind

    /// The interface, with the points.
    enum Kind: Sendable {
        case temperature(TemperaturePoints)
        case humidity(IntegerPoint)
        /// A door or window, or another state that is in order or not, as a truth value: `true` is open.
        case contactSwitch(SwitchPoint)
        case motionSwitch(SwitchPoint)
        /// The same as a word; every word except those of `rest` is a detection.
        case contactWord(WordPoint)
        case motionWord(WordPoint)
    }

    /// The points of a temperature sensor.
    var temperature: TemperaturePoints? {
        switch kind {
        case .temperature(let points): points
        case .humidity, .contactSwitch, .motionSwitch, .contactWord, .motionWord: nil
        }
    }

    /// Words for no detection.
    private static let rest: Set<String> = [
        "none", "normal", "0", "false", "off", "close", "closed", "no", "clear", "idle", "no_motion",
    ]

    static func temperature(_ table: PointTable, _ codes: [String], isOfRoom: Bool) -> SensorFunction? {
        TemperaturePoints(table, codes, isOfRoom: isOfRoom).map { SensorFunction(kind: .temperature($0)) }
    }

    static func humidity(_ table: PointTable, _ codes: [String]) -> SensorFunction? {
        table.integer(codes).map { SensorFunction(kind: .humidity($0)) }
    }

    static func contact(_ table: PointTable, _ codes: [String]) -> SensorFunction? {
        for code in codes {
            if let point = table.boolean([code]) { return SensorFunction(kind: .contactSwitch(point)) }
            if let point = table.words([code]) { return SensorFunction(kind: .contactWord(point)) }
        }
        return nil
    }

    static func motion(_ table: PointTable, _ codes: [String]) -> SensorFunction? {
        for code in codes {
            if let point = table.boolean([code]) { return SensorFunction(kind: .motionSwitch(point)) }
            if let point = table.words([code]) { return SensorFunction(kind: .motionWord(point)) }
        }
        return nil
    }

    var capability: Capability {
        switch kind {
        case .temperature: Capability(TemperatureSensor.self)
        case .humidity: Capability(HumiditySensor.self)
        case .contactSwitch, .contactWord: Capability(ContactSensor.self)
        case .motionSwitch, .motionWord: Capability(MotionSensor.self)
        }
    }

    func properties(_ reader: PointReader) -> [Property] {
        let state: Sample<PropertyState>? =
            switch kind {
            case .temperature(let points): points.temperature(reader)?.map(TemperatureSensor.temperature)
            case .humidity(let point):
                reader.measured(point)?.map { HumiditySensor.relativeHumidity(min(max($0, 0), 100)) }
            case .contactSwitch(let point):
                reader.truth(point)?.map { ContactSensor.detectionState(isOpen: $0) }
            case .motionSwitch(let point):
                reader.truth(point)?.map { MotionSensor.detectionState(isMoving: $0) }
            case .contactWord(let point):
                reader.word(point)?.map { ContactSensor.detectionState(isOpen: !Self.rest.contains($0.usual)) }
            case .motionWord(let point):
                reader.word(point)?.map { MotionSensor.detectionState(isMoving: !Self.rest.contains($0.usual)) }
            }
        return state.map { [$0.property] } ?? []
    }
}

/// A battery, reported as EndpointHealth 3.2.
struct Battery: Hashable, Sendable {
    let level: IntegerPoint?
    let state: WordPoint?
    /// A set of faults, which may include the battery.
    let faults: BitsPoint?

    init?(_ table: PointTable) {
        level = table.integer([
            "battery_percentage", "residual_electricity", "electricity_left", "va_battery", "battery", "battery_value",
        ])
        state = table.words(["battery_state", "va_battery"])
        faults = table.bits(["fault"])
        if level == nil, state == nil { return nil }
    }

    func properties(_ reader: PointReader) -> [Property] {
        var health: JSONObject = [:]
        var percent: Sample<Int>?
        if let level, let raw = reader.reported(level.code) {
            percent = raw.map { Int((level.reads.share($0) * 100).rounded()) }
        }
        let word = state.flatMap { reader.word($0) }
        guard let time = [percent?.time, word?.time].compactMap(\.self).max() else { return [] }
        let saysLow = faults.flatMap { reader.labels($0) }?.value.contains { label in
            let label = label.lowercased()
            return label.includes("batter") || label.includes("low_power") || label.includes("lowpower")
        }
        let isLow = percent.map { $0.value <= 20 } ?? (word?.value.usual == "low") || saysLow == true
        let isEmpty = percent.map { $0.value <= 5 } ?? false
        health["state"] = isEmpty ? "CRITICAL" : isLow ? "WARNING" : "OK"
        if isLow || isEmpty { health["reasons"] = ["LOW_CHARGE"] }
        var battery: JSONObject = ["health": .object(health)]
        if let percent { battery["levelPercentage"] = .number(Double(percent.value)) }
        return [PropertyState(EndpointHealth.namespace, "battery", .object(battery)).sampled(at: time)]
    }
}
