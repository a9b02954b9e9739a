/// The id of an endpoint: `realer:DEVICE:COMMAND`, with Realer's own ids. A sensor whose id does not begin with `sns_` is
/// `realer:DEVICE:sensor:SENSOR`, because the older edition numbers both catalogues from 1.
struct RealerEndpointID: Hashable, Sendable {
    let device: String
    let item: String
    let kind: CatalogKind

    private static let sensor = "sensor:"
    private static let sensorPrefix = "sns_"

    init(device: String, item: String, kind: CatalogKind) {
        self.device = device
        self.item = item
        self.kind = kind
    }

    /// Parses the id of an endpoint of `device`; `nil` for any other.
    init?(_ text: String, of device: String) {
        let prefix = "realer:\(device):"
        guard text.hasPrefix(prefix), text.utf8.count > prefix.utf8.count else { return nil }
        let rest = String(text.dropFirst(prefix.count))
        let isSensor = rest.hasPrefix(Self.sensor)
        self.init(
            device: device, item: isSensor ? String(rest.dropFirst(Self.sensor.count)) : rest,
            kind: isSensor || rest.hasPrefix(Self.sensorPrefix) ? .sensors : .commands)
    }

    var text: String {
        switch kind {
        case .commands: "realer:\(device):\(item)"
        case .sensors where item.hasPrefix(Self.sensorPrefix): "realer:\(device):\(item)"
        case .sensors: "realer:\(device):\(Self.sensor)\(item)"
        }
    }
}
