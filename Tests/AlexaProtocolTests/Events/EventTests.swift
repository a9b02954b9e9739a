import AlexaProtocol
import Testing

/// Every kind of event in its wire format, with Amazon's order of keys.
@Suite("Event")
struct EventTests {
    static let time = Timestamp(milliseconds: 1_795_253_400_250)
    static let lamp = EndpointID("lamp-hall")
    static let address = ReplyAddress(correlationToken: Secret("dFMb0z+Pgp/gdA=="), endpointId: lamp)
    static let on = PowerController.powerState(true).sampled(at: time, uncertainty: 500)
    static let scope = Scope(token: "Atza|amazon")

    private func sent(_ body: Event.Body, scope: Scope? = nil) -> String {
        String(decoding: Event(messageId: "message-1", body).encoded(scope: scope), as: UTF8.self)
    }

    private static let onJSON =
        #"{"namespace":"Alexa.PowerController","name":"powerState","value":"ON","#
        + #""timeOfSample":"2026-11-21T09:30:00.250Z","uncertaintyInMilliseconds":500}"#
    private static let scopeJSON = #""scope":{"type":"BearerToken","token":"Atza|amazon"}"#

    private func header(_ namespace: String, _ name: String, token: Bool = false) -> String {
        #"{"event":{"header":{"namespace":"\#(namespace)","name":"\#(name)","messageId":"message-1","#
            + (token ? #""correlationToken":"dFMb0z+Pgp/gdA==","# : "") + #""payloadVersion":"3"},"#
    }

    @Test("Response")
    func response() {
        #expect(
            sent(.response(.response, Self.address, context: [Self.on]))
                == header("Alexa", "Response", token: true)
                + #""endpoint":{"endpointId":"lamp-hall"},"payload":{}},"context":{"properties":[\#(Self.onJSON)]}}"#)
    }

    @Test("Response through the gateway names the scope")
    func responseWithScope() {
        #expect(
            sent(.response(.response, Self.address, context: []), scope: Self.scope)
                == header("Alexa", "Response", token: true)
                + #""endpoint":{\#(Self.scopeJSON),"endpointId":"lamp-hall"},"payload":{}},"context":{"properties":[]}}"#
        )
    }

    @Test("Response of an interface's own")
    func ownResponse() {
        let answer = SceneController.activationStarted(at: Self.time)
        #expect(
            sent(.response(answer, Self.address, context: []))
                == header("Alexa.SceneController", "ActivationStarted", token: true)
                + #""endpoint":{"endpointId":"lamp-hall"},"payload":{"cause":{"type":"VOICE_INTERACTION"},"#
                + #""timestamp":"2026-11-21T09:30:00.250Z"}},"context":{"properties":[]}}"#)
    }

    @Test("StateReport, with instances")
    func stateReport() {
        let speed = RangeController.rangeValue(3, instance: "Fan.Speed").sampled(at: Self.time)
        #expect(
            sent(.stateReport(Self.address, context: [Self.on, speed]))
                == header("Alexa", "StateReport", token: true)
                + #""endpoint":{"endpointId":"lamp-hall"},"payload":{}},"context":{"properties":[\#(Self.onJSON),"#
                + #"{"namespace":"Alexa.RangeController","instance":"Fan.Speed","name":"rangeValue","value":3,"#
                + #""timeOfSample":"2026-11-21T09:30:00.250Z","uncertaintyInMilliseconds":0}]}}"#)
    }

    @Test("ErrorResponse has no context")
    func errorResponse() {
        let error = AlexaError(.generic(.endpointLowPower(percentageState: 5)), #"the "lock" is low"#)
        #expect(
            sent(.errorResponse(error, Self.address))
                == header("Alexa", "ErrorResponse", token: true)
                + #""endpoint":{"endpointId":"lamp-hall"},"payload":{"type":"ENDPOINT_LOW_POWER","#
                + #""message":"the \"lock\" is low","percentageState":5}}}"#)
    }

    @Test("ErrorResponse to nobody in particular has neither endpoint nor token")
    func errorResponseWithoutAddress() {
        #expect(
            sent(.errorResponse(.invalidDirective("no header"), ReplyAddress(correlationToken: Secret(""))))
                == header("Alexa", "ErrorResponse")
                + #""payload":{"type":"INVALID_DIRECTIVE","message":"no header"}}}"#)
    }

    @Test("DeferredResponse has neither endpoint nor context")
    func deferredResponse() {
        #expect(
            sent(.deferredResponse(correlationToken: Secret("dFMb0z+Pgp/gdA=="), estimatedDeferralInSeconds: 15))
                == header("Alexa", "DeferredResponse", token: true) + #""payload":{"estimatedDeferralInSeconds":15}}}"#)
        #expect(
            sent(.deferredResponse(correlationToken: nil, estimatedDeferralInSeconds: nil), scope: Self.scope)
                == header("Alexa", "DeferredResponse") + #""payload":{}}}"#)
    }

    @Test("ChangeReport: what changed in the payload, the rest in the context")
    func changeReport() throws {
        let bright = BrightnessController.brightness(40).sampled(at: Self.time)
        let body = Event.Body.changeReport(
            try #require(Self.lamp), .physicalInteraction, changed: [Self.on], unchanged: [bright])
        #expect(
            sent(body, scope: Self.scope)
                == header("Alexa", "ChangeReport")
                + #""endpoint":{\#(Self.scopeJSON),"endpointId":"lamp-hall"},"payload":{"change":{"cause":"#
                + #"{"type":"PHYSICAL_INTERACTION"},"properties":[\#(Self.onJSON)]}}},"context":{"properties":["#
                + #"{"namespace":"Alexa.BrightnessController","name":"brightness","value":40,"#
                + #""timeOfSample":"2026-11-21T09:30:00.250Z","uncertaintyInMilliseconds":0}]}}"#)
    }

    @Test("an interface's event")
    func interfaceEvent() throws {
        let press = DoorbellEventSource.doorbellPress(at: Self.time)
        #expect(
            sent(.interfaceEvent(press, try #require(Self.lamp)), scope: Self.scope)
                == header("Alexa.DoorbellEventSource", "DoorbellPress")
                + #""endpoint":{\#(Self.scopeJSON),"endpointId":"lamp-hall"},"payload":{"cause":"#
                + #"{"type":"PHYSICAL_INTERACTION"},"timestamp":"2026-11-21T09:30:00Z"}},"context":{"properties":[]}}"#)
    }

    @Test("a payload that names the scope names the customer's, or none in an answer that has none")
    func scopeInPayload() throws {
        let media = try #require(CameraTests.recording(id: "clip_1"))
        let answer = try #require(MediaMetadata.response([media]))
        let body = Event.Body.response(answer, Self.address, context: [])
        #expect(
            sent(body).contains(#""payload":{"scope":{"type":"BearerToken","token":"none"},"media":[{"id":"clip_1","#))
        #expect(sent(body, scope: Self.scope).contains(#""payload":{\#(Self.scopeJSON),"media":["#))
        let deleted = Event.Body.interfaceEvent(
            try #require(MediaMetadata.mediaDeleted(["clip_1"])), try #require(Self.lamp))
        #expect(sent(deleted, scope: Self.scope).contains(#""payload":{\#(Self.scopeJSON),"mediaIds":["clip_1"]}"#))
    }

    @Test("Discover.Response and AddOrUpdateReport")
    func endpoints() {
        let endpoint = Endpoint(
            endpointId: "lamp-hall", manufacturerName: "Porchlight", friendlyName: "Hall", description: "A lamp",
            displayCategories: ["LIGHT"], capabilities: [Capability(PowerController.self)])
        let json =
            #"{"endpointId":"lamp-hall","manufacturerName":"Porchlight","friendlyName":"Hall","#
            + #""description":"A lamp","displayCategories":["LIGHT"],"capabilities":[{"type":"AlexaInterface","#
            + #""interface":"Alexa.PowerController","version":"3","properties":{"supported":[{"name":"powerState"}],"#
            + #""proactivelyReported":false,"retrievable":true}},"#
            + #"{"type":"AlexaInterface","interface":"Alexa","version":"3"}]}"#
        #expect(
            sent(.discoverResponse([DiscoveredEndpoint(endpoint)]))
                == header("Alexa.Discovery", "Discover.Response") + #""payload":{"endpoints":[\#(json)]}}}"#)
        #expect(
            sent(.discoverResponse([]))
                == header("Alexa.Discovery", "Discover.Response") + #""payload":{"endpoints":[]}}}"#)
        #expect(
            sent(.addOrUpdateReport([endpoint]), scope: Self.scope)
                == header("Alexa.Discovery", "AddOrUpdateReport")
                + #""payload":{"endpoints":[\#(json)],\#(Self.scopeJSON)}}}"#)
    }

    @Test("DeleteReport")
    func deleteReport() throws {
        #expect(
            sent(.deleteReport([try #require(Self.lamp), try #require(EndpointID("fan"))]), scope: Self.scope)
                == header("Alexa.Discovery", "DeleteReport")
                + #""payload":{"endpoints":[{"endpointId":"lamp-hall"},{"endpointId":"fan"}],\#(Self.scopeJSON)}}}"#)
    }

    @Test("AcceptGrant.Response")
    func acceptGrantResponse() {
        #expect(
            sent(.acceptGrantResponse) == header("Alexa.Authorization", "AcceptGrant.Response") + #""payload":{}}}"#)
    }
}
