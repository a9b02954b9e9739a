/// `Alexa`: what every endpoint has. Source: Alexa interface.
package enum Alexa: AlexaInterface {
    package static let namespace = "Alexa"
    package static let declaresProperties = false
    package typealias Failure = GenericError
    package static let directives = [DirectiveKind("ReportState", answer: nil, Directive.reportState)]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Report all retrievable properties; answered with a StateReport.
        case reportState
    }
}
