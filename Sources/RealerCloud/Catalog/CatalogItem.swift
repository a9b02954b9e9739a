import AlexaProtocol

/// A command or sensor in Realer's catalogue.
struct CatalogItem: Hashable, Sendable {
    /// Alexa's function for an item.
    enum Role: Hashable, Sendable {
        /// On is the upper end of the range, off the lower.
        case power(ValueRange)
        /// A number within a range.
        case range(ValueRange)
        /// A temperature, read-only.
        case thermometer(Temperature.Scale)
    }

    /// The catalogue of the item.
    let kind: CatalogKind
    /// Realer's id as text.
    let id: String
    /// The id as received: a number in the older edition, a text in the newest. Reports use this form.
    let idAsSent: JSONValue
    /// The customer's name for it, if the catalogue has one.
    let name: String?
    /// The kind of hardware: `relay`, `thermistor`.
    let hardware: String
    /// The pin or port, if the catalogue has one.
    let port: String?
    /// The unit of measure, in lower case: `degree_celsius`.
    let unit: String?
    /// Alexa's function for it.
    let role: Role
    /// The value in the catalogue: a command's configured value, a sensor's last value if it has one.
    let value: RealerNumber?
    /// The time of the value, if the catalogue has one.
    let valueTime: Timestamp?

    /// The reason why an item is not offered to Alexa.
    enum Unfit: Error, Hashable, Sendable {
        /// It has no id.
        case nameless
        /// Realer marks it as one that the catalogue cannot describe.
        case notExpressed
        /// Alexa has no function for its type; the text names the type.
        case unknownType(String)
        /// Its value cannot be read.
        case noValue
    }

    /// Parses an item of a catalogue.
    ///
    /// - Throws: the reason why it is not offered to Alexa.
    init(_ json: JSONValue, in kind: CatalogKind) throws(Unfit) {
        guard let item = json.object, let idAsSent = item["id"], let id = Self.id(idAsSent) else { throw .nameless }
        guard (item["error"] ?? .null) == .null else { throw .notExpressed }
        self.kind = kind
        self.id = id
        self.idAsSent = idAsSent
        name = ["name", "label", "title", "alias", "display_name"].lazy.compactMap { item[$0]?.string }
            .first { $0.contains { $0.isLetter || $0.isNumber } }
        hardware = (item["kind"]?.string ?? item["type"]?.string ?? "").lowercased()
        port = item["pin_port"].flatMap(Self.id)
        unit = (item["mu"]?.string ?? item["unit"]?.string)?.split(separator: ":").first.map { $0.lowercased() }
        value = Self.value(of: item)
        valueTime = Self.time(of: item)
        switch kind {
        case .commands: role = try Self.command(item, hardware)
        case .sensors:
            role = try Self.sensor(item, hardware, unit)
            if value == nil { throw .noValue }
        }
    }

    private static func id(_ json: JSONValue) -> String? {
        json.integer.map(String.init) ?? json.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func command(_ item: JSONObject, _ hardware: String) throws(Unfit) -> Role {
        let range = ValueRange(item)
        if hardware == "relay" {
            // A relay has two values unless its range has more.
            if let range, range.hasManyValues { return .range(range) }
            return .power(range ?? .twoValues)
        }
        let type = item["value_type"]?.string ?? ""
        switch type.lowercased().filter(\.isLetter) {
        case "boolean", "bool", "binary", "switch", "toggle", "onoff": return .power(range ?? .twoValues)
        case "numericrange", "numeric", "number", "range", "integer", "float", "decimal", "percentage", "percent",
            "analog":
            return .range(range ?? .usual)
        case "" where range != nil: return .range(range ?? .usual)
        default: throw .unknownType(type.isEmpty ? hardware : type)
        }
    }

    private static func sensor(_ item: JSONObject, _ hardware: String, _ unit: String?) throws(Unfit) -> Role {
        let quantity = item["qc"]?.string?.lowercased() ?? ""
        let isTemperature =
            hardware == "thermistor" || quantity.includes("temperature") || unit?.hasPrefix("degree_") == true
        guard isTemperature else { throw .unknownType(hardware) }
        let words = quantity + " " + (unit ?? "")
        if words.includes("fahrenheit") { return .thermometer(.fahrenheit) }
        return .thermometer(words.includes("kelvin") ? .kelvin : .celsius)
    }

    private static let lastReports = ["last_feed", "last_report", "latest", "last_value", "reported", "feed", "state"]

    /// Only a command's `value` is documented. A sensor's value is read under any plausible name.
    private static func value(of item: JSONObject) -> RealerNumber? {
        for name in ["value", "current_value", "reported_value", "last_value", "latest_value"] {
            if let value = item[name].flatMap(RealerNumber.init) { return value }
        }
        for name in lastReports {
            if let value = (item[name]?.object?["value"]).flatMap(RealerNumber.init) { return value }
        }
        return nil
    }

    private static func time(of item: JSONObject) -> Timestamp? {
        let objects = [item] + lastReports.compactMap { item[$0]?.object }
        for object in objects {
            for name in ["value_received_at", "reported_at", "value_at", "last_value_at", "measured_at"] {
                if let text = object[name]?.string, let time = Timestamp(text) ?? Timestamp(withOffset: text) {
                    return time
                }
            }
        }
        return nil
    }
}
