/// One (namespace, type) pair of the catalogue.
package struct ErrorKind: Sendable {
    /// Namespace, name and payload version of the error.
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
