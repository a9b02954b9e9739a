import AlexaProtocol

/// A camera that agrees to every session. It remembers none: whether a session ever stood, Alexa knows best.
enum RTCSessionBehaviour: Behaviour {
    static func perform(
        _ directive: RTCSessionController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        switch directive {
        case .initiateSessionWithOffer(_, let offer):
            let listens = RTCSessionController.isFullDuplexAudioSupported(capability)
            return RTCSessionController.answerGeneratedForSession(sdp: SessionAnswer(to: offer, listens: listens).text)
        case .sessionConnected(let sessionId):
            return RTCSessionController.sessionConnected(sessionId: sessionId)
        case .sessionDisconnected(let sessionId):
            return RTCSessionController.sessionDisconnected(sessionId: sessionId)
        }
    }
}
