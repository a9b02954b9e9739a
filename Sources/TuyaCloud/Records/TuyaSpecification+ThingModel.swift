package import AlexaProtocol

extension TuyaSpecification {
    /// Parses the `result` of `/v2.0/cloud/thing/{id}/model`: `{"model": "..."}`, where the model is JSON in a string, with
    /// `services`, each of them with `properties`. A model that is an object is accepted too.
    ///
    /// A property's `accessMode` is `ro` (reported), `wr` (sent) or `rw` (both); the default is `rw`. Source: developer.tuya.com,
    /// "Query Things Data Model".
    ///
    /// - Returns: `nil` if it has no model.
    package init?(thingModel json: JSONValue) {
        guard let model = Self.object(json.object?["model"]) ?? json.object else { return nil }
        let services = (model["services"]?.array ?? []).compactMap(\.object)
        let lists = ([model] + services).compactMap { $0["properties"]?.array }
        guard !lists.isEmpty || model["services"] != nil else { return nil }
        self.init(category: model.text("category") ?? "", isThingModel: true)
        for property in lists.joined().compactMap(\.object) {
            guard let code = property.text("code") else { continue }
            let type = Self.object(property["typeSpec"] ?? property["type_spec"]) ?? [:]
            let point = Point(code, type: type.text("type") ?? property.text("type") ?? "", values: type)
            let access = property.text("accessMode", "access_mode") ?? "rw"
            if access.contains("w") { functions.append(point) }
            if access.contains("r"), access != "wr" { status.append(point) }
        }
    }

    /// An object, or the object in a JSON text.
    private static func object(_ json: JSONValue?) -> JSONObject? {
        guard let text = json?.string else { return json?.object }
        let document = JSONDocument(parsing: Array(text.utf8))
        return document.problem == nil ? document.value?.object : nil
    }
}
