/// Why a directive could not be carried out, in the form that Alexa is sent.
///
/// Alexa conveys the *type* to the customer; the *message* is for the engineer who reads the log and says what
/// happened, why, and what to do. No token, secret or personal data belongs in it.
package struct AlexaError: Error, Hashable, Sendable {
    /// The error that Alexa conveys to the customer, with its payload fields.
    package let type: AlexaErrorType
    /// For the log; Amazon requires one, so it is never empty.
    package let message: String

    /// An error of `type`; an empty `message` is replaced by the type's name, because Amazon refuses an empty one.
    package init(_ type: AlexaErrorType, _ message: String) {
        self.type = type
        self.message = message.isEmpty ? type.type : message
    }

    /// An error of one interface's own vocabulary.
    package init(_ type: some ErrorVocabulary, _ message: String) {
        self.init(AlexaErrorType(type), message)
    }
}

extension AlexaError {
    /// The directive is malformed, or asks for something that this skill or endpoint does not offer.
    package static func invalidDirective(_ message: String) -> AlexaError {
        AlexaError(.generic(.invalidDirective), message)
    }

    /// The value is of the right type, but not one that this endpoint knows.
    package static func invalidValue(_ message: String) -> AlexaError {
        AlexaError(.generic(.invalidValue), message)
    }

    /// Our own fault, or nothing more specific is known.
    package static func internalError(_ message: String) -> AlexaError {
        AlexaError(.generic(.internalError), message)
    }

    /// A number outside the endpoint's range.
    package static func outOfRange(_ what: String, _ value: Double, _ range: ClosedRange<Double>) -> AlexaError {
        AlexaError(
            .generic(.valueOutOfRange(ValidRange(range))),
            "\(what) \(JSONValue.number(value).text) is outside \(JSONValue.number(range.lowerBound).text) to "
                + "\(JSONValue.number(range.upperBound).text)")
    }

    /// A temperature outside the endpoint's range; the range is given in the customer's scale.
    package static func outOfRange(_ value: Temperature, _ range: TemperatureRange) -> AlexaError {
        let range = range.converted(to: value.scale)
        return AlexaError(
            .generic(.temperatureValueOutOfRange(range)),
            "\(value) is outside \(range.minimum) to \(range.maximum)")
    }
}
