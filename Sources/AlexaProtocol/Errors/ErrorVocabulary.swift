/// The header that an error of one interface wears. Source: Alexa.ErrorResponse, "Error type values".
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

/// The error types of one namespace. An enum that conforms can only say what Amazon lists under that namespace, each
/// case carries exactly the payload fields that belong to it.
package protocol ErrorVocabulary: Hashable, Sendable {
    /// The header of every error of this vocabulary.
    static var header: ErrorHeader { get }
    /// One entry per type, each able to build itself from recorded payload fields.
    static var kinds: [ErrorKind] { get }
    /// `payload.type`.
    var type: String { get }
    /// The payload fields beside `type` and `message`, in wire form.
    var fields: JSONObject { get }
    /// The same error as one of all errors.
    var asErrorType: AlexaErrorType { get }
}

extension ErrorVocabulary {
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
        ErrorKind(Self.header, type) { _ in asErrorType }
    }
}

/// One (namespace, type) pair of the catalogue.
package struct ErrorKind: Sendable {
    /// What the error's header says.
    package let header: ErrorHeader
    /// `payload.type`.
    package let type: String
    /// The payload fields that may or must accompany it.
    package let fields: [Field]
    private let build: @Sendable (JSONObject) -> AlexaErrorType?

    /// A payload field of an error type.
    package struct Field: Hashable, Sendable {
        /// The key in the payload.
        package let name: String
        /// Whether Amazon rejects the error without it.
        package let isRequired: Bool
    }

    init(
        _ header: ErrorHeader, _ type: String, required: [String] = [], optional: [String] = [],
        build: @escaping @Sendable (JSONObject) -> AlexaErrorType?
    ) {
        self.header = header
        self.type = type
        self.fields =
            required.map { Field(name: $0, isRequired: true) } + optional.map { Field(name: $0, isRequired: false) }
        self.build = build
    }

    /// The error of this kind with recorded payload fields; `nil` if a required one is missing or one is unreadable.
    package func error(fields: JSONObject) -> AlexaErrorType? {
        build(fields)
    }
}
