extension Inspection {
    /// Checks whether the namespace has an event of that name, and corrects a name that can only mean one.
    mutating func named(_ event: inout JSONObject) {
        object("header", of: &event) { header, inspection in
            guard let namespace = header["namespace"]?.string, let name = header["name"]?.string else { return true }
            if Self.discoveries.contains(name), namespace != Discovery.namespace {
                inspection.note(
                    .envDiscoveryHeader, "The namespace of \(name) is \(Text.quoted(namespace))", at: "namespace",
                    doing: .mended(Discovery.namespace))
                header["namespace"] = .string(Discovery.namespace)
            } else if namespace == Discovery.namespace, !Self.discoveries.contains(name), name != "ErrorResponse" {
                inspection.note(
                    .envDiscoveryHeader, "The name is \(Text.quoted(name))", at: "name",
                    doing: .mended("Discover.Response"))
                header["name"] = "Discover.Response"
            } else if namespace == Alexa.namespace, !Self.plain.contains(name), name != "ErrorResponse" {
                inspection.note(.evNameKnown, "\(Text.quoted(name)) is no event of Alexa", at: "name")
            } else if namespace != Alexa.namespace, Self.plain.contains(name),
                let interface = InterfaceCatalog.interface(namespace), Self.isAnsweredByAlexa(interface)
            {
                inspection.note(
                    .evNameKnown, "\(name) stands under \(namespace)", at: "namespace", doing: .mended(Alexa.namespace))
                header["namespace"] = .string(Alexa.namespace)
            }
            return true
        }
    }

    /// Whether every directive of the interface is answered with an event of the namespace Alexa. A few have events of the
    /// same names: the StateReport of Alexa.SeekController, the Response of Alexa.CameraStreamController.
    private static func isAnsweredByAlexa(_ interface: any AlexaInterface.Type) -> Bool {
        interface.directives.allSatisfy { directive in
            directive.defaultAnswer?(Timestamp(milliseconds: 0)).namespace == Alexa.namespace
        }
    }

    private static let discoveries: Set<String> = ["Discover.Response", "AddOrUpdateReport", "DeleteReport"]
    /// The events of the namespace Alexa other than ErrorResponse, which other namespaces have, too.
    private static let plain: Set<String> = ["Response", "StateReport", "DeferredResponse", "ChangeReport"]

    /// Events that answer no directive: they have no correlation token.
    static let unasked: Set<String> = ["ChangeReport", "AddOrUpdateReport", "DeleteReport", "DoorbellPress"]
    /// Answers: they have the correlation token of the directive.
    private static let answers: Set<String> = ["Response", "StateReport", "DeferredResponse", "ErrorResponse"]

    /// Checks the header of an event.
    mutating func header(_ event: inout JSONObject, _ namespace: String, _ name: String) {
        guard event["header"]?.object != nil else {
            note(.evHeaderFields, "There is no header", at: "header")
            return
        }
        object("header", of: &event) { header, inspection in
            for key in ["namespace", "name", "messageId", "payloadVersion"] where (header[key]?.string ?? "").isEmpty {
                if key == "payloadVersion", let number = header[key]?.number {
                    inspection.note(
                        .evHeaderFields, "payloadVersion is a number", at: .key(key), doing: .mended("written as text"))
                    header[key] = .string(JSONValue.number(number).text)
                } else {
                    inspection.note(.evHeaderFields, "\(key) is missing or not a text", at: .key(key))
                }
            }
            inspection.version(&header, namespace, name)
            if let id = header["messageId"]?.string, !Self.isUUID(id) {
                inspection.note(.evMessageIdUuid, "messageId is not a UUID", at: "messageId")
            }
            if header["correlationToken"] != nil, Self.unasked.contains(name) || namespace == Discovery.namespace {
                let rule: Rule = namespace == Discovery.namespace ? .envNoCorrelation : .evCorrelationAbsent
                inspection.note(
                    rule, "\(name) has a correlationToken", at: "correlationToken", doing: .leftOut("the token"))
                header["correlationToken"] = nil
            }
            if namespace == Alexa.namespace, Self.answers.contains(name),
                (header["correlationToken"]?.string ?? "").isEmpty
            {
                inspection.note(.evCorrelationCopied, "\(name) has no correlationToken", at: "correlationToken")
            }
            if header["instance"] != nil, namespace == Alexa.namespace {
                inspection.note(.evNoInstanceInHeader, "The header has an instance", at: "instance")
            }
            return true
        }
    }

    private mutating func version(_ header: inout JSONObject, _ namespace: String, _ name: String) {
        guard let version = header["payloadVersion"]?.string, !version.isEmpty else { return }
        let errors = ErrorCatalog.kinds.first { $0.header.namespace == namespace }?.header.payloadVersion
        let own = InterfaceCatalog.interface(namespace)?.payloadVersion
        let isError = name == "ErrorResponse"
        guard let expected = isError ? errors ?? own : own, version != expected, version != (own ?? expected) else {
            return
        }
        let rule: Rule = namespace == Discovery.namespace ? .envDiscoveryHeader : .evPayloadVersion
        note(
            rule, "payloadVersion is \(Text.quoted(version)), not \(Text.quoted(expected))", at: "payloadVersion",
            doing: .mended("payloadVersion is \"\(expected)\""))
        header["payloadVersion"] = .string(expected)
    }

    private static func isUUID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }
}

extension Rule {
    static let evHeaderFields = Rule(
        "ev-header-fields", costs: .event, .errorResponse,
        "A header has namespace, name, messageId and payloadVersion, all texts.", "Give them.")
    static let evNameKnown = Rule(
        "ev-name-known", costs: .event, .response,
        "Response, StateReport, DeferredResponse and ChangeReport are the events of the namespace Alexa, whatever interface the directive was of; it has no others beside ErrorResponse.",
        "Correct namespace and name.")
    static let evPayloadVersion = Rule(
        "ev-payload-version", costs: .event, .errorResponse, "payloadVersion is that of the namespace: 3 for most.",
        "Correct the version.")
    static let evMessageIdUuid = Rule(
        "ev-message-id-uuid", costs: .nothing, isAdvice: true, .errorResponse,
        "messageId is unique for each event, best a random UUID.", "Make a UUID for each event.")
    static let evCorrelationCopied = Rule(
        "ev-correlation-copied", costs: .event, .response,
        "An answer has the correlationToken of its directive, byte for byte.", "Copy it.")
    static let evCorrelationAbsent = Rule(
        "ev-correlation-absent", costs: .event, .stateReporting,
        "An event that no directive asked for has no correlationToken.", "Leave it out.")
    static let evNoInstanceInHeader = Rule(
        "ev-no-instance-in-header", costs: .nothing, isAdvice: true, .schema,
        "Only events of interfaces with instances have an instance in the header.", "Leave it out.")

    static let headerRules: [Rule] = [
        evHeaderFields, evNameKnown, evPayloadVersion, evMessageIdUuid, evCorrelationCopied, evCorrelationAbsent,
        evNoInstanceInHeader,
    ]
}
