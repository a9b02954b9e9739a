/// `Alexa.AutomationManagement`: which capabilities the customer's own rules control already.
/// Source: Alexa.AutomationManagement 1.0 and the message schema.
package enum AutomationManagement: AlexaInterface {
    package static let namespace = "Alexa.AutomationManagement"
    package static let version = "1.0"
    package static let properties = [
        PropertyKind(
            "automationStatuses",
            .list(
                .object([
                    .required("status", .word(Status.allCases.map(\.rawValue))), .required("capability", .text),
                    .optional("instance", .text),
                ])))
    ]

    /// Whether rules control a capability.
    package enum Status: String, CaseIterable, Sendable {
        /// They do.
        case automated = "AUTOMATED"
        /// They do not.
        case notAutomated = "NOT_AUTOMATED"
    }

    /// A capability of the endpoint.
    package struct Subject: Hashable, Sendable {
        /// Its interface.
        package let capability: String
        /// Its instance, on interfaces that have them.
        package let instance: String?

        /// The capability of `interface`.
        package init(_ interface: any AlexaInterface.Type, instance: String? = nil) {
            self.capability = interface.namespace
            self.instance = instance
        }

        fileprivate var json: JSONObject {
            var json: JSONObject = ["capability": .string(capability)]
            if let instance { json["instance"] = .string(instance) }
            return json
        }
    }

    /// `automationStatuses`.
    package static func automationStatuses(_ statuses: [(Status, Subject)]) -> PropertyState {
        PropertyState(
            namespace, "automationStatuses",
            .array(
                statuses.map { status, subject in
                    var json = subject.json
                    json["status"] = .string(status.rawValue)
                    return .object(json)
                }))
    }

    /// `GetAlexaAutomationStatus`: the skill asks Alexa which of these its routines control.
    package static func getAlexaAutomationStatus(of subjects: [Subject]) -> InterfaceEvent {
        InterfaceEvent(
            namespace, "GetAlexaAutomationStatus", ["capabilities": .array(subjects.map { .object($0.json) })])
    }
}
