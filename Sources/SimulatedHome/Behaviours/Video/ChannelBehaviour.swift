import AlexaProtocol

/// A television's channels: those of the trait `channels`, each with its known fields and optionally a `name`; without the
/// trait, any channel.
enum ChannelBehaviour: Behaviour {
    static let traits: [Trait] = [
        .list("channels", of: "an object with number, callSign, affiliateCallSign or uri") {
            ChannelController.Channel($0) != ChannelController.Channel()
        }
    ]

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(
            ChannelController.channel(
                capability.limits(of: ChannelController.self)?.entries.first?.channel
                    ?? ChannelController.Channel(number: "1")))
    }

    static func perform(
        _ directive: ChannelController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        let channels = capability.limits(of: ChannelController.self)
        let channel: ChannelController.Channel
        switch directive {
        case .changeChannel(let wish):
            let wished = wish.channel == .init() ? .init(callSign: wish.name) : wish.channel
            channel = try channels?.channel(for: wish) ?? wished
        case .skipChannels(let count):
            let current = ChannelController.Channel(device.value(ChannelController.self, "channel"))
            channel = channels?.channel(count, after: current) ?? skip(count, from: current)
        }
        device.turnOn()
        device.set(ChannelController.channel(channel))
        return nil
    }

    /// Counts channel numbers, which begin at 1; a channel without a number counts as 1.
    private static func skip(_ count: Int, from current: ChannelController.Channel) -> ChannelController.Channel {
        let digits = (current.number ?? "").prefix { ("0"..."9").contains($0) }
        let number = min(Int(digits) ?? 1, Int(Int32.max))
        return ChannelController.Channel(number: String(max(1, number + count)))
    }
}
