import AlexaProtocol

/// One of several words, settable or read-only: ModeController. The values of the modes are the device's own words.
struct ModeFunction: Hashable, Sendable {
    let row: ModeRow
    let point: WordPoint

    init?(_ table: PointTable, _ row: ModeRow) {
        guard let point = table.words(row.codes, settable: row.isControl), point.words.count >= 2 else { return nil }
        self.row = row
        self.point = point
    }

    /// Words in ascending order.
    private static let order = [
        "off", "sleep", "mute", "silent", "quiet", "min", "gentle", "low", "mid", "middle", "medium", "normal", "high",
        "strong", "turbo", "max",
    ]

    /// Whether AdjustMode is possible: all words are in the list, and the device has them in this order.
    var isOrdered: Bool {
        let places = point.words.map { word in Self.order.firstIndex(of: word.usual) ?? Int(word.usual).map { $0 + 100 }
        }
        let known = places.compactMap(\.self)
        return known.count == places.count && zip(known, known.dropFirst()).allSatisfy(<)
    }

    /// The capability.
    ///
    /// - Parameter taken: the names of the endpoint's other modes, to which those of this one are added.
    func capability(besides taken: inout Set<String>) -> Capability {
        let names = Spoken.names(point.words, of: row.names, taken: &taken)
        return ModeController.capability(
            instance: row.instance, CapabilityResources(row.names),
            modes: zip(point.words, names).map { ModeController.Mode($0.vendor, $1) }, ordered: isOrdered,
            properties: Capability.Properties(["mode"], nonControllable: row.isControl ? nil : true))
    }

    func properties(_ reader: PointReader) -> [Property] {
        guard let word = reader.word(point), point.words.contains(word.value) else { return [] }
        return [word.map { ModeController.mode($0.vendor, instance: row.instance) }.property]
    }
}

/// An on/off value besides the main switch: ToggleController.
struct ToggleFunction: Hashable, Sendable {
    let row: ToggleRow
    let point: SwitchPoint

    init?(_ table: PointTable, _ row: ToggleRow) {
        guard let point = table.boolean(row.codes, settable: true) else { return nil }
        self.row = row
        self.point = point
    }

    var capabilities: [Capability] {
        [
            Capability(
                ToggleController.self, instance: row.instance, resources: CapabilityResources(row.names).json)
        ]
    }

    func properties(_ reader: PointReader) -> [Property] {
        reader.truth(point).map {
            [$0.map { ToggleController.toggleState($0, instance: row.instance) }.property]
        } ?? []
    }
}
