import AlexaProtocol

/// A camera that accepts every session. It stores none, so it does not check whether a session exists.
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
