extension ChannelController {
    package typealias Limits = Lineup

    /// The channels that a device has, in the order of its dial.
    package struct Lineup: CapabilityLimits {
        /// One channel of a lineup.
        package struct Entry: Hashable, Sendable {
            /// Its known members.
            package let channel: Channel
            /// What customers call it.
            package let name: String?
        }

        /// At least one.
        package let entries: [Entry]

        /// Reads `channels`, a list of `{"number", "callSign", "affiliateCallSign", "uri", "name"}` of which each has at
        /// least one of the first four; `nil` if the list has no such channel.
        package init?(_ json: JSONObject) {
            entries = (json["channels"]?.array ?? []).compactMap { json in
                let channel = Channel(json)
                return channel == Channel() ? nil : Entry(channel: channel, name: json.object?["name"]?.string)
            }
            if entries.isEmpty { return nil }
        }

        package var json: JSONObject {
            let channels = entries.map { entry in
                var json = entry.channel.json.object ?? [:]
                if let name = entry.name { json["name"] = .string(name) }
                return JSONValue.object(json)
            }
            return ["channels": .array(channels)]
        }

        /// The requested channel: the most specific part of the request that matches a channel decides.
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

        /// The channel `count` places after `current`, negative for before; the first follows the last.
        package func channel(_ count: Int, after current: Channel) -> Channel {
            let index =
                entries.firstIndex { $0.channel == current }
                ?? entries.firstIndex { $0.channel.number == current.number } ?? 0
            let target = (index + count) % entries.count
            return entries[target < 0 ? target + entries.count : target].channel
        }
    }
}
