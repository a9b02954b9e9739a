import AlexaProtocol

/// The format of a light's colours: hue in degrees, saturation and value in parts of 255 (the first format) or of 1000.
struct ColourType: Hashable, Sendable {
    /// The largest hue, normally 360.
    var hues = 360.0
    /// The largest saturation, which is the pure colour.
    var saturations: Double
    /// The smallest value that is not dark.
    var darkest: Double
    /// The largest value, which is full brightness.
    var brightest: Double
    /// Whether a colour is sent as a text of hexadecimal digits, as in the thing model.
    var isHexadecimal = false

    /// Parses `values`, an object `{"min", "max", ...}` for each of `h`, `s` and `v`.
    ///
    /// - Parameters:
    ///   - usesNewColours: whether the second format is used if `values` does not tell.
    ///   - isText: whether the point is a text. If `values` has no limits, it has hexadecimal digits.
    init(_ values: JSONObject, usesNewColours: Bool, isText: Bool = false) {
        isHexadecimal = isText && values["h"] == nil
        let usual = usesNewColours ? 1000.0 : 255.0
        func end(_ part: String, _ key: String) -> Double? {
            guard let number = values[part]?.object?[key]?.number, number.isFinite, number >= 0 else { return nil }
            return number
        }
        func end(_ part: String) -> Double? { end(part, "max").flatMap { $0 > 0 ? $0 : nil } }
        hues = end("h") ?? 360
        saturations = end("s") ?? usual
        brightest = end("v") ?? usual
        darkest = max(1, end("v", "min") ?? 1)
        if darkest >= brightest { darkest = 1 }
    }

    /// A colour of the device, not scaled.
    struct Raw: Hashable, Sendable {
        var hue: Double
        var saturation: Double
        var value: Double

        /// Parses an object or JSON in a string, and the hexadecimal forms of old firmware: `HHHHSSSSVVVV`, and `RRGGBB0HHHSSVV`,
        /// of which only the last eight digits are used. `nil` for an empty text, which means an unknown colour.
        init?(_ json: JSONValue) {
            if let text = json.string {
                if let raw = Self(hexadecimal: text) {
                    self = raw
                    return
                }
                let document = JSONDocument(parsing: Array(text.utf8))
                guard document.problem == nil, let value = document.value, value.string == nil else { return nil }
                self.init(value)
                return
            }
            func part(_ key: String) -> Double? {
                guard let value = json.object?[key] else { return nil }
                return value.number ?? value.string.flatMap { Double($0) }
            }
            guard let hue = part("h"), let saturation = part("s"), let value = part("v"), hue.isFinite,
                saturation.isFinite, value.isFinite
            else { return nil }
            self.init(hue: hue, saturation: saturation, value: value)
        }

        init(hue: Double, saturation: Double, value: Double) {
            self.hue = hue
            self.saturation = saturation
            self.value = value
        }

        private init?(hexadecimal text: String) {
            let digits = Array(text)
            func number(_ range: Range<Int>) -> Double? { Int(String(digits[range]), radix: 16).map(Double.init) }
            switch digits.count {
            case 12:
                guard let h = number(0..<4), let s = number(4..<8), let v = number(8..<12) else { return nil }
                self.init(hue: h, saturation: s, value: v)
            case 14:
                guard number(0..<6) != nil, let h = number(6..<10), let s = number(10..<12), let v = number(12..<14)
                else { return nil }
                self.init(hue: h, saturation: s, value: v)
            default: return nil
            }
        }

    }

    /// A colour in the form that is sent: an object of whole numbers, or a text of hexadecimal digits: `HHHHSSSSVVVV`, in the
    /// first format `RRGGBBHHHHSSVV`.
    func json(_ raw: Raw) -> JSONValue {
        let (hue, saturation, value) = (raw.hue.rounded(), raw.saturation.rounded(), raw.value.rounded())
        guard isHexadecimal else { return ["h": .number(hue), "s": .number(saturation), "v": .number(value)] }
        func digits(_ number: Double, _ count: Int) -> String {
            let text = String(Int(min(max(number, 0), 65_535)), radix: 16)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        if brightest > 255 { return .string(digits(hue, 4) + digits(saturation, 4) + digits(value, 4)) }
        let parts = color(raw).redGreenBlue.map { digits(($0 * 255).rounded(), 2) }
        return .string(parts.joined() + digits(hue, 4) + digits(saturation, 2) + digits(value, 2))
    }

    /// Alexa's colour for a raw one.
    func color(_ raw: Raw) -> ColorController.Color {
        ColorController.Color(
            hue: min(max(raw.hue / hues * 360, 0), 360), saturation: min(max(raw.saturation / saturations, 0), 1),
            brightness: min(max(raw.value / brightest, 0), 1))
    }

    /// The raw colour nearest to Alexa's colour.
    func raw(_ color: ColorController.Color) -> Raw {
        Raw(
            hue: (color.hue / 360 * hues).rounded(), saturation: (color.saturation * saturations).rounded(),
            value: max((color.brightness * brightest).rounded(), darkest))
    }

    /// The percentage of brightness of a raw value, 0 to 100; 0 only for 0.
    func level(_ value: Double) -> Int {
        let percent = Int((min(max(value / brightest, 0), 1) * 100).rounded())
        return value > 0 ? max(percent, 1) : 0
    }

    /// The raw value of a percentage, 1 to 100.
    func value(level: Int) -> Double {
        max((Double(level) / 100 * brightest).rounded(), darkest)
    }
}

extension ColorController.Color {
    /// Red, green and blue, 0 to 1 each.
    fileprivate var redGreenBlue: [Double] {
        [5.0, 3, 1].map { offset in
            let place = (offset + hue / 60).truncatingRemainder(dividingBy: 6)
            return brightness * (1 - saturation * max(0, min(place, 4 - place, 1)))
        }
    }
}
