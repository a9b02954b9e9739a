import AlexaProtocol

/// Records the present programme, which switches the device on. A command for the state that it already has is no error.
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

/// A recorder that finds and schedules every programme; its free storage does not change.
enum VideoRecorderBehaviour: Behaviour {
    static func perform(
        _ directive: VideoRecorder.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        nil
    }
}
