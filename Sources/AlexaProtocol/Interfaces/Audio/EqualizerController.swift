/// `Alexa.EqualizerController`: bass, middle and treble, and sound modes. Source: Alexa.EqualizerController.
package enum EqualizerController: AlexaInterface {
    package static let namespace = "Alexa.EqualizerController"
    package static let configurationKey = "configurations"
    package static let directives = [
        DirectiveKind("SetMode") { payload throws(AlexaError) in
            Directive.setMode(try payload.word("mode", Mode.self))
        },
        DirectiveKind("SetBands") { payload throws(AlexaError) in
            Directive.setBands(try bands(of: payload, BandLevel.init))
        },
        DirectiveKind("AdjustBands") { payload throws(AlexaError) in
            Directive.adjustBands(try bands(of: payload, BandChange.init))
        },
        DirectiveKind("ResetBands") { payload throws(AlexaError) in
            Directive.resetBands(
                try bands(of: payload) { band throws(AlexaError) in try band.word("name", Band.self) })
        },
    ]
    package static let properties = [
        PropertyKind("bands", .list(.either([bandShape(level: "value"), bandShape(level: "level")]))),
        PropertyKind("mode", .word(Mode.allCases.map(\.rawValue))),
    ]

    /// The directives of the interface; each list of bands has at least one.
    package enum Directive: DirectivePayload {
        /// Choose a sound mode.
        case setMode(Mode)
        /// Set these bands, leave the others.
        case setBands([BandLevel])
        /// Move these bands, leave the others.
        case adjustBands([BandChange])
        /// Reset these bands to neutral.
        case resetBands([Band])

        package func check(against capability: Capability) throws(AlexaError) {
            let configuration = Configuration(capability)
            switch self {
            case .setMode(let mode):
                guard configuration.modes.isEmpty || configuration.modes.contains(mode) else {
                    throw .invalidValue("the endpoint does not declare the mode \(mode.rawValue)")
                }
            case .setBands(let levels):
                for level in levels {
                    try configuration.check(level.band)
                    if let range = configuration.range, !range.contains(level.level) {
                        throw .outOfRange(
                            level.band.rawValue, Double(level.level),
                            Double(range.lowerBound)...Double(range.upperBound))
                    }
                }
            case .adjustBands(let changes):
                for change in changes { try configuration.check(change.band) }
            case .resetBands(let bands):
                for band in bands { try configuration.check(band) }
            }
        }
    }

    /// `bands`: the level of each band.
    package static func bands(_ levels: [BandLevel]) -> PropertyState {
        PropertyState(
            namespace, "bands",
            .array(levels.map { ["name": .string($0.band.rawValue), "value": .number(Double($0.level))] }))
    }

    /// `mode`.
    package static func mode(_ mode: Mode) -> PropertyState {
        PropertyState(namespace, "mode", .string(mode.rawValue))
    }

    private static func bandShape(level key: String) -> ValueShape {
        .object([
            .required("name", .word(Band.allCases.map(\.rawValue))),
            .required(key, .integer(Int(Int32.min)...Int(Int32.max))),
        ])
    }

    private static func bands<Item>(
        of payload: Payload, _ read: (Payload) throws(AlexaError) -> Item
    ) throws(AlexaError) -> [Item] {
        var items: [Item] = []
        for band in try payload.payloads("bands") { items.append(try read(band)) }
        guard !items.isEmpty else { throw .invalidDirective("the directive names no band") }
        return items
    }
}
