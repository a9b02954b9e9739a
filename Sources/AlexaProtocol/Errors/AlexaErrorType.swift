/// Every error that a skill may answer with: one case per namespace, and in it that namespace's types.
///
/// Source: Alexa.ErrorResponse (24 June 2024), "Error type values": 70 types in 73 pairs, and ACCEPT_GRANT_FAILED from
/// Alexa.Authorization. In a box, because most directives only carry the room for an error about.
package indirect enum AlexaErrorType: Hashable, Sendable {
    /// `Alexa`: the types that fit any interface.
    case generic(GenericError)
    /// `Alexa.Authorization`: the grant could not be accepted.
    case authorization(Authorization.Failure)
    /// `Alexa.AuthorizationController`: the customer's PIN.
    case authorizationController(AuthorizationController.Failure)
    /// `Alexa.Commissionable`: handing a Matter device to a local hub.
    case commissionable(Commissionable.Failure)
    /// `Alexa.Cooking` and its sub-interfaces: why an appliance does not cook.
    case cooking(Cooking.Failure)
    /// `Alexa.DataController`: a device's stored data.
    case dataController(DataController.Failure)
    /// `Alexa.Safety`: something is in the way; fits a directive of any interface.
    case safety(Safety.Failure)
    /// `Alexa.SecurityPanelController`: why a panel does not arm or disarm.
    case securityPanelController(SecurityPanelController.Failure)
    /// `Alexa.SmartVision.ObjectDetectionSensor`: object classes of a camera.
    case objectDetectionSensor(ObjectDetectionSensor.Failure)
    /// `Alexa.SmartVision.SnapshotProvider`: still images of a camera.
    case snapshotProvider(SnapshotProvider.Failure)
    /// `Alexa.ThermostatController`: modes and setpoints.
    case thermostatController(ThermostatController.Failure)
    /// `Alexa.ThermostatController.Configuration`: setting up heating and cooling.
    case thermostatConfiguration(ThermostatConfiguration.Failure)
    /// `Alexa.ThermostatController.Schedule`: weekly schedules.
    case thermostatSchedule(ThermostatSchedule.Failure)

    private var vocabulary: any ErrorVocabulary {
        switch self {
        case .generic(let error): error
        case .authorization(let error): error
        case .authorizationController(let error): error
        case .commissionable(let error): error
        case .cooking(let error): error
        case .dataController(let error): error
        case .safety(let error): error
        case .securityPanelController(let error): error
        case .objectDetectionSensor(let error): error
        case .snapshotProvider(let error): error
        case .thermostatController(let error): error
        case .thermostatConfiguration(let error): error
        case .thermostatSchedule(let error): error
        }
    }

    /// What the error's header says.
    package var header: ErrorHeader { Swift.type(of: vocabulary).header }
    /// `payload.type`.
    package var type: String { vocabulary.type }
    /// The payload fields beside `type` and `message`.
    package var fields: JSONObject { vocabulary.fields }
}
