extension SecurityPanelController {
    /// The errors of `Alexa.SecurityPanelController`.
    package enum Failure: ErrorVocabulary {
        /// The panel is armed away and was asked for stay or night: it must be disarmed first, with the PIN.
        case authorizationRequired
        /// Zones are open and must be bypassed by the customer; the endpoints concerned may be named.
        case bypassNeeded(endpoints: [BypassedEndpoint])
        /// The panel is being installed and accepts no commands.
        case notReady
        /// The PIN is wrong. AuthorizationController has an error of the same name for Alexa's own PIN.
        case unauthorized
        /// There is an active alarm, and the customer wants to arm.
        case unclearedAlarm
        /// There is a trouble condition, such as a sensor with an empty battery.
        case unclearedTrouble

        package static let header = ErrorHeader(SecurityPanelController.namespace)

        package var nearestGeneric: GenericError {
            switch self {
            case .authorizationRequired, .bypassNeeded, .unclearedAlarm, .unclearedTrouble:
                .notSupportedInCurrentMode(.other)
            case .notReady: .notSupportedInCurrentMode(.notProvisioned)
            case .unauthorized: .insufficientPermissions
            }
        }

        package var type: String {
            switch self {
            case .authorizationRequired: "AUTHORIZATION_REQUIRED"
            case .bypassNeeded: "BYPASS_NEEDED"
            case .notReady: "NOT_READY"
            case .unauthorized: "UNAUTHORIZED"
            case .unclearedAlarm: "UNCLEARED_ALARM"
            case .unclearedTrouble: "UNCLEARED_TROUBLE"
            }
        }

        package var fields: JSONObject {
            guard case .bypassNeeded(let endpoints) = self, !endpoints.isEmpty else { return [:] }
            return ["endpointsNeedingBypass": .array(endpoints.map(\.json))]
        }

        package static var kinds: [ErrorKind] {
            let plain: [Failure] = [
                .authorizationRequired, .notReady, .unauthorized, .unclearedAlarm, .unclearedTrouble,
            ]
            return plain.map(\.kindWithoutFields) + [
                ErrorKind(header, "BYPASS_NEEDED", optional: ["endpointsNeedingBypass"]) { fields in
                    let endpoints = fields["endpointsNeedingBypass"]?.array ?? []
                    let read = endpoints.compactMap(BypassedEndpoint.init)
                    return read.count == endpoints.count
                        ? AlexaErrorType(Failure.bypassNeeded(endpoints: read)) : nil
                }
            ]
        }
    }
}
