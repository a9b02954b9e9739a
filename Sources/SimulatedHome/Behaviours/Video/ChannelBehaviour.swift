import AlexaProtocol

/// A television's channels: those of the trait `channels`, each with what is known of it and perhaps a `name`; without
/// the trait, any there may be.
enum ChannelBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(
            ChannelController.channel(channels(of: device).first?.channel ?? ChannelController.Channel(number: "1")))
    }

    static func perform(
        _ directive: ChannelController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        let channels = channels(of: device)
        let channel: ChannelController.Channel
        switch directive {
        case .changeChannel(let wish):
            if channels.isEmpty {
                channel = wish.channel == .init() ? .init(callSign: wish.name) : wish.channel
            } else if let found = find(wish, in: channels) {
                channel = found
            } else {
                throw .invalidValue("the device has no such channel")
            }
        case .skipChannels(let count):
            let current = ChannelController.Channel(device.value(ChannelController.self, "channel"))
            channel = channels.isEmpty ? skip(count, from: current) : skip(count, from: current, in: channels)
        }
        device.set(ChannelController.channel(channel))
        return nil
    }

    private struct Listed {
        let channel: ChannelController.Channel
        let name: String?
    }

    private static func channels(of device: SimulatedDevice) -> [Listed] {
        (device.traits["channels"]?.array ?? []).compactMap { json in
            let channel = ChannelController.Channel(json)
            return channel == .init() ? nil : Listed(channel: channel, name: json.object?["name"]?.string)
        }
    }

    /// The most telling part of the wish that fits a channel decides.
    private static func find(_ wish: ChannelController.Wish, in channels: [Listed]) -> ChannelController.Channel? {
        let parts: [(String?, (Listed) -> String?)] = [
            (wish.channel.number, { $0.channel.number }), (wish.channel.uri, { $0.channel.uri }),
            (wish.channel.callSign, { $0.channel.callSign }),
            (wish.channel.affiliateCallSign, { $0.channel.affiliateCallSign }), (wish.name, { $0.name }),
        ]
        for (wanted, part) in parts {
            guard let wanted = wanted?.lowercased() else { continue }
            if let found = channels.first(where: { part($0)?.lowercased() == wanted }) { return found.channel }
        }
        return nil
    }

    /// After the last channel comes the first.
    private static func skip(
        _ count: Int, from current: ChannelController.Channel, in channels: [Listed]
    ) -> ChannelController.Channel {
        let index =
            channels.firstIndex { $0.channel == current }
            ?? channels.firstIndex { $0.channel.number == current.number } ?? 0
        let target = (index + count) % channels.count
        return channels[target < 0 ? target + channels.count : target].channel
    }

    /// Counts channel numbers, which begin at 1; of a channel without number nothing else is known.
    private static func skip(_ count: Int, from current: ChannelController.Channel) -> ChannelController.Channel {
        let digits = (current.number ?? "").prefix { ("0"..."9").contains($0) }
        let number = min(Int(digits) ?? 1, Int(Int32.max))
        return ChannelController.Channel(number: String(max(1, number + count)))
    }
}
