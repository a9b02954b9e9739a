import AlexaProtocol

/// The type of a data point.
enum PointType: Hashable, Sendable {
    /// `true` or `false`.
    case boolean
    /// A whole number.
    case integer(IntegerType)
    /// One of these words.
    case enumeration([String])
    /// A colour.
    case colour(ColourType)
    /// A set of bits with these labels, from bit 0 on.
    case bitmap([String])
    /// Base64, free text, or JSON that is not a colour.
    case other

    /// The type of a point by its specification.
    ///
    /// - Parameter usesNewColours: whether the light's colours are of the second format if the specification does not tell.
    /// - Returns: `nil` if the type is unknown or incomplete, such as an Integer without limits.
    init?(_ point: TuyaSpecification.Point, usesNewColours: Bool) {
        switch point.type.lowercased() {
        case "boolean", "bool": self = .boolean
        case "integer", "value":
            guard let type = IntegerType(point.values) else { return nil }
            self = .integer(type)
        case "enum":
            let words = point.values["range"]?.array?.compactMap { $0.string ?? $0.integer.map(String.init) } ?? []
            var seen: Set<String> = []
            self = .enumeration(words.filter { !$0.isEmpty && seen.insert($0).inserted })
        case "json":
            guard Self.isColour(point.code) else {
                self = .other
                return
            }
            self = .colour(ColourType(point.values, usesNewColours: usesNewColours || point.code.includes("v2")))
        case "bitmap", "fault":
            self = .bitmap(point.values["label"]?.array?.compactMap(\.string) ?? [])
        case "string" where Self.isColour(point.code):
            self = .colour(
                ColourType(
                    point.values, usesNewColours: usesNewColours || point.code.includes("v2"), isText: true))
        case "raw", "string": self = .other
        default: return nil
        }
    }

    private static func isColour(_ code: String) -> Bool {
        code.includes("colour_data") || code.includes("color_data")
    }
}

/// The type of an Integer point: the range of its raw value, its scale and its unit.
struct IntegerType: Hashable, Sendable {
    /// The smallest raw value.
    var minimum: Int
    /// The largest raw value, above `minimum`.
    var maximum: Int
    /// The number of decimal places of the raw value, 0 to 9.
    var scale: Int
    /// The distance between two raw values that the device accepts, 1 or more.
    var step: Int
    /// The unit as the specification spells it; may be empty.
    var unit: String
    /// The value of one unit of the scaled value: 0.5 for a device that counts half degrees.
    var factor = 1.0

    /// A type.
    init(_ range: ClosedRange<Int>, scale: Int = 0, step: Int = 1, unit: String = "") {
        minimum = range.lowerBound
        maximum = range.upperBound
        self.scale = scale
        self.step = step
        self.unit = unit
    }

    /// Parses `values`; numbers may be texts. `nil` without two limits in order.
    init?(_ values: JSONObject) {
        guard let minimum = Self.whole(values["min"]), let maximum = Self.whole(values["max"]), minimum < maximum
        else { return nil }
        self.init(
            minimum...maximum, scale: min(max(Self.whole(values["scale"]) ?? 0, 0), 9),
            step: min(max(Self.whole(values["step"]) ?? 1, 1), maximum - minimum), unit: values["unit"]?.string ?? "")
    }

    private static func whole(_ json: JSONValue?) -> Int? {
        guard let number = json?.number ?? json?.string.flatMap({ Double($0) }), abs(number) < 1e12 else { return nil }
        return Int(number.rounded())
    }

    /// 10 to the power of `scale`.
    private var divisor: Double {
        (0..<scale).reduce(1) { product, _ in product * 10 }
    }

    /// The value of a raw value, in the point's unit.
    func decimal(_ raw: Double) -> Double {
        let decimal = raw / divisor * factor
        // 9 mA are 0.009 A, not 0.009000000000000001.
        return factor == 1 ? decimal : (decimal * 1e9).rounded() / 1e9
    }

    /// The range in the point's unit.
    var decimals: ClosedRange<Double> {
        decimal(Double(minimum))...decimal(Double(maximum))
    }

    /// The step in the point's unit.
    var decimalStep: Double {
        decimal(Double(step))
    }

    /// The raw value that the device accepts and that is nearest to a value in the point's unit.
    func raw(_ decimal: Double) -> Int {
        nearest(decimal * divisor / factor)
    }

    /// The nearest raw value that the device accepts. The upper limit is always accepted, even if it is not a whole number of
    /// steps away.
    func nearest(_ raw: Double) -> Int {
        let clamped = min(max(raw, Double(minimum)), Double(maximum))
        let steps = ((clamped - Double(minimum)) / Double(step)).rounded()
        let stepped = Double(minimum) + steps * Double(step)
        guard stepped <= Double(maximum), Double(maximum) - clamped > abs(clamped - stepped) else { return maximum }
        return Int(stepped)
    }

    /// The position of a raw value in the range, 0 to 1.
    func share(_ raw: Double) -> Double {
        let share = (raw - Double(minimum)) / Double(maximum - minimum)
        return min(max(share, 0), 1)
    }

    /// The raw value at a position in the range, 0 to 1.
    func raw(share: Double) -> Int {
        nearest(Double(minimum) + share * Double(maximum - minimum))
    }

    /// The percentage of a light or motor, 1 to 100; the smallest raw value is 1 percent.
    func level(_ raw: Double) -> Int {
        1 + Int((share(raw) * 99).rounded())
    }

    /// The raw value of a percentage, 1 to 100; with a range of 10 to 1000 it is ten times the percentage.
    func raw(level: Int) -> Int {
        raw(share: Double(min(max(level, 1), 100) - 1) / 99)
    }

    /// Whether a raw value is in the range.
    func contains(_ raw: Double) -> Bool {
        raw >= Double(minimum) && raw <= Double(maximum)
    }

    /// The type with a narrower range; unchanged if the range would be empty.
    func narrowed(from lower: Double?, to upper: Double?) -> IntegerType {
        var type = self
        if let lower { type.minimum = max(minimum, Int(min(lower.rounded(), Double(maximum)))) }
        if let upper { type.maximum = min(maximum, Int(max(upper.rounded(), Double(minimum)))) }
        return type.minimum < type.maximum ? type : self
    }
}
