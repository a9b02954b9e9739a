import AlexaProtocol
import Testing

extension JSONValue {
    /// The document; the test's own text is always valid.
    init(reading text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let document = JSONDocument(parsing: Array(text.utf8))
        if let problem = document.problem {
            Issue.record("the test's own JSON is wrong: \(problem)", sourceLocation: sourceLocation)
        }
        self = document.value ?? .null
    }
}

extension AlexaError {
    /// The error that `body` throws; `nil` if it succeeds.
    static func thrown<Value>(by body: () throws(AlexaError) -> Value) -> AlexaError? {
        do throws(AlexaError) {
            _ = try body()
            return nil
        } catch {
            return error
        }
    }
}
