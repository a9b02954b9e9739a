import AlexaProtocol

/// Records what is on, which switches the device on; doing what it does already is no error.
enum RecordBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        device.setIfUnknown(RecordController.recordingState(false))
    }

    static func perform(
        _ directive: RecordController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        switch directive {
        case .startRecording:
            device.turnOn()
            device.set(RecordController.recordingState(true))
        case .stopRecording: device.set(RecordController.recordingState(false))
        }
        return nil
    }
}

/// A recorder that finds everything and plans it; its storage neither fills nor empties.
enum VideoRecorderBehaviour: Behaviour {
    static func perform(
        _ directive: VideoRecorder.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        nil
    }
}
