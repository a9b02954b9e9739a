package import AlexaProtocol

/// A device of the fake's home.
package struct FakeTuyaDevice: Sendable {
    /// A data point: its specification and its value.
    package struct Point: Sendable {
        /// The code.
        package let code: String
        /// The type as Tuya spells it.
        package let type: String
        /// `values`, JSON in a string.
        package let values: String
        /// Whether it can be sent.
        package let isWritable: Bool
        /// The value; `nil` if it was never reported.
        package var value: JSONValue?
        /// When the device reported it, in milliseconds since 1970.
        package var time: Int64

        /// A point.
        package init(
            _ code: String, _ type: String, _ values: String = "{}", _ value: JSONValue? = nil, isWritable: Bool = true,
            time: Int64 = 0
        ) {
            self.code = code
            self.type = type
            self.values = values
            self.value = value
            self.isWritable = isWritable
            self.time = time
        }
    }

    /// The id.
    package var id: String
    /// The name.
    package var name: String
    /// The category.
    package var category: String
    /// The product.
    package var productId: String
    /// Whether it is online.
    package var isOnline = true
    /// The gateway or blaster that connects it.
    package var gatewayId: String?
    /// Its points.
    package var points: [Point]
    /// The app user that the device belongs to; `nil` for ``FakeTuya/userId``.
    package var owner: String?
    /// Whether the list of devices lacks it: an infrared appliance that only its blaster lists.
    package var isUnlisted = false
    /// Whether it has no specification, like some devices behind gateways.
    package var lacksSpecification = false
    /// Whether its points have no standard codes and are only in the thing model: the standard specification is empty.
    package var hasThingModelOnly = false

    /// A device.
    package init(
        _ id: String, _ name: String, _ category: String, behind gatewayId: String? = nil, _ points: [Point] = []
    ) {
        self.id = id
        self.name = name
        self.category = category
        productId = "product-\(id)"
        self.gatewayId = gatewayId
        self.points = points
    }

    /// The record in the older lists, with a secret that must not be logged.
    func record(of user: String) -> JSONValue {
        var record: JSONObject = [
            "id": .string(id), "name": .string(name), "category": .string(category),
            "product_id": .string(productId), "product_name": .string("Product \(category)"),
            "online": .bool(isOnline), "sub": .bool(gatewayId != nil), "uid": .string(user),
            "local_key": "local-key-never-shown", "status": status,
        ]
        record["gateway_id"] = gatewayId.map(JSONValue.string)
        return .object(record)
    }

    /// The record in `/v2.0/cloud/thing`.
    var thing: JSONValue {
        var record: JSONObject = [
            "id": .string(id), "customName": .string(name), "category": .string(category),
            "productId": .string(productId), "isOnline": .bool(isOnline), "sub": .bool(gatewayId != nil),
            "localKey": "local-key-never-shown",
        ]
        record["gatewayId"] = gatewayId.map(JSONValue.string)
        return .object(record)
    }

    /// The values in a status list.
    var status: JSONValue {
        .array(
            points.compactMap { point in
                point.value.map { ["code": .string(point.code), "value": $0] }
            })
    }

    /// The values in a shadow.
    var shadow: JSONValue {
        [
            "properties": .array(
                points.compactMap { point in
                    point.value.map {
                        [
                            "code": .string(point.code), "value": $0, "time": .number(Double(point.time)),
                            "custom_name": "", "dp_id": 1,
                        ]
                    }
                })
        ]
    }

    /// The specification.
    var specification: JSONValue {
        func items(_ points: [Point]) -> JSONValue {
            .array(
                points.map {
                    ["code": .string($0.code), "type": .string($0.type), "values": .string($0.values)]
                })
        }
        let standard = hasThingModelOnly ? [] : points
        return [
            "category": .string(category), "functions": items(standard.filter(\.isWritable)), "status": items(standard),
        ]
    }

    /// The thing model: JSON in a string, with the types' short names.
    var model: JSONValue {
        let names = ["Boolean": "bool", "Integer": "value", "Enum": "enum", "Json": "string", "Bitmap": "bitmap"]
        let properties: [JSONValue] = points.enumerated().map { index, point in
            var type = JSONDocument(parsing: Array(point.values.utf8)).value?.object ?? [:]
            type["type"] = .string(names[point.type] ?? point.type.lowercased())
            return [
                "abilityId": .number(Double(index + 1)), "accessMode": point.isWritable ? "rw" : "ro",
                "code": .string(point.code), "description": "", "name": .string(point.code), "typeSpec": .object(type),
                "extensions": ["iconName": "icon", "attribute": "1152"],
            ]
        }
        let model: JSONValue = [
            "modelId": "000004",
            "services": [
                [
                    "actions": [], "code": "", "description": "", "events": [], "name": "default",
                    "properties": .array(properties),
                ]
            ],
        ]
        return ["model": .string(model.text)]
    }

    /// Sets a point like a device: returns a code, or `nil` if the value is accepted.
    mutating func set(_ code: String, _ value: JSONValue, at time: Int64) -> String? {
        guard let index = points.firstIndex(where: { $0.code == code && $0.isWritable }) else { return "2008" }
        let values = JSONDocument(parsing: Array(points[index].values.utf8)).value?.object ?? [:]
        switch points[index].type {
        case "Boolean" where value.bool == nil: return "1104"
        case "Integer":
            guard let number = value.integer else { return "1104" }
            let low = values["min"]?.integer ?? Int.min
            let high = values["max"]?.integer ?? Int.max
            guard (low...high).contains(number) else { return "2008" }
        case "Enum":
            guard let word = value.string else { return "1104" }
            let range = values["range"]?.array?.compactMap(\.string) ?? []
            guard range.contains(word) else { return "2008" }
        default: break
        }
        points[index].value = value
        points[index].time = time
        return nil
    }
}
