/// `Alexa.RTCSessionController`: live sound and pictures both ways, over WebRTC. Alexa waits 6 seconds for the answer to
/// its offer. Source: Alexa.RTCSessionController.
package enum RTCSessionController: AlexaInterface {
    package static let namespace = "Alexa.RTCSessionController"
    package static let directives = [
        DirectiveKind("InitiateSessionWithOffer", answer: nil) { payload throws(AlexaError) in
            let sessionId = try payload.text("sessionId")
            let offer = try payload.payload("offer")
            let (format, value) = (try offer.text("format"), try offer.text("value"))
            guard format.uppercased() == sdp else {
                throw .invalidValue("the offer's format is not \(sdp)")
            }
            return Directive.initiateSessionWithOffer(sessionId: sessionId, sdp: value)
        },
        DirectiveKind("SessionConnected", answer: nil) { payload throws(AlexaError) in
            Directive.sessionConnected(sessionId: try payload.text("sessionId"))
        },
        DirectiveKind("SessionDisconnected", answer: nil) { payload throws(AlexaError) in
            Directive.sessionDisconnected(sessionId: try payload.text("sessionId"))
        },
    ]

    private static let sdp = "SDP"

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Start a session: answer the session description with the camera's own.
        case initiateSessionWithOffer(sessionId: String, sdp: String)
        /// The session is connected.
        case sessionConnected(sessionId: String)
        /// The session is over.
        case sessionDisconnected(sessionId: String)
    }

    /// The camera's session description (RFC 8866) in answer to an offer.
    package static func answerGeneratedForSession(sdp answer: String) -> Answer {
        Answer(namespace, "AnswerGeneratedForSession", ["answer": ["format": .string(sdp), "value": .string(answer)]])
    }

    /// Confirms that the session is connected.
    package static func sessionConnected(sessionId: String) -> Answer {
        Answer(namespace, "SessionConnected", ["sessionId": .string(sessionId)])
    }

    /// Confirms that the session is over.
    package static func sessionDisconnected(sessionId: String) -> Answer {
        Answer(namespace, "SessionDisconnected", ["sessionId": .string(sessionId)])
    }

    /// Whether both sides may speak at once; a recording may have the flag as a string.
    package static func isFullDuplexAudioSupported(_ capability: Capability) -> Bool {
        let flag = capability.configuration?["isFullDuplexAudioSupported"]
        return flag?.bool ?? (flag?.string?.lowercased() == "true")
    }

    /// A capability for a camera that speaks WebRTC.
    ///
    /// - Parameter isEndToEndEncryptionEnabled: `nil` leaves it open, as cameras older than the member do.
    package static func capability(
        isFullDuplexAudioSupported: Bool, isEndToEndEncryptionEnabled: Bool? = nil
    ) -> Capability {
        var configuration: JSONObject = ["isFullDuplexAudioSupported": .bool(isFullDuplexAudioSupported)]
        configuration["isEndToEndEncryptionEnabled"] = isEndToEndEncryptionEnabled.map { .bool($0) }
        return Capability(Self.self, configuration: configuration)
    }
}
