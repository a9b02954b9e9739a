package import AlexaProtocol

/// A device's specification as Tuya returns it: the points that can be sent and those that are reported. Often wrong.
package struct TuyaSpecification: Hashable, Sendable {
    /// One point of a specification.
    package struct Point: Hashable, Sendable {
        /// The point's code, such as `bright_value_v2`.
        package let code: String
        /// The type as Tuya spells it: `Boolean` or `bool`, `Integer` or `value`, `Enum`, `Json`, `Raw`, `Bitmap`, `String`, ...
        package let type: String
        /// `values`, which Tuya sends as JSON in a string: `min`, `max`, `scale`, `step`, `unit`, `range`, `label`, ... Empty if
        /// it is empty or not JSON.
        package let values: JSONObject
        /// Whether each report is the increment since the last one (`report_type` is `sum`), as for meters.
        package let isIncrement: Bool

        /// A point of a specification.
        package init(_ code: String, type: String, values: JSONObject = [:], isIncrement: Bool = false) {
            self.code = code
            self.type = type
            self.values = values
            self.isIncrement = isIncrement
        }

        /// Parses an item of `functions` or `status`; `nil` if it has no code.
        package init?(_ json: JSONValue) {
            guard let object = json.object, let code = object["code"]?.string, !code.isEmpty else { return nil }
            let values = Self.values(object["values"])
            let report = object.text("report_type", "reportType") ?? values.text("report_type", "reportType")
            self.init(
                code, type: object["type"]?.string ?? "", values: values, isIncrement: report?.lowercased() == "sum")
        }

        private static func values(_ json: JSONValue?) -> JSONObject {
            if let object = json?.object { return object }
            guard let text = json?.string else { return [:] }
            let document = JSONDocument(parsing: Array(text.utf8))
            return document.problem == nil ? document.value?.object ?? [:] : [:]
        }
    }

    /// The category that the specification names; empty if none.
    package var category: String
    /// The points that can be sent.
    package var functions: [Point]
    /// The points that are reported.
    package var status: [Point]
    /// Whether the points are the properties of the thing model. They are set by `properties/issue` and read from the shadow,
    /// because the calls of the standard instruction set do not have them.
    package var isThingModel: Bool

    /// A specification.
    package init(
        category: String = "", functions: [Point] = [], status: [Point] = [], isThingModel: Bool = false
    ) {
        self.category = category
        self.functions = functions
        self.status = status
        self.isThingModel = isThingModel
    }

    /// Whether it has no points.
    var isEmpty: Bool { functions.isEmpty && status.isEmpty }

    /// Parses the `result` of a specification; `nil` if it is not an object.
    package init?(_ json: JSONValue) {
        guard let object = json.object else { return nil }
        self.init(
            category: object["category"]?.string ?? "",
            functions: (object["functions"]?.array ?? []).compactMap { Point($0) },
            status: (object["status"]?.array ?? []).compactMap { Point($0) })
    }
}
