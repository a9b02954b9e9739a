import AlexaProtocol
import DeviceCloud

/// The request for a directive: always an absolute value, so that it may be sent again.
struct AmpsOrder: Sendable {
    /// The request.
    enum Request: Sendable {
        /// An action: accepted first, carried out later.
        case action(String, [String: AmpsQuantity])
        /// A setting with a lasting value.
        case setting(String, AmpsQuantity)
    }

    let request: Request
    /// The directive's value, to make errors specific.
    var demand: Demand?
    /// Whether the value was computed from the last known one.
    var isRelative = false
    /// The members of the device's state that it changes.
    var state: JSONObject = [:]
    /// The temperature scale of the directive.
    var scale: Temperature.Scale?

    /// The body of the request.
    ///
    /// - Parameter strategy: the strategy for an action that has not ended; with `nil`, Amps reports a conflict.
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

    /// Whether an action does the same as this order. An action without parameters counts as the same.
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

/// Errors of directives that have no order.
enum AmpsOrderError {
    /// The device has changed since it was discovered.
    static func gone(_ what: String) -> AlexaError {
        .invalidDirective("the device no longer has \(what); discover devices again")
    }

    /// The value for a relative change is not known.
    static func unknown(_ what: String) -> AlexaError {
        AlexaError(
            CloudErrorType.endpointUnreachable.type, "\(what) is not known, so it cannot be changed by a difference")
    }
}
