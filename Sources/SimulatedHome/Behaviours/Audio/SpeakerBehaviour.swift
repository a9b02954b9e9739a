import AlexaProtocol

/// A loudspeaker: volume and muting are two things, so a new volume does not unmute (Amazon says nothing else).
enum SpeakerBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(Speaker.volume(50))
        device.setIfUnknown(Speaker.muted(false))
    }

    static func perform(
        _ directive: Speaker.Directive, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) -> Answer? {
        switch directive {
        case .setVolume(let percent): device.set(Speaker.volume(percent))
        case .adjustVolume(let delta, _): device.adjustVolume(by: delta)
        case .setMute(let isMuted): device.set(Speaker.muted(isMuted))
        }
        return nil
    }
}

/// A loudspeaker that tells nothing; one that is also a ``Speaker`` moves that volume, a percentage point a step.
enum StepSpeakerBehaviour: Behaviour {
    static func perform(
        _ directive: StepSpeaker.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        guard device.has(Speaker.self) else { return nil }
        switch directive {
        case .adjustVolume(let steps, let isDefault):
            // Alexa sends ten steps when the customer named no amount: the size is the device's own then.
            device.adjustVolume(by: isDefault ? steps.signum() * 5 : steps)
        case .setMute(let isMuted): device.set(Speaker.muted(isMuted))
        }
        return nil
    }
}

extension SimulatedDevice {
    /// Stops at either end.
    fileprivate mutating func adjustVolume(by delta: Int) {
        set(Speaker.volume(percentage(Speaker.self, "volume", adjustedBy: delta)))
    }
}
