/// `Alexa.SecurityPanelController`: an alarm system. Source: Alexa.SecurityPanelController.
package enum SecurityPanelController {
    /// A zone that is or must be left out when arming.
    package struct BypassedEndpoint: Hashable, Sendable {
        /// What the customer calls it.
        package let friendlyName: String
        /// Its id, if Alexa knows it as an endpoint.
        package let endpointId: EndpointID?

        /// A zone of that name.
        package init(friendlyName: String, endpointId: EndpointID? = nil) {
            self.friendlyName = friendlyName
            self.endpointId = endpointId
        }

        /// Reads `{"friendlyName": ..., "endpointId"?: ...}`; `nil` if the name is missing.
        package init?(_ json: JSONValue) {
            guard let name = json.object?["friendlyName"]?.string else { return nil }
            self.init(friendlyName: name, endpointId: json.object?["endpointId"]?.string.flatMap { EndpointID($0) })
        }

        var json: JSONValue {
            var object: JSONObject = ["friendlyName": .string(friendlyName)]
            if let endpointId { object["endpointId"] = .string(endpointId.rawValue) }
            return .object(object)
        }
    }
}
