import AlexaProtocol
import FoundationEssentials

/// Attribute values in DynamoDB's JSON. Source: Amazon DynamoDB API Reference, AttributeValue.
extension JSONValue {
    /// A string.
    static func text(_ text: String) -> JSONValue { ["S": .string(text)] }
    /// A whole number.
    static func whole(_ number: Int64) -> JSONValue { ["N": .string(String(number))] }
    /// Bytes.
    static func bytes(_ bytes: [UInt8]) -> JSONValue { ["B": .string(Data(bytes).base64EncodedString())] }
}

extension JSONObject {
    /// The string of an attribute; `nil` if it is missing or of another type.
    func text(_ name: String) -> String? { self[name]?.object?["S"]?.string }
    /// The whole number of an attribute; `nil` if it is missing or of another type.
    func whole(_ name: String) -> Int64? { self[name]?.object?["N"]?.string.flatMap { Int64($0) } }
    /// The bytes of an attribute; `nil` if it is missing or of another type.
    func bytes(_ name: String) -> [UInt8]? {
        self[name]?.object?["B"]?.string.flatMap { Data(base64Encoded: $0) }.map(Array.init)
    }
}
