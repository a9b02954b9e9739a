import AlexaProtocol
import SimulatedHome

/// Directives and homes for the measurements.
enum Scenario {
    /// TurnOn of a lamp.
    static let light = directive("Alexa.PowerController", "TurnOn", "lamp-kitchen", "{}")
    /// Discover.
    static let discover = Array(
        """
        {"directive":{"header":{"namespace":"Alexa.Discovery","name":"Discover","payloadVersion":"3",\
        "messageId":"5f0c2c1e-0c1b-4d59-9d5e-6f6c2f1d8a01"},"payload":{"scope":{"type":"BearerToken",\
        "token":"\(token)"}}}}
        """.utf8)

    /// Directives to one endpoint each, with their names.
    static func all() throws -> [(String, [UInt8])] {
        [
            ("light: TurnOn", light),
            (
                "light: SetBrightness",
                directive("Alexa.BrightnessController", "SetBrightness", "lamp-kitchen", #"{"brightness":42}"#)
            ),
            (
                "light: SetColor",
                directive(
                    "Alexa.ColorController", "SetColor", "lamp-kitchen",
                    #"{"color":{"hue":350.5,"saturation":0.7138,"brightness":0.6524}}"#)
            ),
            (
                "thermostat: SetTargetTemperature",
                directive(
                    "Alexa.ThermostatController", "SetTargetTemperature", "thermostat-office",
                    #"{"targetSetpoint":{"value":21.5,"scale":"CELSIUS"}}"#)
            ),
            ("thermostat: ReportState", directive("Alexa", "ReportState", "thermostat-office", "{}")),
            (
                "error: VALUE_OUT_OF_RANGE",
                directive("Alexa.BrightnessController", "SetBrightness", "lamp-kitchen", #"{"brightness":420}"#)
            ),
            ("error: NO_SUCH_ENDPOINT", directive("Alexa.PowerController", "TurnOn", "lamp-unknown", "{}")),
        ]
    }

    /// A home of 300 endpoints, each a copy of the sample home's lamp.
    static func crowdedHome() throws -> HomeFile {
        let sample = HomeFile.sample
        guard let lamp = sample.devices.first(where: { $0.endpoint.endpointId == "lamp-kitchen" }) else {
            return sample
        }
        let written = Event(messageId: "lamp", .discoverResponse([DiscoveredEndpoint(lamp.endpoint)])).encoded()
        let payload = JSONDocument(parsing: written).value?.object?["event"]?.object?["payload"]?.object
        guard var endpoint = payload?["endpoints"]?.array?.first?.object else { return sample }
        let endpoints = (0..<300).map { number in
            endpoint["endpointId"] = .string("lamp-\(number)")
            return JSONValue.object(endpoint)
        }
        return try HomeFile(JSONValue.object(["endpoints": .array(endpoints)]).encoded())
    }

    private static func directive(_ namespace: String, _ name: String, _ endpoint: String, _ payload: String) -> [UInt8]
    {
        Array(
            """
            {"directive":{"header":{"namespace":"\(namespace)","name":"\(name)","payloadVersion":"3",\
            "messageId":"5f0c2c1e-0c1b-4d59-9d5e-6f6c2f1d8a01",\
            "correlationToken":"Y29ycmVsYXRpb24gdG9rZW4gb2YgdXN1YWwgbGVuZ3Ro+/=="},\
            "endpoint":{"scope":{"type":"BearerToken","token":"\(token)"},"endpointId":"\(endpoint)",\
            "cookie":{"room":"kitchen","vendorId":"vdevo160000000000001","firmware":"1.8.2"}},"payload":\(payload)}}
            """.utf8)
    }

    /// A token of the length of Amazon's.
    private static let token = "Atza|" + String(repeating: "placeholder-", count: 28)
}

/// The part of every directive that the skill reads, for `JSONDecoder`.
struct DecodableDirective: Decodable {
    struct Directive: Decodable {
        struct Header: Decodable {
            let namespace: String
            let name: String
            let payloadVersion: String
            let messageId: String
            let correlationToken: String?
        }
        struct Endpoint: Decodable {
            struct Scope: Decodable {
                let type: String
                let token: String
            }
            let scope: Scope
            let endpointId: String
            let cookie: [String: String]
        }
        let header: Header
        let endpoint: Endpoint
    }
    let directive: Directive
}
