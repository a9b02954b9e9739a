import AlexaProtocol

/// A device's or a gang's switch: PowerController.
struct PowerSwitch: Hashable, Sendable {
    let point: SwitchPoint

    /// The switch with the first of these codes that is settable.
    init?(_ table: PointTable, _ codes: [String]) {
        guard let point = table.boolean(codes, settable: true) else { return nil }
        self.point = point
    }

    var capabilities: [Capability] { [Capability(PowerController.self)] }

    func properties(_ reader: PointReader) -> [Property] {
        reader.truth(point).map { [$0.map(PowerController.powerState).property] } ?? []
    }
}
