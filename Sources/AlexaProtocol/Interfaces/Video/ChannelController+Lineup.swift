extension ChannelController {
    /// The channels that a device has, in the order of its dial.
    package struct Lineup: Hashable, Sendable {
        /// One channel of a lineup.
        package struct Entry: Hashable, Sendable {
            /// What is known of it.
            package let channel: Channel
            /// What customers call it.
            package let name: String?
        }

        /// At least one.
        package let entries: [Entry]

        /// Reads `[{"number", "callSign", "affiliateCallSign", "uri", "name"}]`, each with one of the first four at least;
        /// `nil` if no such channel is there.
        package init?(_ json: JSONValue?) {
            entries = (json?.array ?? []).compactMap { json in
                let channel = Channel(json)
                return channel == Channel() ? nil : Entry(channel: channel, name: json.object?["name"]?.string)
            }
            if entries.isEmpty { return nil }
        }

        /// The channel that is wished for: the most telling part of the wish that fits one decides.
        ///
        /// - Throws: INVALID_VALUE if there is no such channel.
        package func channel(for wish: Wish) throws(AlexaError) -> Channel {
            let parts: [(String?, (Entry) -> String?)] = [
                (wish.channel.number, \.channel.number), (wish.channel.uri, \.channel.uri),
                (wish.channel.callSign, \.channel.callSign),
                (wish.channel.affiliateCallSign, \.channel.affiliateCallSign), (wish.name, \.name),
            ]
            for (wanted, part) in parts {
                guard let wanted = wanted?.lowercased() else { continue }
                if let found = entries.first(where: { part($0)?.lowercased() == wanted }) { return found.channel }
            }
            throw .invalidValue("the device has no such channel")
        }

        /// The channel so many places behind or, if negative, before `current`; after the last comes the first.
        package func channel(_ count: Int, after current: Channel) -> Channel {
            let index =
                entries.firstIndex { $0.channel == current }
                ?? entries.firstIndex { $0.channel.number == current.number } ?? 0
            let target = (index + count) % entries.count
            return entries[target < 0 ? target + entries.count : target].channel
        }
    }
}
