/// The position at which a document is not JSON, and the reason. Has no part of the document, which may hold tokens.
package struct JSONSyntaxError: Error, Hashable, Sendable {
    /// What is wrong with a document; the raw value is the wording for people.
    package enum Reason: String, CaseIterable, CustomStringConvertible, Sendable {
        /// There is nothing but white space.
        case empty = "the document is empty"
        /// The input ends inside a value.
        case unexpectedEnd = "the document ends too early"
        /// No value begins like this.
        case expectedValue = "a value was expected"
        /// An object goes on with something other than a string.
        case expectedKey = "the name of a member was expected"
        /// The name of a member is not followed by its value.
        case expectedColon = "a colon was expected"
        /// Something unknown follows a member.
        case expectedCommaOrBrace = "a comma or the end of the object was expected"
        /// Something unknown follows an element.
        case expectedCommaOrBracket = "a comma or the end of the array was expected"
        /// More nested containers than the reader allows.
        case tooDeep = "the document is nested too deeply"
        /// Digits are missing where the grammar requires some.
        case malformedNumber = "a number is malformed"
        /// `007`.
        case leadingZero = "a number begins with a superfluous zero"
        /// A raw line break or the like.
        case controlCharacter = "a string contains an unescaped control character"
        /// `\x`, or `\u` without four hexadecimal digits.
        case invalidEscape = "a string contains an unknown escape sequence"
        /// Bytes that are not text.
        case invalidUTF8 = "a string is not valid UTF-8"
        /// A second document, or anything else, after the first.
        case trailingContent = "something follows the end of the document"

        /// The wording for people.
        package var description: String { rawValue }
    }

    /// The position of the offending byte, counted from zero; the number of bytes if the input ended too early.
    package let offset: Int
    /// What is wrong there.
    package let reason: Reason

    /// Names a position and what is wrong there.
    package init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }
}

extension JSONSyntaxError: CustomStringConvertible {
    /// For example "a colon was expected at byte 17".
    package var description: String { "\(reason) at byte \(offset)" }
}
