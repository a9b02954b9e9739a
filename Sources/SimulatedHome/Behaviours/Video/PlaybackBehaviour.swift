import AlexaProtocol

/// A player: plays, pauses, stops. Alexa.PlaybackStateReporter reports its state, if declared. Playing switches a device on; a
/// device that is off stays stopped.
enum PlaybackBehaviour: Behaviour {
    static func perform(
        _ directive: PlaybackController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        switch directive {
        case .play: device.play(.playing)
        case .pause: device.play(.paused)
        case .stop:
            device.play(.stopped)
            device.position = 0
        case .startOver:
            device.play(.playing)
            device.position = 0
        // Another title begins at its start; the playback state does not change.
        case .previous, .next: device.position = 0
        // Alexa has no state for fast playback.
        case .rewind, .fastForward: break
        }
        return nil
    }
}

/// A player within one title, between its start and its end: the trait `durationMilliseconds`, or a day.
enum SeekBehaviour: Behaviour {
    static let traits: [Trait] = [
        .integer("positionMilliseconds", in: 0...SeekController.lastPosition),
        .integer("durationMilliseconds", in: 0...SeekController.lastPosition),
    ]

    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        let seeded = device.value(SeekController.self, "positionMilliseconds") ?? device.traits["positionMilliseconds"]
        device.position = seeded?.integer ?? 0
    }

    static func perform(
        _ directive: SeekController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        guard !device.isOff else {
            throw AlexaError(.generic(.notInOperation), "the player is switched off, so there is no position to move")
        }
        switch directive {
        case .adjustSeekPosition(let delta): device.position += delta
        }
        return SeekController.stateReport(position: device.position)
    }
}

/// A player that finds every video that it is asked for.
enum RemoteVideoBehaviour: Behaviour {
    static func perform(
        _ directive: RemoteVideoPlayer.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        switch directive {
        case .searchAndPlay:
            device.play(.playing)
            device.position = 0
        case .searchAndDisplayResults: device.turnOn()
        }
        return nil
    }
}

extension SimulatedDevice {
    fileprivate mutating func play(_ state: PlaybackStateReporter.State) {
        if state == .playing { turnOn() }
        guard has(PlaybackStateReporter.self) else { return }
        set(PlaybackStateReporter.playbackState(isOff ? .stopped : state))
    }

    /// The playback position, in milliseconds from the start, limited to both ends.
    var position: Int {
        get { memory["positionMilliseconds"]?.integer ?? 0 }
        set {
            let duration = traits["durationMilliseconds"]?.integer ?? SeekController.lastPosition
            let end = min(max(0, duration), SeekController.lastPosition)
            memory["positionMilliseconds"] = .number(Double(min(max(0, newValue), end)))
        }
    }
}
