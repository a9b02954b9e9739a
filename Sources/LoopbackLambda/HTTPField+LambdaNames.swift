import FoundationEssentials
package import HTTPTypes

extension HTTPField.Name {
    /// `Lambda-Runtime-Aws-Request-Id`
    package static let requestId = name("Lambda-Runtime-Aws-Request-Id")
    /// `Lambda-Runtime-Deadline-Ms`: milliseconds since 1970.
    package static let deadline = name("Lambda-Runtime-Deadline-Ms")
    /// `Lambda-Runtime-Trace-Id`: the X-Ray header.
    package static let traceId = name("Lambda-Runtime-Trace-Id")
    /// `Lambda-Runtime-Invoked-Function-Arn`
    package static let functionARN = name("Lambda-Runtime-Invoked-Function-Arn")
    static let errorType = name("Lambda-Runtime-Function-Error-Type")
    static let extensionName = name("Lambda-Extension-Name")
    static let extensionIdentifier = name("Lambda-Extension-Identifier")

    private static func name(_ text: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name(text.description) else { preconditionFailure("\(text) is no field name") }
        return name
    }
}

/// The time of day.
enum TimeOfDay {
    /// Milliseconds since 1970.
    static var milliseconds: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
}
