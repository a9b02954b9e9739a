/// `Alexa.ChannelController`: channels of a television. Source: Alexa.ChannelController.
package enum ChannelController: AlexaInterface {
    package static let namespace = "Alexa.ChannelController"
    package static let directives = [
        DirectiveKind("ChangeChannel") { payload throws(AlexaError) in
            let channel = try payload.payload("channel")
            let name = try payload.optionalPayload("channelMetadata")?.optionalText("name")
            return Directive.changeChannel(try Wish(channel, name: name))
        },
        DirectiveKind("SkipChannels") { payload throws(AlexaError) in
            Directive.skipChannels(try payload.integer("channelCount"))
        },
    ]
    package static let properties = [
        // One of the four is required. The number is a string.
        PropertyKind(
            "channel",
            .either(
                Channel.keys.map { key in
                    .object(
                        Channel.keys.map { name in
                            let shape: ValueShape = name == "number" ? .numericText : .text
                            return name == key ? .required(name, shape) : .optional(name, shape)
                        })
                }))
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Go to a channel.
        case changeChannel(Wish)
        /// Skip this number of channels, negative for backwards.
        case skipChannels(Int)

        package func check(against capability: Capability) throws(AlexaError) {
            switch self {
            case .changeChannel(let wish): _ = try capability.limits(of: ChannelController.self)?.channel(for: wish)
            case .skipChannels: return
            }
        }
    }

    /// The channel that ChangeChannel asks for: at least one of these members.
    package struct Wish: Hashable, Sendable {
        /// The channel that Alexa resolved from the customer's words; may be empty if there is a name.
        package let channel: Channel
        /// `channelMetadata.name`: what the customer calls the channel.
        package let name: String?

        fileprivate init(_ payload: Payload, name: String?) throws(AlexaError) {
            channel = try Channel(payload)
            self.name = name.flatMap { $0.isEmpty ? nil : $0 }
            guard channel != Channel() || self.name != nil else {
                throw .invalidDirective("ChangeChannel says nothing about the channel")
            }
        }
    }

    /// A channel, by its known members.
    package struct Channel: Hashable, Sendable {
        /// Its number, which may have a part after a point: `12.1`.
        package var number: String?
        /// Its call sign, such as `KING`.
        package var callSign: String?
        /// The call sign of the network's local station.
        package var affiliateCallSign: String?
        /// Its address.
        package var uri: String?

        fileprivate static let keys = ["number", "callSign", "affiliateCallSign", "uri"]

        /// A channel with these members.
        package init(
            number: String? = nil, callSign: String? = nil, affiliateCallSign: String? = nil, uri: String? = nil
        ) {
            self.number = number
            self.callSign = callSign
            self.affiliateCallSign = affiliateCallSign
            self.uri = uri
        }

        fileprivate init(_ payload: Payload) throws(AlexaError) {
            func text(_ key: String) throws(AlexaError) -> String? {
                try payload.optionalText(key).flatMap { $0.isEmpty ? nil : $0 }
            }
            number = try text("number")
            callSign = try text("callSign")
            affiliateCallSign = try text("affiliateCallSign")
            uri = try text("uri")
        }

        /// Reads the property's value, or an object with the same members; what has another type counts as unknown.
        package init(_ json: JSONValue?) {
            let number = json?.object?["number"]
            self.number = number?.string ?? number?.number.map { JSONValue.number($0).text }
            callSign = json?.object?["callSign"]?.string
            affiliateCallSign = json?.object?["affiliateCallSign"]?.string
            uri = json?.object?["uri"]?.string
        }

        var json: JSONValue {
            .object(
                JSONObject(
                    zip(Self.keys, [number, callSign, affiliateCallSign, uri]).compactMap { key, value in
                        value.map { (key, .string($0)) }
                    }))
        }
    }

    /// `channel`; a channel without any known member is not reported.
    package static func channel(_ channel: Channel) -> PropertyState {
        PropertyState(namespace, "channel", channel.json)
    }
}
