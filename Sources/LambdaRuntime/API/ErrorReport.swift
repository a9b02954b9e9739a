import AlexaProtocol
import HTTPTypes

/// An error in the form of the Runtime API.
package struct ErrorReport: Hashable, Sendable {
    /// `Category.Reason`, such as `Porchlight.ConfigurationError`.
    package let type: String
    /// What is wrong and what to do; without secrets.
    package let message: String

    /// An error.
    package init(_ type: String, _ message: String) {
        (self.type, self.message) = (type, message)
    }

    var fields: HTTPFields {
        [.errorType: type, .contentType: "application/vnd.aws.lambda.error+json"]
    }

    /// `{"errorMessage", "errorType", "stackTrace"}`.
    package var body: [UInt8] {
        let object: JSONValue = [
            "errorMessage": .string(message), "errorType": .string(type), "stackTrace": .array([]),
        ]
        return object.encoded()
    }
}
