/// `Alexa.Commissionable`: handing a Matter device to a local hub. Only its errors are known well enough to be spoken: what
/// CommissioningInformationReport tells is not published. Source: Alexa.Commissionable.
package enum Commissionable {
    /// The errors of `Alexa.Commissionable`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The device can be reached, but not be brought into commissioning mode.
        case failedToBootstrapCommissioningProcess = "FAILED_TO_BOOTSTRAP_COMMISSIONING_PROCESS"
        /// The device already belongs to as many local hubs as it can.
        case maxCommissioningLimitReached = "MAX_COMMISSIONING_LIMIT_REACHED"

        package static let header = ErrorHeader(
            "Alexa.Commissionable", name: "ReportCommissioningInformation.ErrorResponse", payloadVersion: "1.0")
    }
}
