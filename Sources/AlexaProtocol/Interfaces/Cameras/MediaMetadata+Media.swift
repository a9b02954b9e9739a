extension MediaMetadata {
    /// A recording of a camera.
    package struct Media: Hashable, Sendable {
        /// What the camera calls it, 1 to 256 characters.
        package let id: String
        /// Why it was made.
        package let cause: Cause
        /// What the customer calls it.
        package let name: String?
        /// Its first moment, sent in whole seconds.
        package let startTime: Timestamp
        /// Its last moment, sent in whole seconds.
        package let endTime: Timestamp
        /// How its pictures are coded; H.264 or `nil`: Alexa accepts no other word here.
        package let videoCodec: CameraStreamController.VideoCodec?
        /// How its sound is coded.
        package let audioCodec: CameraStreamController.AudioCodec?
        /// Where it is found.
        package let uri: ExpiringURI
        /// Where a small picture of it is found.
        package let thumbnailUri: ExpiringURI?

        /// A recording; `nil` if its id or name is one that Alexa refuses.
        package init?(
            id: String, cause: Cause, name: String? = nil, startTime: Timestamp, endTime: Timestamp,
            videoCodec: CameraStreamController.VideoCodec? = nil,
            audioCodec: CameraStreamController.AudioCodec? = nil, uri: ExpiringURI, thumbnailUri: ExpiringURI? = nil
        ) {
            guard Self.isIdentifier(id), name?.isEmpty != true else { return nil }
            self.id = id
            self.cause = cause
            self.name = name
            self.startTime = startTime
            self.endTime = endTime
            self.videoCodec = videoCodec == .h264 ? .h264 : nil
            self.audioCodec = audioCodec
            self.uri = uri
            self.thumbnailUri = thumbnailUri
        }

        /// Reads an item of `media`; `nil` if Alexa would not accept it.
        package init?(_ json: JSONValue) {
            guard let object = json.object, let recording = object["recording"]?.object,
                let id = object["id"]?.string, let cause = object["cause"]?.string.flatMap(Cause.init),
                let startTime = recording["startTime"]?.string.flatMap({ Timestamp($0) }),
                let endTime = recording["endTime"]?.string.flatMap({ Timestamp($0) }),
                let uri = ExpiringURI(recording["uri"])
            else { return nil }
            self.init(
                id: id, cause: cause, name: recording["name"]?.string.flatMap { $0.isEmpty ? nil : $0 },
                startTime: startTime, endTime: endTime,
                videoCodec: recording["videoCodec"]?.string.flatMap(CameraStreamController.VideoCodec.init),
                audioCodec: recording["audioCodec"]?.string.flatMap(CameraStreamController.AudioCodec.init), uri: uri,
                thumbnailUri: ExpiringURI(recording["thumbnailUri"]))
        }

        /// Whether Alexa accepts `id`: 1 to 256 characters with a letter, a digit or `_` among them.
        package static func isIdentifier(_ id: String) -> Bool {
            (1...256).contains(id.unicodeScalars.count)
                && id.utf8.contains { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                        true
                    default: false
                    }
                }
        }

        var json: JSONValue {
            var recording: JSONObject = [:]
            recording["name"] = name.map { .string($0) }
            recording["startTime"] = .string(startTime.withoutFraction)
            recording["endTime"] = .string(endTime.withoutFraction)
            recording["videoCodec"] = videoCodec.map { .string($0.rawValue) }
            recording["audioCodec"] = audioCodec.map { .string($0.rawValue) }
            recording["uri"] = uri.json
            recording["thumbnailUri"] = thumbnailUri?.json
            return ["id": .string(id), "cause": .string(cause.rawValue), "recording": .object(recording)]
        }
    }

    /// Why a recording was made.
    package enum Cause: String, CaseIterable, Sendable {
        /// Something moved.
        case motionDetected = "MOTION_DETECTED"
        /// Something was heard.
        case audioDetected = "AUDIO_DETECTED"
        /// Somebody was seen.
        case personDetected = "PERSON_DETECTED"
        /// The customer asked for it in the maker's app.
        case appInteraction = "APP_INTERACTION"
        /// The customer asked a voice assistant for it.
        case voiceInteraction = "VOICE_INTERACTION"
        /// A rule or schedule of the maker's cloud.
        case ruleTrigger = "RULE_TRIGGER"
    }

    /// An address that expires.
    package struct ExpiringURI: Hashable, Sendable {
        /// The address.
        package let value: String
        /// Until when, sent in whole seconds.
        package let expireTime: Timestamp

        /// `value`, good until `expireTime`.
        package init(_ value: String, expireTime: Timestamp) {
            self.value = value
            self.expireTime = expireTime
        }

        /// Reads `{"value": ..., "expireTime": ...}`; `nil` for anything else.
        package init?(_ json: JSONValue?) {
            guard let value = json?.object?["value"]?.string, !value.isEmpty,
                let expireTime = json?.object?["expireTime"]?.string.flatMap({ Timestamp($0) })
            else { return nil }
            self.init(value, expireTime: expireTime)
        }

        var json: JSONValue {
            ["value": .string(value), "expireTime": .string(expireTime.withoutFraction)]
        }
    }
}
