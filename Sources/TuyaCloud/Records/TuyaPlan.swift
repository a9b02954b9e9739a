package import AlexaProtocol
package import DeviceCloud

/// The requests to Tuya for a directive.
package enum TuyaAction: Hashable, Sendable {
    /// No request, because the device already has the requested state.
    case none
    /// Values for data points, in one call.
    case points([TuyaCommand])
    /// Values for data points in several calls, one after the other, for devices that must not get them together.
    case pointsInOrder([[TuyaCommand]])
    /// An infrared air conditioner's whole state.
    case airConditioner(TuyaAirConditionerState)
    /// A key of an infrared remote.
    case key(TuyaRemoteKeys.Key)
    /// Opening (`true`) or closing a lock, with a ticket.
    case door(open: Bool)
}

/// The requests for a directive and their results.
package struct TuyaPlan: Sendable {
    /// The requests.
    package var action: TuyaAction
    /// The effect of carrying them out twice.
    package var effect: Effect
    /// The directive's value, for errors that name bounds or modes.
    package var demand: Demand?
    /// The properties that the directive changes, with their values afterwards. They take precedence over those that are derived
    /// from the sent points.
    package var properties: [PropertyState]

    /// A plan.
    package init(_ action: TuyaAction, _ effect: Effect, demand: Demand? = nil, properties: [PropertyState] = []) {
        self.action = action
        self.effect = effect
        self.demand = demand
        self.properties = properties
    }
}
