extension Capability {
    /// What a device cloud knows about the device and discovery has no field for: checked before the cloud is asked,
    /// never sent. What is not known is left to the cloud.
    package struct Limits: Hashable, Sendable {
        /// Where setpoints may lie.
        package var setpointRange: TemperatureRange?
        /// How far apart lower and upper setpoint must be: a difference of temperatures.
        package var minimumSetpointDelta: Temperature?
        /// The channels there are.
        package var channels: ChannelController.Lineup?

        /// Nothing is known but what is named.
        package init(
            setpointRange: TemperatureRange? = nil, minimumSetpointDelta: Temperature? = nil,
            channels: ChannelController.Lineup? = nil
        ) {
            self.setpointRange = setpointRange
            self.minimumSetpointDelta = minimumSetpointDelta
            self.channels = channels
        }
    }
}
