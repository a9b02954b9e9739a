import AlexaProtocol

/// How long Alexa waits for the answer to a directive.
enum TimeLimits {
    /// Most directives. Source: Alexa.DeferredResponse.
    static let answer = Duration.seconds(8)
    /// Cameras. Source: Alexa.RTCSessionController, Alexa.CameraStreamController.
    static let camera = Duration.seconds(6)

    /// How long Alexa waits for the answer to a directive of `namespace`; `nil` if that could not be read.
    static func answer(to namespace: String?) -> Duration {
        switch namespace {
        case RTCSessionController.namespace, CameraStreamController.namespace: camera
        default: answer
        }
    }
}
