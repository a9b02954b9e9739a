/// The endpoints and functions of devices of some categories.
struct CategoryRow: Sendable {
    /// Tuya's categories.
    let categories: [String]
    /// The kind of device, for its description: "Light".
    let kind: String
    /// Alexa's display category.
    let display: String
    /// The endpoints, the main one first. An endpoint without any of its functions is left out; the first that remains has the
    /// device's id.
    let parts: [PartRow]

    init(_ categories: String, _ kind: String, _ display: String, _ parts: [PartRow]) {
        self.categories = categories.split(separator: " ").map(String.init)
        self.kind = kind
        self.display = display
        self.parts = parts
    }
}

/// An endpoint of a device.
struct PartRow: Sendable {
    /// The suffix of the device's id, unless the part is the first.
    let key: String
    /// The suffix of the device's name if the device has several parts; empty for a main part.
    let name: String
    /// The display category, if it differs from the device's.
    var display: String?
    let functions: [FunctionRow]

    /// The main part.
    static func main(_ functions: [FunctionRow]) -> PartRow {
        PartRow(key: "main", name: "", functions: functions)
    }
}
