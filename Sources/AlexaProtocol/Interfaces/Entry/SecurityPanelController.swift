/// `Alexa.SecurityPanelController`: an alarm system. Source: Alexa.SecurityPanelController.
package enum SecurityPanelController: AlexaInterface {
    package static let namespace = "Alexa.SecurityPanelController"
    package static let directives = [
        // All fields of its success event are optional; the adapter adds those that it knows.
        DirectiveKind("Arm", answer: { _ in armResponse() }) { payload throws(AlexaError) in
            let state = try payload.word("armState", ArmState.self)
            guard state != .disarmed else { throw .invalidValue("Arm cannot disarm; that takes Disarm") }
            return Directive.arm(
                state, bypassesAll: try payload.optionalText("bypassType") == "BYPASS_ALL",
                isInstant: try payload.boolean("armInstant", default: false))
        },
        DirectiveKind("Disarm") { payload throws(AlexaError) in
            guard let authorization = try payload.optionalPayload("authorization") else {
                return Directive.disarm(nil)
            }
            let type = try authorization.optionalText("type") ?? Pin.type
            guard type == Pin.type else { throw .invalidValue("authorization.type must be \(Pin.type)") }
            return Directive.disarm(Pin(try authorization.text("value")))
        },
    ]
    package static let properties =
        [PropertyKind("armState", .word(ArmState.allCases.map(\.rawValue)))]
        + Alarm.allCases.map { PropertyKind($0.rawValue, .object([.required("value", .word(["OK", "ALARM"]))])) }

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Arm. `bypassesAll`: open zones may be left out. `isInstant`: there is no exit delay.
        case arm(ArmState, bypassesAll: Bool, isInstant: Bool)
        /// Disarm, with the PIN if the customer gave one.
        case disarm(Pin?)

        package func check(against capability: Capability) throws(AlexaError) {
            guard case .arm(let state, _, _) = self else { return }
            let supported = Configuration(capability).supportedArmStates
            guard supported.isEmpty || supported.contains(state) else {
                throw .invalidValue("the panel does not declare the arm state \(state.rawValue)")
            }
        }
    }

    /// What a panel watches.
    package enum ArmState: String, CaseIterable, Sendable {
        /// Nothing.
        case disarmed = "DISARMED"
        /// Everything: nobody is at home.
        case armedAway = "ARMED_AWAY"
        /// The outside, for those who are at home.
        case armedStay = "ARMED_STAY"
        /// The outside, and rooms that are not used at night.
        case armedNight = "ARMED_NIGHT"
    }

    /// The alarms that a panel reports; the raw value is the property's name.
    package enum Alarm: String, CaseIterable, Sendable {
        /// Somebody breaks in.
        case burglary = "burglaryAlarm"
        /// Carbon monoxide.
        case carbonMonoxide = "carbonMonoxideAlarm"
        /// Fire or smoke.
        case fire = "fireAlarm"
        /// Water where none should be.
        case water = "waterAlarm"
    }

    /// `armState`.
    package static func armState(_ state: ArmState) -> PropertyState {
        PropertyState(namespace, "armState", .string(state.rawValue))
    }

    /// One of the four alarms: `ALARM` while it rings, else `OK`.
    package static func alarm(_ alarm: Alarm, rings: Bool) -> PropertyState {
        PropertyState(namespace, alarm.rawValue, ["value": rings ? "ALARM" : "OK"])
    }

    /// The panel is armed, or will be after `exitDelayInSeconds` (0 to 255; outside of that it is left out), without the
    /// endpoints that are bypassed.
    package static func armResponse(exitDelayInSeconds: Int? = nil, bypassed: [BypassedEndpoint] = []) -> Answer {
        var payload = JSONObject()
        if let exitDelayInSeconds, (0...255).contains(exitDelayInSeconds) {
            payload["exitDelayInSeconds"] = .number(Double(exitDelayInSeconds))
        }
        if !bypassed.isEmpty { payload["bypassedEndpoints"] = .array(bypassed.map(\.json)) }
        return Answer(namespace, "Arm.Response", payload)
    }

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
