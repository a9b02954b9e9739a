extension EqualizerController {
    /// A range of frequencies.
    package enum Band: String, CaseIterable, Sendable {
        /// Low.
        case bass = "BASS"
        /// Middle.
        case midrange = "MIDRANGE"
        /// High.
        case treble = "TREBLE"
    }

    /// A sound mode.
    package enum Mode: String, CaseIterable, Sendable {
        /// For films.
        case movie = "MOVIE"
        /// For music.
        case music = "MUSIC"
        /// Quiet.
        case night = "NIGHT"
        /// For sport.
        case sport = "SPORT"
        /// For television.
        case tv = "TV"
    }

    /// A band and how loud it is.
    package struct BandLevel: Hashable, Sendable {
        /// The band.
        package let band: Band
        /// Its level, usually in decibel, within what the endpoint declares.
        package let level: Int

        /// `band` at `level`.
        package init(_ band: Band, _ level: Int) {
            self.band = band
            self.level = level
        }

        /// The documentation has `value`; Amazon's own devices are sent `level`.
        init(_ payload: Payload) throws(AlexaError) {
            band = try payload.word("name", Band.self)
            level = try payload.integer(payload.optionalValue("level") == nil ? "value" : "level")
        }

        /// Reads an item of the property `bands`; `nil` for anything else.
        package init?(_ json: JSONValue) {
            guard let band = json.object?["name"]?.string.flatMap(Band.init(rawValue:)),
                let level = json.object?["value"]?.number ?? json.object?["level"]?.number,
                level.magnitude <= Double(Int32.max)
            else { return nil }
            self.init(band, Int(level.rounded()))
        }
    }

    /// A band and how much louder it is to be.
    package struct BandChange: Hashable, Sendable {
        /// The band.
        package let band: Band
        /// By how much, negative for quieter.
        package let delta: Int

        private enum Direction: String, CaseIterable {
            case up = "UP"
            case down = "DOWN"
        }

        /// Without `levelDelta` the skill chooses the size: 1, as on Amazon's own devices.
        init(_ payload: Payload) throws(AlexaError) {
            band = try payload.word("name", Band.self)
            let size = payload.optionalValue("levelDelta") == nil ? 1 : try payload.integer("levelDelta")
            if payload.optionalValue("levelDirection") == nil {
                delta = size
            } else {
                // The size is a magnitude: the direction alone carries the sign.
                switch try payload.word("levelDirection", Direction.self) {
                case .up: delta = abs(size)
                case .down: delta = -abs(size)
                }
            }
        }
    }

    /// What an endpoint's equalizer can do: `configurations`, in the plural.
    package struct Configuration: Hashable, Sendable {
        /// The bands it has; empty if not declared.
        package let bands: [Band]
        /// The levels that each band accepts, both ends included; `nil` if not declared.
        package let range: ClosedRange<Int>?
        /// The modes it has; empty if it has none or does not declare them.
        package let modes: [Mode]

        /// An equalizer with these bands and modes.
        package init(bands: [Band], range: ClosedRange<Int>?, modes: [Mode] = []) {
            self.bands = bands
            self.range = range
            self.modes = modes
        }

        /// What the capability declares, as far as Alexa knows it too.
        package init(_ capability: Capability) {
            let bands = capability.configuration?["bands"]?.object
            let range = bands?["range"]?.object
            if let minimum = range?["minimum"]?.integer, let maximum = range?["maximum"]?.integer, minimum <= maximum {
                self.range = minimum...maximum
            } else {
                self.range = nil
            }
            self.bands = Self.names(bands).compactMap(Band.init(rawValue:))
            self.modes = Self.names(capability.configuration?["modes"]?.object).compactMap(Mode.init(rawValue:))
        }

        /// `level`, or the end of the range that is nearest to it.
        package func nearest(_ level: Int) -> Int {
            let range = range ?? Int(Int32.min)...Int(Int32.max)
            return min(max(level, range.lowerBound), range.upperBound)
        }

        /// Throws INVALID_VALUE if the endpoint declares its bands and `band` is not among them.
        func check(_ band: Band) throws(AlexaError) {
            guard bands.isEmpty || bands.contains(band) else {
                throw .invalidValue("the endpoint does not declare the band \(band.rawValue)")
            }
        }

        private static func names(_ part: JSONObject?) -> [String] {
            part?["supported"]?.array?.compactMap { $0.object?["name"]?.string } ?? []
        }

        fileprivate var json: JSONObject {
            func supported(_ names: [String]) -> JSONValue { .array(names.map { ["name": .string($0)] }) }
            var json = JSONObject()
            if !bands.isEmpty {
                var part: JSONObject = ["supported": supported(bands.map(\.rawValue))]
                if let range {
                    part["range"] = [
                        "minimum": .number(Double(range.lowerBound)), "maximum": .number(Double(range.upperBound)),
                    ]
                }
                json["bands"] = .object(part)
            }
            if !modes.isEmpty { json["modes"] = ["supported": supported(modes.map(\.rawValue))] }
            return json
        }
    }

    /// The capability of an equalizer; it reports what it has.
    package static func capability(_ configuration: Configuration) -> Capability {
        let names = (configuration.bands.isEmpty ? [] : ["bands"]) + (configuration.modes.isEmpty ? [] : ["mode"])
        return Capability(
            Self.self, properties: Capability.Properties(names), configuration: configuration.json)
    }
}
