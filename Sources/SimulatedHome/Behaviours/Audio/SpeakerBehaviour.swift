import AlexaProtocol

/// A loudspeaker. Volume and muting are independent: a new volume does not unmute (Amazon does not say otherwise).
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

/// A loudspeaker that reports nothing. If the device is also a ``Speaker``, a step changes its volume by one percentage point.
enum StepSpeakerBehaviour: Behaviour {
    static func perform(
        _ directive: StepSpeaker.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        guard device.has(Speaker.self) else { return nil }
        switch directive {
        case .adjustVolume(let steps, let isDefault):
            // Alexa sends ten steps when the customer named no amount: then the amount is the device's own.
            device.adjustVolume(by: isDefault ? steps.signum() * 5 : steps)
        case .setMute(let isMuted): device.set(Speaker.muted(isMuted))
        }
        return nil
    }
}

extension SimulatedDevice {
    /// Limited to 0 and 100.
    fileprivate mutating func adjustVolume(by delta: Int) {
        set(Speaker.volume(percentage(Speaker.self, "volume", adjustedBy: delta)))
    }
}
