import AlexaProtocol
import DeviceCloud

/// What a directive comes to at Amps: always an absolute value, so that it may be sent again.
struct AmpsOrder: Sendable {
    /// What is sent.
    enum Request: Sendable {
        /// An action: carried out later, and followed to its end.
        case action(String, [String: AmpsQuantity])
        /// A setting with a lasting value.
        case setting(String, AmpsQuantity)
    }

    let request: Request
    /// What the directive asks for, for errors.
    var demand: Demand?
    /// Whether the value was worked out from the last known one.
    var isRelative = false
    /// What it changes in the device's state.
    var state: JSONObject = [:]
    /// The scale in which the customer spoke.
    var scale: Temperature.Scale?

    /// The body of the request.
    ///
    /// - Parameter strategy: what happens to an action that has not ended; `nil` to be told of it.
    func body(onConflict strategy: String?) -> JSONValue {
        switch request {
        case .action(let command, let parameters):
            var action: JSONObject = ["command": .string(command)]
            if !parameters.isEmpty {
                action["parameters"] = .object(
                    JSONObject(parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }))
            }
            var body: JSONObject = ["action": .object(action)]
            if let strategy { body["onConflict"] = .string(strategy) }
            return .object(body)
        case .setting(let key, let quantity):
            return .object(JSONObject([(key, quantity.json)]))
        }
    }

    /// Whether an action does what this asks for. An action whose parameters are not told is taken for the same.
    func isDone(by action: AmpsAction) -> Bool {
        guard case .action(let command, let parameters) = request, action.command == command else { return false }
        return action.parameters.isEmpty
            || parameters.allSatisfy { name, quantity in
                guard let other = action.parameters[name],
                    let value = other.unit.convert(other.value, to: quantity.unit)
                else { return false }
                return abs(value - quantity.value) < 0.005
            }
    }
}

/// Why an order cannot be made of a directive.
enum AmpsOrderError {
    /// The device has changed since it was discovered.
    static func gone(_ what: String) -> AlexaError {
        .invalidDirective("the device no longer has \(what); discover devices again")
    }

    /// The value that is to be changed by a difference is not known.
    static func unknown(_ what: String) -> AlexaError {
        AlexaError(
            CloudErrorType.endpointUnreachable.type, "\(what) is not known, so it cannot be changed by a difference")
    }
}
