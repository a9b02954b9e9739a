import AlexaProtocol

/// All data points of a device with their types, after the corrections of quirks.
struct PointTable: Sendable {
    /// Tuya's id of the device.
    let deviceId: String
    /// The category: that of the quirk, else of the record, else of the specification.
    let category: String
    /// The corrections for the device.
    let quirk: TuyaQuirk
    /// The scale of temperatures that the app account has chosen.
    let accountScale: Temperature.Scale?
    private var settable: [String: PointType] = [:]
    private var reported: [String: PointType] = [:]
    private let log: DataPointLog

    /// The points of an appliance.
    init(_ appliance: TuyaAppliance, _ quirk: TuyaQuirk, log: DataPointLog) {
        let device = appliance.device
        let specification = appliance.specification
        deviceId = device.id
        category = quirk.category ?? appliance.category
        self.quirk = quirk
        self.log = log
        accountScale = appliance.accountScale
        let usesNewColours = category == "dd" || Self.hasWideBrightness(specification)
        for point in specification.functions {
            settable[point.code] = type(point, usesNewColours: usesNewColours)
        }
        for point in specification.status {
            reported[point.code] = type(point, usesNewColours: usesNewColours)
        }
        let isEmpty = specification.functions.isEmpty && specification.status.isEmpty
        for point in device.points where settable[point.code] == nil && reported[point.code] == nil {
            guard let usual = UsualTypes.type(of: point.code) else { continue }
            if isEmpty, usual.isSettable { settable[point.code] = usual.type }
            reported[point.code] = usual.type
        }
        for code in quirk.hidden {
            settable[code] = nil
            reported[code] = nil
        }
        for point in specification.status where point.isIncrement && settable[point.code] == nil {
            log.note(deviceId, point.code, "each report is an increment, of which a read shows only the last: left out")
            reported[point.code] = nil
        }
        settable = settable.mapValues(quirk.usualUnit)
        reported = reported.mapValues(quirk.usualUnit)
        for (code, correction) in quirk.codes {
            settable[code] = settable[code].map(correction.applied)
            reported[code] = reported[code].map(correction.applied)
        }
    }

    /// A light whose brightness exceeds 255 has colours of the second format.
    private static func hasWideBrightness(_ specification: TuyaSpecification) -> Bool {
        (specification.functions + specification.status).contains {
            $0.code.hasPrefix("bright_value") && (IntegerType($0.values)?.maximum ?? 0) > 255
        }
    }

    private func type(_ point: TuyaSpecification.Point, usesNewColours: Bool) -> PointType? {
        let usual = UsualTypes.type(of: point.code)?.type
        guard let type = PointType(point, usesNewColours: usesNewColours) else {
            // A correction has the missing limits.
            if let type = quirk.codes[point.code]?.integer { return .integer(type) }
            log.note(
                deviceId, point.code,
                "the specification's type is not usable: "
                    + (usual == nil ? "the point is left out" : "the usual type is taken"))
            return usual
        }
        if case .enumeration(let words) = type, words.isEmpty { return usual ?? type }
        return type
    }

    private func both(_ code: String) -> (reads: PointType, writes: PointType?)? {
        let writes = settable[code]
        return (reported[code] ?? writes).map { ($0, writes) }
    }

    /// Whether the device has the point.
    func has(_ code: String) -> Bool {
        settable[code] != nil || reported[code] != nil
    }

    /// The first of the codes with an on/off point.
    func boolean(_ codes: [String], settable: Bool = false) -> SwitchPoint? {
        for code in codes {
            guard let (reads, writes) = both(code), reads == .boolean, !settable || writes == .boolean else { continue }
            return SwitchPoint(
                code: code, isInverted: quirk.inverted.contains(code), isSettable: writes == .boolean,
                words: quirk.codes[code]?.values ?? [:])
        }
        return nil
    }

    /// The first of the codes with a number.
    func integer(_ codes: [String], settable: Bool = false) -> IntegerPoint? {
        for code in codes {
            guard let (reads, writes) = both(code), case .integer(let type) = reads else { continue }
            var written: IntegerType?
            if case .integer(let type)? = writes { written = type }
            guard !settable || written != nil else { continue }
            return IntegerPoint(
                code: code, reads: type, writes: written, isInverted: quirk.inverted.contains(code))
        }
        return nil
    }

    /// The first of the codes with a number, as a read-only meter; a number in an unknown unit is left out.
    func meter(_ codes: [String], _ quantity: ElectricQuantity) -> IntegerPoint? {
        for code in codes {
            guard var point = integer([code]) else { continue }
            guard let factor = quantity.factor(of: point.reads.unit) else {
                log.note(deviceId, code, "the unit is not one of \(quantity): the point is left out")
                continue
            }
            point.reads.factor = factor
            point.writes = nil
            return point
        }
        return nil
    }

    /// The first of the codes with a word.
    func words(_ codes: [String], settable: Bool = false) -> WordPoint? {
        for code in codes {
            guard let (reads, writes) = both(code), case .enumeration(let reported) = reads else { continue }
            var words = reported
            var isSettable = false
            if case .enumeration(let settable)? = writes {
                words = settable + reported.filter { !settable.contains($0) }
                isSettable = true
            }
            guard !settable || isSettable else { continue }
            let meanings = quirk.codes[code]?.values ?? [:]
            // The specification may lack words that a correction has.
            words += meanings.keys.sorted().filter { !words.contains($0) }
            return WordPoint(
                code: code,
                words: words.map { WordPoint.Word(vendor: $0, usual: meanings[$0] ?? $0.lowercased()) },
                isSettable: isSettable)
        }
        return nil
    }

    /// The first of the codes with a colour.
    func colour(_ codes: [String]) -> ColourPoint? {
        for code in codes {
            guard let (reads, writes) = both(code), case .colour(let type) = writes ?? reads else { continue }
            return ColourPoint(code: code, type: type, isSettable: writes != nil)
        }
        return nil
    }

    /// The first of the codes with a set of bits.
    func bits(_ codes: [String]) -> BitsPoint? {
        for code in codes {
            guard let (reads, _) = both(code), case .bitmap(let labels) = reads else { continue }
            return BitsPoint(code: code, labels: labels)
        }
        return nil
    }
}
