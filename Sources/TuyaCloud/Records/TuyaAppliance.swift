package import AlexaProtocol

/// The source of one or more endpoints: everything that is known except for the state.
package struct TuyaAppliance: Hashable, Sendable {
    /// The device's record. For an infrared appliance that the device list lacks, it is made from the remote.
    package var device: TuyaDevice
    /// The specification; empty for infrared appliances.
    package var specification: TuyaSpecification
    /// The remote, for infrared appliances.
    package var remote: TuyaRemote?
    /// Whether the lock may be opened without a password through the cloud; `nil` if it is not a lock or that was not read.
    package var allowsRemoteUnlock: Bool?
    /// The scale of temperatures that the app account has chosen, for points without one of their own; `nil` if it is not known
    /// or no point needs it.
    package var accountScale: Temperature.Scale?

    /// The category: that of the record, else of the specification.
    var category: String { device.category.isEmpty ? specification.category : device.category }

    /// An appliance.
    package init(
        _ device: TuyaDevice, _ specification: TuyaSpecification = TuyaSpecification(), remote: TuyaRemote? = nil,
        allowsRemoteUnlock: Bool? = nil, accountScale: Temperature.Scale? = nil
    ) {
        self.device = device
        self.specification = specification
        self.remote = remote
        self.allowsRemoteUnlock = allowsRemoteUnlock
        self.accountScale = accountScale
    }
}

/// The state of an appliance.
package struct TuyaState: Hashable, Sendable {
    /// The points' values; empty for infrared appliances.
    package var points: [TuyaPoint]
    /// The state last sent to an infrared air conditioner.
    package var airConditioner: TuyaAirConditionerState?
    /// When this was read, which is also the sample time of points without their own.
    package var readAt: Timestamp

    /// A state that was read at `readAt`.
    package init(_ points: [TuyaPoint], airConditioner: TuyaAirConditionerState? = nil, readAt: Timestamp) {
        self.points = points
        self.airConditioner = airConditioner
        self.readAt = readAt
    }
}
