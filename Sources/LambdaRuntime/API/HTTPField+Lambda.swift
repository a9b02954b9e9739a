import HTTPTypes

extension HTTPField.Name {
    /// `Lambda-Runtime-Aws-Request-Id`
    static let requestID = named("Lambda-Runtime-Aws-Request-Id")
    /// `Lambda-Runtime-Deadline-Ms`: milliseconds since 1970.
    static let deadline = named("Lambda-Runtime-Deadline-Ms")
    /// `Lambda-Runtime-Trace-Id`: the X-Ray header.
    static let traceID = named("Lambda-Runtime-Trace-Id")
    /// `Lambda-Runtime-Invoked-Function-Arn`
    static let functionARN = named("Lambda-Runtime-Invoked-Function-Arn")
    /// `Lambda-Runtime-Function-Error-Type`: category and reason of an error, `Category.Reason`.
    static let errorType = named("Lambda-Runtime-Function-Error-Type")
    /// `Lambda-Extension-Name`
    static let extensionName = named("Lambda-Extension-Name")
    /// `Lambda-Extension-Identifier`
    static let extensionIdentifier = named("Lambda-Extension-Identifier")

    /// A name written in the source, which is valid.
    private static func named(_ name: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name(name.description) else { preconditionFailure("\(name) is no field name") }
        return name
    }
}
