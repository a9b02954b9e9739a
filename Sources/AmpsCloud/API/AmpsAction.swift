import AlexaProtocol

/// One command to a device: accepted first, carried out later. Both editions of its form are read. Source: docs.amps.ai,
/// /api-reference/actions.
struct AmpsAction: Sendable {
    enum State: Hashable, Sendable {
        case scheduled
        case acknowledged
        case completed
        case failed
        case cancelled
        /// A word that is not documented: treated as not ended.
        case other
    }

    let id: String
    /// The command, such as `charge`.
    var command: String?
    var parameters: [String: AmpsQuantity]
    var state: State
    /// The code of its failure.
    let errorCode: String?
    /// The maker's message, or the bounds that were exceeded. Never logged.
    let details: JSONObject
    let createdAt: Timestamp?
    /// Whether it begins later, or ends by itself, and so belongs to a plan of the customer's.
    let isPlanned: Bool

    /// One of our actions that has completed.
    init(completed id: String, _ command: String, _ parameters: [String: AmpsQuantity]) {
        self.id = id
        self.command = command
        self.parameters = parameters
        state = .completed
        errorCode = nil
        details = [:]
        createdAt = nil
        isPlanned = false
    }

    /// Reads an action; `nil` if it has no id.
    init?(_ json: JSONValue?) {
        guard let object = json?.object,
            let id = object["id"]?.identifier ?? object["actionId"]?.identifier
        else { return nil }
        self.id = id
        let parameters = object["parameters"]?.object ?? [:]
        command =
            object["command"]?.string ?? object["action"]?.object?["command"]?.string ?? parameters["mode"]?.string
            ?? object["type"]?.string
        self.parameters = Dictionary(
            parameters.members.compactMap { member in
                AmpsQuantity(member.value).map { (member.key, $0) }
            }, uniquingKeysWith: { $1 })
        state =
            switch object["state"]?.string?.lowercased() {
            case "scheduled": .scheduled
            case "acknowledged", nil: .acknowledged
            case "completed": .completed
            case "failed": .failed
            case "cancelled", "canceled": .cancelled
            case .some: .other
            }
        let error = object["error"]?.object
        errorCode = object["errorCode"]?.string ?? error?["code"]?.string
        let result = object["result"]?.object
        details =
            object["errorDetails"]?.object ?? error?["details"]?.object ?? result?["details"]?.object
            ?? result?["error"]?.object?["details"]?.object ?? [:]
        createdAt = object["createdAt"]?.string.flatMap { Timestamp($0) }
        let hasEnd = object["end"].map { !$0.isNull } ?? false
        isPlanned = state == .scheduled || hasEnd
    }

    /// Whether its state is final.
    var hasEnded: Bool {
        switch state {
        case .completed, .failed, .cancelled: true
        case .scheduled, .acknowledged, .other: false
        }
    }
}
