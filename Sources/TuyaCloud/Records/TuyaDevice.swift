package import AlexaProtocol

/// A device's record in one of Tuya's device lists. The device's `local_key`, a secret, is not read.
///
/// The lists differ in spelling: `/v2.0/cloud/thing` says `isOnline` and `productId`, all others `online` and `product_id`.
package struct TuyaDevice: Hashable, Sendable {
    /// Tuya's id of the device, such as `bf1234567890abcdefghij`; ids of virtual devices begin with `vdevo`.
    package let id: String
    /// The name that the customer gave it; empty if the record has none.
    package var name: String
    /// The category, such as `dj` for a light; empty if the record has none.
    package var category: String
    /// The product, to find quirks and to share specifications; empty if the record has none.
    package var productId: String
    /// The product's name; empty if the record has none.
    package var productName: String
    /// The model; empty if the record has none.
    package var model: String
    /// Whether Tuya's cloud can reach the device; `nil` if the record does not say.
    package var isOnline: Bool?
    /// Whether the device is behind a gateway or an infrared blaster.
    package var isSubdevice: Bool
    /// The gateway or blaster that connects the device, if the record names it.
    package var gatewayId: String?
    /// The last reported values, if the record has them. They have no times.
    package var points: [TuyaPoint]
    /// The app account that owns the device; empty if the record has none.
    package var userId: String

    /// A device.
    package init(
        id: String, name: String = "", category: String = "", productId: String = "", productName: String = "",
        model: String = "", isOnline: Bool? = nil, isSubdevice: Bool = false, gatewayId: String? = nil,
        points: [TuyaPoint] = [], userId: String = ""
    ) {
        self.id = id
        self.name = name
        self.category = category
        self.productId = productId
        self.productName = productName
        self.model = model
        self.isOnline = isOnline
        self.isSubdevice = isSubdevice
        self.gatewayId = gatewayId
        self.points = points
        self.userId = userId
    }

    /// Whether an id has the form of Tuya's, so that it can be part of a path: ASCII letters, digits, `_` and `-`. Other
    /// characters could be signed in one encoding and sent in another, and a refused signature stops the whole account.
    package static func isPlain(_ id: some StringProtocol) -> Bool {
        !id.isEmpty && id.utf8.count <= 200
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// Parses a record in any of the spellings; `nil` if it has no id.
    package init?(_ json: JSONValue) {
        guard let object = json.object, let id = object.text("id", "device_id"), !id.isEmpty else { return nil }
        self.init(
            id: id, name: object.text("customName", "name") ?? "", category: object.text("category") ?? "",
            productId: object.text("product_id", "productId") ?? "",
            productName: object.text("product_name", "productName") ?? "", model: object.text("model") ?? "",
            isOnline: object.truth("online", "isOnline", "is_online"), isSubdevice: object.truth("sub") ?? false,
            gatewayId: object.text("gateway_id", "gatewayId", "parent_id"),
            points: (object["status"]?.array ?? []).compactMap { TuyaPoint($0) },
            userId: object.text("uid") ?? "")
    }
}

extension JSONObject {
    /// The first of these members that is a non-empty text or a whole number.
    func text(_ keys: String...) -> String? {
        for key in keys {
            if let text = self[key]?.string, !text.isEmpty { return text }
            if let number = self[key]?.integer { return String(number) }
        }
        return nil
    }

    /// The first of these members that is a truth value, or a word or number that stands for one.
    func truth(_ keys: String...) -> Bool? {
        for key in keys {
            guard let value = self[key] else { continue }
            if let truth = value.bool { return truth }
            switch value.string ?? value.integer.map(String.init) {
            case "true", "1": return true
            case "false", "0": return false
            case .some, .none: continue
            }
        }
        return nil
    }
}
