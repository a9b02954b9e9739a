/// The readable part of a JSON document, and the error that stopped the parser.
///
/// A damaged directive must still be answered with its correlation token, so everything before the error is kept: containers
/// end where the error is, and a member or element whose value could not be read is left out.
package struct JSONDocument: Sendable {
    /// What was read: all of the document if ``problem`` is `nil`, else a part, or nothing.
    package let value: JSONValue?
    /// The first violation of RFC 8259.
    package let problem: JSONSyntaxError?

    /// Reads UTF-8 text, with or without a byte order mark.
    ///
    /// `maximumDepth` containers may lie within each other. More than ``greatestDepth`` are never read, since
    /// comparing or releasing a value needs stack for each level.
    package init(parsing bytes: [UInt8], maximumDepth: Int = 64) {
        var parser = JSONParser(bytes, maximumDepth: min(maximumDepth, Self.greatestDepth))
        value = parser.document()
        problem = parser.problem
    }

    /// The limit of `maximumDepth`: half a megabyte of stack is enough for it, even in a debug build.
    package static let greatestDepth = 256
}
