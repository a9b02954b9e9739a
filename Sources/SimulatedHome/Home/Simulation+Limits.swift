import AlexaProtocol

extension Simulation {
    /// Tells an endpoint's capabilities what the home file says of their limits, as a device cloud would know them.
    func limit(_ endpoint: inout Endpoint) {
        for index in endpoint.capabilities.indices {
            switch endpoint.capabilities[index].interface {
            case ThermostatController.namespace:
                endpoint.capabilities[index].limits = Capability.Limits(
                    setpointRange: TemperatureRange(traits["temperatureRange"]),
                    minimumSetpointDelta: traits["minimumSetpointDelta"].flatMap(Temperature.init))
            case ChannelController.namespace:
                endpoint.capabilities[index].limits = Capability.Limits(
                    channels: ChannelController.Lineup(traits["channels"]))
            default: break
            }
        }
    }
}
