/// `Alexa.Commissionable`: handing a Matter device to a local hub. Alexa asks for it when discovery shows the capability for
/// the first time. The content of CommissioningInformationReport is not published, so only errors can be answered. Source:
/// Alexa.Commissionable 1.0.
package enum Commissionable: AlexaInterface {
    package static let namespace = "Alexa.Commissionable"
    package static let version = "1.0"
    package static let payloadVersion = "1.0"
    package static let directives = [
        DirectiveKind("ReportCommissioningInformation", answer: nil, Directive.reportCommissioningInformation)
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Put the device into commissioning mode and say how it can be reached.
        case reportCommissioningInformation
    }

    /// The errors of `Alexa.Commissionable`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The device can be reached, but not be brought into commissioning mode.
        case failedToBootstrapCommissioningProcess = "FAILED_TO_BOOTSTRAP_COMMISSIONING_PROCESS"
        /// The device already belongs to as many local hubs as it can.
        case maxCommissioningLimitReached = "MAX_COMMISSIONING_LIMIT_REACHED"

        package static let header = ErrorHeader(
            Commissionable.namespace, name: "ReportCommissioningInformation.ErrorResponse", payloadVersion: "1.0")
        package var nearestGeneric: GenericError { .notSupportedInCurrentMode(.other) }
    }
}
