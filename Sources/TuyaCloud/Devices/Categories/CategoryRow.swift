/// What devices of some categories become.
struct CategoryRow: Sendable {
    /// Tuya's categories.
    let categories: [String]
    /// What the device is, for its description: "Light".
    let kind: String
    /// Alexa's display category.
    let display: String
    /// The endpoints, the main one first. One of which the device has no function is left out; the first that is left has the
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
    /// What is added to the device's id, unless the part is the first.
    let key: String
    /// What is added to the device's name if the device has several parts; empty for a main part.
    let name: String
    /// The display category, if not that of the device.
    var display: String?
    let functions: [FunctionRow]

    /// The main part.
    static func main(_ functions: [FunctionRow]) -> PartRow {
        PartRow(key: "main", name: "", functions: functions)
    }
}
