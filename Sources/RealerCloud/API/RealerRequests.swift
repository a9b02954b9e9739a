import AlexaProtocol
import DeviceCloud

/// The requests of iot/v1 that a control device sends over HTTPS.
struct RealerRequests: Sendable {
    /// All requests concern one account at Realer, for any customer: a token belongs to one control device.
    static let account = "control device"

    /// The id of the control device.
    let device: String

    /// The descriptor with revisions and cadence. Only the newest edition has it.
    func bootstrap() -> CloudRequest {
        var request = CloudRequest.get(
            "bootstrap", "/iot/v1/devices/\(device)/bootstrap", for: .discovery, concern())
        // Without it the catalogues are read.
        request.hasAlternative = true
        return request
    }

    /// The catalogue of commands or sensors.
    func catalog(of kind: CatalogKind, for purpose: CloudRequest.Purpose = .discovery) -> CloudRequest {
        switch kind {
        case .commands:
            return .get("commands.list", "/iot/v1/devices/\(device)/commands", for: purpose, concern())
        case .sensors:
            var request = CloudRequest.get(
                "sensors.list", "/iot/v1/devices/\(device)/sensors", for: purpose, concern())
            // An edition without this page has no sensors.
            request.hasAlternative = true
            return request
        }
    }

    /// One item of a catalogue.
    func item(_ id: String, of kind: CatalogKind, for purpose: CloudRequest.Purpose) -> CloudRequest {
        switch kind {
        case .commands: .get("commands.read", "/iot/v1/devices/\(device)/commands/\(id)", for: purpose, concern(id))
        case .sensors: .get("sensors.read", "/iot/v1/devices/\(device)/sensors/\(id)", for: purpose, concern(id))
        }
    }

    /// One report. Its message id makes it idempotent.
    func feedData(_ report: FeedDataReport) -> CloudRequest {
        var request = CloudRequest.post(
            "feed-data", "/iot/v1/devices/\(device)/feed-data", .json(report.json), for: .command, effect: .idempotent,
            concern(report.commandId))
        // A message id that Realer has already received may be that of this very report.
        request.codesExplainedByCaller = ["4009"]
        return request
    }

    private func concern(_ item: String? = nil) -> CloudRequest.Concern {
        CloudRequest.Concern(device: item, account: Self.account)
    }
}

/// The two catalogues of a control device.
enum CatalogKind: String, CaseIterable, Sendable {
    case commands
    case sensors
}
