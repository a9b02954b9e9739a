/// `Alexa.DataController`: data that a device has stored. Only its errors are known well enough to be spoken: what ReportData
/// asks and DataReport answers is not published. Source: Alexa.DataController.
package enum DataController {
    /// The errors of `Alexa.DataController`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The device cannot delete its data.
        case dataDeletionNotSupported = "DATA_DELETION_NOT_SUPPORTED"
        /// The device cannot hand out its data.
        case dataRetrievalNotSupported = "DATA_RETRIEVAL_NOT_SUPPORTED"

        package static let header = ErrorHeader("Alexa.DataController", payloadVersion: "1.0")
    }
}
