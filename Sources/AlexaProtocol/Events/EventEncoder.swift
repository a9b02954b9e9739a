/// Writes an event straight to JSON: the only place where the envelope is encoded.
struct EventEncoder: ~Copyable {
    let event: Event
    let scope: Scope?

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.object("event") { json in
                switch event.body {
                case .response(let answer, let address, _):
                    header(&json, answer.namespace, answer.name, answer.payloadVersion, address.correlationToken)
                    endpoint(&json, address.endpointId)
                    payload(&json, answer.payload, scope: answer.carriesScope ? scope ?? Self.noScope : nil)
                case .errorResponse(let error, let address):
                    let kind = error.type.header
                    header(&json, kind.namespace, kind.name, kind.payloadVersion, address.correlationToken)
                    endpoint(&json, address.endpointId)
                    payload(&json, error.type.type, error.message, error.type.fields)
                case .stateReport(let address, _):
                    header(&json, Alexa.namespace, "StateReport", "3", address.correlationToken)
                    endpoint(&json, address.endpointId)
                    payload(&json, [:])
                case .deferredResponse(let correlationToken, let seconds):
                    header(&json, Alexa.namespace, "DeferredResponse", "3", correlationToken)
                    payload(&json, seconds.map { ["estimatedDeferralInSeconds": .number(Double($0))] } ?? [:])
                case .changeReport(let endpointId, let cause, let changed, _):
                    header(&json, Alexa.namespace, "ChangeReport", "3")
                    endpoint(&json, endpointId)
                    changePayload(&json, cause, changed)
                case .interfaceEvent(let own, let endpointId):
                    header(&json, own.namespace, own.name, own.payloadVersion, instance: own.instance)
                    endpoint(&json, endpointId)
                    payload(&json, own.payload, scope: own.carriesScope ? scope : nil)
                case .discoverResponse(let endpoints):
                    header(&json, Discovery.namespace, "Discover.Response", "3")
                    payload(&json, scope: nil) { json in
                        for endpoint in endpoints { endpoint.write(to: &json) }
                    }
                case .addOrUpdateReport(let endpoints):
                    header(&json, Discovery.namespace, "AddOrUpdateReport", "3")
                    payload(&json, scope: scope) { json in
                        for endpoint in endpoints { endpoint.write(to: &json) }
                    }
                case .deleteReport(let endpointIds):
                    header(&json, Discovery.namespace, "DeleteReport", "3")
                    payload(&json, scope: scope) { json in
                        for id in endpointIds {
                            json.object { json in json.member("endpointId", id.rawValue) }
                        }
                    }
                case .acceptGrantResponse:
                    header(&json, Authorization.namespace, "AcceptGrant.Response", "3")
                    payload(&json, [:])
                }
            }
            if let context {
                json.object("context") { json in
                    properties(&json, context)
                }
            }
        }
    }

    /// The properties of the context; `nil` for an event that has no context at all.
    private var context: [Property]? {
        switch event.body {
        case .response(_, _, let context), .stateReport(_, let context): context
        case .changeReport(_, _, _, let unchanged): unchanged
        case .interfaceEvent: []
        case .errorResponse, .deferredResponse, .discoverResponse, .addOrUpdateReport, .deleteReport,
            .acceptGrantResponse:
            nil
        }
    }

    /// Amazon's schema requires a scope in some payloads even of a synchronous answer, which has no token.
    private static let noScope = Scope(token: "none")

    private func header(
        _ json: inout JSONWriter, _ namespace: String, _ name: String, _ payloadVersion: String,
        _ correlationToken: Secret? = nil, instance: String? = nil
    ) {
        json.object("header") { json in
            json.member("namespace", namespace)
            if let instance { json.member("instance", instance) }
            json.member("name", name)
            json.member("messageId", event.messageId)
            if let correlationToken { json.member("correlationToken", correlationToken.exposed) }
            json.member("payloadVersion", payloadVersion)
        }
    }

    private func endpoint(_ json: inout JSONWriter, _ endpointId: EndpointID?) {
        guard let endpointId else { return }
        json.object("endpoint") { json in
            if let scope { write(scope, to: &json) }
            json.member("endpointId", endpointId.rawValue)
        }
    }

    private func write(_ scope: Scope, to json: inout JSONWriter) {
        json.object("scope") { json in
            json.member("type", scope.type)
            json.member("token", scope.token)
        }
    }

    private func payload(_ json: inout JSONWriter, _ payload: JSONObject, scope: Scope? = nil) {
        json.object("payload") { json in
            if let scope { write(scope, to: &json) }
            for member in payload.members { json.member(named: member.key, member.value) }
        }
    }

    private func payload(_ json: inout JSONWriter, _ type: String, _ message: String, _ fields: JSONObject) {
        json.object("payload") { json in
            json.member("type", type)
            json.member("message", message)
            for field in fields.members { json.member(named: field.key, field.value) }
        }
    }

    private func properties(_ json: inout JSONWriter, _ properties: [Property]) {
        json.array("properties") { json in
            // They have few different sample times, each of which is encoded once.
            var samples: [(property: Property, bytes: [UInt8])] = []
            for property in properties {
                json.object { json in
                    property.state.write(to: &json)
                    if let index = samples.firstIndex(where: { property.isSampledLike($0.property) }) {
                        json.write(compact: samples[index].bytes)
                    } else if json.isCompact {
                        samples.append((property, json.recording(property.writeSample)))
                    } else {
                        property.writeSample(to: &json)
                    }
                }
            }
        }
    }

    private func changePayload(_ json: inout JSONWriter, _ cause: ChangeCause, _ changed: [Property]) {
        json.object("payload") { json in
            json.object("change") { json in
                json.member("cause", cause.json)
                properties(&json, changed)
            }
        }
    }

    private func payload(_ json: inout JSONWriter, scope: Scope?, endpoints: (inout JSONWriter) -> Void) {
        json.object("payload") { json in
            json.array("endpoints", endpoints)
            if let scope { write(scope, to: &json) }
        }
    }
}
