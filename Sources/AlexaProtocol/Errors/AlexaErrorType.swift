/// The error that Alexa conveys to the customer: one of a namespace's vocabulary, with the payload fields that belong to it.
///
/// It can only be made from an ``ErrorVocabulary``, and each of those has only the types that Amazon lists under its namespace.
/// So an error under the wrong namespace or without a required field cannot be built. Sources: Alexa.ErrorResponse (24 June
/// 2024), "Error type values"; Alexa.Video.ErrorResponse; for five types of ``GenericError`` later lists.
package struct AlexaErrorType: Sendable {
    /// One reference: every directive reserves room for its possible error.
    private let box: Box

    private final class Box: Sendable {
        let error: any ErrorVocabulary

        init(_ error: any ErrorVocabulary) {
            self.error = error
        }
    }

    /// An error of an interface's own vocabulary, or of ``GenericError``.
    package init(_ error: some ErrorVocabulary) {
        box = Box(error)
    }

    /// An error of `Alexa`: the types that fit any interface.
    package static func generic(_ error: GenericError) -> AlexaErrorType {
        AlexaErrorType(error)
    }

    /// The error in its own type; `nil` if it belongs to another vocabulary.
    package func error<Vocabulary: ErrorVocabulary>(of _: Vocabulary.Type) -> Vocabulary? {
        box.error as? Vocabulary
    }

    /// `namespace`, `name` and `payloadVersion` of the ErrorResponse.
    package var header: ErrorHeader { Swift.type(of: box.error).header }
    /// `payload.type`.
    package var type: String { box.error.type }
    /// The payload fields other than `type` and `message`.
    package var fields: JSONObject { box.error.fields }

    /// Whether the error can answer a directive of `namespace`.
    package func canAnswer(_ namespace: String) -> Bool {
        Swift.type(of: box.error).scope.contains(namespace, owner: header.namespace)
    }

    /// The error itself if it is a generic one, otherwise the generic one with the closest meaning.
    package var nearestGeneric: GenericError { box.error.nearestGeneric }
}

extension AlexaErrorType: Hashable {
    /// Whether both are the same error with the same fields.
    package static func == (left: AlexaErrorType, right: AlexaErrorType) -> Bool {
        left.box.error.isEqual(to: right.box.error)
    }

    /// Hashes what `==` compares.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(header.namespace)
        box.error.hash(into: &hasher)
    }
}

extension ErrorVocabulary {
    fileprivate func isEqual(to other: any ErrorVocabulary) -> Bool {
        (other as? Self) == self
    }
}
