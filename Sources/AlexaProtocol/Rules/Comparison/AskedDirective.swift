/// A directive of the document, remembered for the event that answers it.
struct AskedDirective: Sendable {
    let namespace: String
    let name: String
    let instance: String?
    let messageId: String?
    let correlationToken: String?
    let endpointId: String?
    let payload: JSONObject

    /// Reads a message with the member `directive`; `nil` if that names no directive.
    init?(_ message: JSONObject) {
        guard let directive = message["directive"]?.object, let header = directive["header"]?.object,
            let namespace = header["namespace"]?.string, let name = header["name"]?.string
        else { return nil }
        self.namespace = namespace
        self.name = name
        instance = header["instance"]?.string
        messageId = header["messageId"]?.string
        correlationToken = header["correlationToken"]?.string
        endpointId = directive["endpoint"]?.object?["endpointId"]?.string
        payload = directive["payload"]?.object ?? [:]
    }

    /// For messages: `Alexa.PowerController.TurnOn`.
    var fullName: String { "\(namespace).\(name)" }

    private var kind: DirectiveKind? {
        InterfaceCatalog.interface(namespace)?.directives.first { $0.name == name }
    }

    /// The payload in the directive's own type; `nil` if the directive is unknown or its payload is wrong.
    var typed: (any DirectivePayload)? {
        let header = Directive.Header(namespace, name, instance: instance)
        do throws(AlexaError) {
            return try kind?.read(Payload(.object(payload), of: header))
        } catch {
            return nil
        }
    }

    /// Namespace and name of the event that reports success; `nil` if that is not known.
    var answer: (namespace: String, name: String)? {
        switch (namespace, name) {
        case (Alexa.namespace, "ReportState"): return (Alexa.namespace, "StateReport")
        case (Discovery.namespace, "Discover"): return (Discovery.namespace, "Discover.Response")
        case (Authorization.namespace, "AcceptGrant"): return (Authorization.namespace, "AcceptGrant.Response")
        case (CameraStreamController.namespace, "InitializeCameraStreams"):
            return (CameraStreamController.namespace, "Response")
        case (RTCSessionController.namespace, "InitiateSessionWithOffer"):
            return (RTCSessionController.namespace, "AnswerGeneratedForSession")
        case (RTCSessionController.namespace, _): return (namespace, name)
        default:
            guard let answer = kind?.defaultAnswer?(Timestamp(milliseconds: 0)) else { return nil }
            return (answer.namespace, answer.name)
        }
    }
}

extension Inspection {
    /// Whether the answer to a directive of `namespace` may be deferred. Scenes, cameras, discovery, authorisation and reports
    /// of state are answered at once. Sources: Alexa.Response, "Deferred response"; the pages of these interfaces.
    package static func mayBeDeferred(_ namespace: String) -> Bool {
        switch namespace {
        case Alexa.namespace, Discovery.namespace, Authorization.namespace, SceneController.namespace,
            CameraStreamController.namespace, RTCSessionController.namespace, MediaMetadata.namespace,
            Commissionable.namespace, DataController.namespace:
            false
        default:
            !namespace.hasPrefix("Alexa.SmartVision.")
        }
    }
}
