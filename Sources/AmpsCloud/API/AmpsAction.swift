import AlexaProtocol

/// One push to a device: accepted first, carried out later. Both editions of its form are read.
/// Source: docs.amps.ai, /api-reference/actions.
struct AmpsAction: Sendable {
    /// How far an action is.
    enum State: Hashable, Sendable {
        case scheduled
        case acknowledged
        case completed
        case failed
        case cancelled
        /// A word that is not documented: not ended, as far as is known.
        case other
    }

    let id: String
    /// The command, such as `charge`.
    var command: String?
    var parameters: [String: AmpsQuantity]
    var state: State
    /// Why it failed.
    let errorCode: String?
    /// What the maker said, or which bounds were broken. Never logged.
    let details: JSONObject
    let createdAt: Timestamp?
    /// Whether it begins later, or ends by itself: then it belongs to a plan of the customer's.
    let isPlanned: Bool

    /// An action of ours that has ended well.
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

    /// Whether nothing more will happen to it.
    var hasEnded: Bool {
        switch state {
        case .completed, .failed, .cancelled: true
        case .scheduled, .acknowledged, .other: false
        }
    }
}
