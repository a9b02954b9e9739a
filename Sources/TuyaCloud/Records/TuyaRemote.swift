package import AlexaProtocol

/// An appliance that an infrared blaster controls, from the blaster's list of remotes.
package struct TuyaRemote: Hashable, Sendable {
    /// The remote's id. If the device list has the appliance too, it has the same id there.
    package let id: String
    /// The blaster, a device of category `wnykq`, `hwktwkq` or `wsdykq`.
    package let hubId: String
    /// The name that the customer gave it.
    package var name: String
    /// The kind of appliance: `5` is an air conditioner.
    package var categoryId: String
    /// The code set, which some key calls require.
    package var remoteIndex: String?
    /// Its keys, or the settings of an air conditioner, if they were read.
    package var keys: TuyaRemoteKeys?

    /// The `category_id` of air conditioners.
    package static let airConditioner = "5"

    /// A remote.
    package init(
        id: String, hubId: String, name: String, categoryId: String, remoteIndex: String? = nil,
        keys: TuyaRemoteKeys? = nil
    ) {
        self.id = id
        self.hubId = hubId
        self.name = name
        self.categoryId = categoryId
        self.remoteIndex = remoteIndex
        self.keys = keys
    }

    /// Parses an item of `/v2.0/infrareds/{hub}/remotes`; `nil` if it has no id.
    package init?(_ json: JSONValue, hubId: String) {
        guard let object = json.object, let id = object.text("remote_id", "id") else { return nil }
        self.init(
            id: id, hubId: hubId, name: object.text("remote_name", "name") ?? "",
            categoryId: object.text("category_id") ?? "", remoteIndex: object.text("remote_index"))
    }
}

/// The keys and modes of a remote: the `result` of `/v2.0/infrareds/{hub}/remotes/{remote}/keys`.
package struct TuyaRemoteKeys: Hashable, Sendable {
    /// One key.
    package struct Key: Hashable, Sendable {
        /// Its code, such as `power`.
        package let key: String
        /// Its number.
        package let id: String
        /// Its label.
        package let name: String

        /// A key.
        package init(_ key: String, id: String, name: String = "") {
            self.key = key
            self.id = id
            self.name = name
        }
    }

    /// A mode of an air conditioner.
    package struct Mode: Hashable, Sendable {
        /// 0 cool, 1 heat, 2 auto, 3 fan, 4 dry.
        package let mode: Int
        /// The temperatures in °C, in ascending order; empty in a mode that has none.
        package let temperatures: [Int]
        /// The fan speeds, in ascending order: 0 auto, 1 to 3.
        package let fans: [Int]

        /// A mode.
        package init(_ mode: Int, temperatures: [Int], fans: [Int]) {
            self.mode = mode
            self.temperatures = temperatures
            self.fans = fans
        }
    }

    /// The keys.
    package var keys: [Key]
    /// The modes of an air conditioner, in ascending order.
    package var modes: [Mode]
    /// The code set, which some key calls require.
    package var remoteIndex: String?

    /// Keys and modes.
    package init(keys: [Key] = [], modes: [Mode] = [], remoteIndex: String? = nil) {
        self.keys = keys
        self.modes = modes
        self.remoteIndex = remoteIndex
    }

    /// Parses the `result`; `nil` if it is not an object. `key_range` is unsorted.
    package init?(_ json: JSONValue) {
        guard let object = json.object else { return nil }
        let keys: [Key] = (object["key_list"]?.array ?? []).compactMap { item in
            guard let item = item.object, let key = item.text("key", "standard_key"), let id = item.text("key_id")
            else { return nil }
            return Key(key, id: id, name: item.text("key_name") ?? "")
        }
        let modes: [Mode] = (object["key_range"]?.array ?? []).compactMap { item in
            guard let item = item.object, let mode = item.wholeNumber("mode") else { return nil }
            let temperatures = (item["temp_list"]?.array ?? []).compactMap(\.object)
            let fans = temperatures.flatMap { $0["fan_list"]?.array ?? [] } + (item["fan_list"]?.array ?? [])
            return Mode(
                mode, temperatures: Set(temperatures.compactMap { $0.wholeNumber("temp") }).filter { $0 > 0 }.sorted(),
                fans: Set(fans.compactMap { $0.object?.wholeNumber("fan") }).sorted())
        }
        self.init(
            keys: keys, modes: modes.sorted { $0.mode < $1.mode }, remoteIndex: object.text("remote_index"))
    }
}

/// The state last sent to an infrared air conditioner. It is not known whether it was received.
package struct TuyaAirConditionerState: Hashable, Sendable {
    /// Whether it is on.
    package var power: Bool
    /// 0 cool, 1 heat, 2 auto, 3 fan, 4 dry.
    package var mode: Int
    /// In °C.
    package var temperature: Int
    /// 0 auto, 1 to 3.
    package var fan: Int

    /// A state.
    package init(power: Bool, mode: Int, temperature: Int, fan: Int) {
        self.power = power
        self.mode = mode
        self.temperature = temperature
        self.fan = fan
    }

    /// Parses the `result` of `.../ac/status`, whose numbers are texts; `nil` if it has no power.
    package init?(_ json: JSONValue) {
        guard let object = json.object, let power = object.truth("power", "powerOpen") else { return nil }
        self.init(
            power: power, mode: object.wholeNumber("mode") ?? 2,
            temperature: object.wholeNumber("temp", "temperature") ?? 24,
            fan: object.wholeNumber("wind", "fan") ?? 0)
    }

    /// The body of `.../scenes/command`. With power 0 it has no other member, since some blasters would switch the appliance on.
    var json: JSONValue {
        guard power else { return ["power": 0] }
        return [
            "power": 1, "mode": .number(Double(mode)), "temp": .number(Double(temperature)),
            "wind": .number(Double(fan)),
        ]
    }
}

extension JSONObject {
    /// The first of these members that is a whole number, or the text of one.
    func wholeNumber(_ keys: String...) -> Int? {
        for key in keys {
            if let number = self[key]?.integer ?? self[key]?.string.flatMap({ Int($0) }) { return number }
        }
        return nil
    }
}
