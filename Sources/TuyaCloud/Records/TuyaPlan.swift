package import AlexaProtocol
package import DeviceCloud

/// What is sent to Tuya for a directive.
package enum TuyaAction: Hashable, Sendable {
    /// Nothing, because the device is as asked already.
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

/// What a directive comes to.
package struct TuyaPlan: Sendable {
    /// What is sent.
    package var action: TuyaAction
    /// What happens when it is done twice.
    package var effect: Effect
    /// What the directive asks for, for errors that name bounds or modes.
    package var demand: Demand?
    /// The properties that the directive changes, as they are afterwards; they count before those that follow from the points
    /// that are sent.
    package var properties: [PropertyState]

    /// A plan.
    package init(_ action: TuyaAction, _ effect: Effect, demand: Demand? = nil, properties: [PropertyState] = []) {
        self.action = action
        self.effect = effect
        self.demand = demand
        self.properties = properties
    }
}
