/// `Alexa.DataController`: data that a device has stored. The payloads of ReportData and DataReport and the name of the
/// directive that deletes are not published, so only errors can be answered. Source: Alexa.DataController 1.0.
package enum DataController: AlexaInterface {
    package static let namespace = "Alexa.DataController"
    package static let version = "1.0"
    package static let payloadVersion = "1.0"
    package static let hasInstances = true
    package static let isNamed = false
    package static let directives = [DirectiveKind("ReportData", answer: nil, Directive.reportData)]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Return the stored data, page by page.
        case reportData
    }

    /// The errors of `Alexa.DataController`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The device cannot delete its data.
        case dataDeletionNotSupported = "DATA_DELETION_NOT_SUPPORTED"
        /// The device cannot return its data.
        case dataRetrievalNotSupported = "DATA_RETRIEVAL_NOT_SUPPORTED"

        package static let header = ErrorHeader(DataController.namespace, payloadVersion: "1.0")
        package var nearestGeneric: GenericError { .invalidDirective }
    }
}
