/// The header of one interface's errors. Source: Alexa.ErrorResponse, "Error type values".
package struct ErrorHeader: Hashable, Sendable {
    /// The interface whose error it is, such as `Alexa.Cooking`.
    package let namespace: String
    /// `ErrorResponse` for all but `Alexa.Commissionable`.
    package let name: String
    /// `3`, or the version that the interface's own error page shows.
    package let payloadVersion: String

    init(_ namespace: String, name: String = "ErrorResponse", payloadVersion: String = "3") {
        self.namespace = namespace
        self.name = name
        self.payloadVersion = payloadVersion
    }
}

/// The error types of one namespace. A conforming enum has only the types that Amazon lists under that namespace, and each case
/// has exactly its payload fields.
package protocol ErrorVocabulary: Hashable, Sendable {
    /// The header of every error of this vocabulary.
    static var header: ErrorHeader { get }
    /// One entry per type, each able to build itself from recorded payload fields.
    static var kinds: [ErrorKind] { get }
    /// `payload.type`.
    var type: String { get }
    /// The payload fields other than `type` and `message`, in wire form.
    var fields: JSONObject { get }
    /// The directives that the errors can answer; those of the own interface for most.
    static var scope: ErrorScope { get }
    /// The generic error with the closest meaning, for directives outside of ``scope``.
    var nearestGeneric: GenericError { get }
}

extension ErrorVocabulary {
    package static var scope: ErrorScope { .ownInterface }
    package var fields: JSONObject { [:] }
}

extension ErrorVocabulary where Self: RawRepresentable, RawValue == String {
    package var type: String { rawValue }
}

extension ErrorVocabulary where Self: CaseIterable {
    package static var kinds: [ErrorKind] { allCases.map(\.kindWithoutFields) }
}

extension ErrorVocabulary {
    /// The entry of a type that has no further payload fields.
    var kindWithoutFields: ErrorKind {
        ErrorKind(Self.header, type) { _ in AlexaErrorType(self) }
    }
}

/// The vocabulary of an interface without errors of its own: its directives are answered with the generic ones.
extension Never: ErrorVocabulary {
    package static var header: ErrorHeader { ErrorHeader("Alexa") }
    package static var kinds: [ErrorKind] { [] }
    package var type: String { switch self {} }
    package var nearestGeneric: GenericError { switch self {} }
}
