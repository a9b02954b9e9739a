import AlexaProtocol

/// An equalizer: all bands start neutral, an adjustment stops at the end of the declared range.
enum EqualizerBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        let configuration = EqualizerController.Configuration(capability)
        let bands = configuration.bands.isEmpty ? EqualizerController.Band.allCases : configuration.bands
        device.setIfUnknown(
            EqualizerController.bands(
                bands.map { EqualizerController.BandLevel($0, configuration.nearest(0)) }))
        if let mode = configuration.modes.first { device.setIfUnknown(EqualizerController.mode(mode)) }
    }

    static func perform(
        _ directive: EqualizerController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        let configuration = EqualizerController.Configuration(capability)
        func level(_ band: EqualizerController.Band, _ levels: [EqualizerController.BandLevel]) -> Int {
            configuration.nearest(levels.first { $0.band == band }?.level ?? 0)
        }
        var levels =
            device.value(EqualizerController.self, "bands")?.array?.compactMap(EqualizerController.BandLevel.init) ?? []
        switch directive {
        case .setMode(let mode): device.set(EqualizerController.mode(mode))
        case .setBands(let wanted):
            for band in wanted { levels.set(band.band, band.level) }
        case .adjustBands(let changes):
            for change in changes {
                levels.set(change.band, configuration.nearest(level(change.band, levels) + change.delta))
            }
        case .resetBands(let bands):
            for band in bands { levels.set(band, configuration.nearest(0)) }
        }
        if case .setMode = directive { return nil }
        device.set(EqualizerController.bands(levels))
        return nil
    }
}

extension [EqualizerController.BandLevel] {
    /// Replaces the level of a band, or appends the band.
    fileprivate mutating func set(_ band: EqualizerController.Band, _ level: Int) {
        let new = EqualizerController.BandLevel(band, level)
        if let index = firstIndex(where: { $0.band == band }) {
            self[index] = new
        } else {
            append(new)
        }
    }
}
