/// The name of a member as our own source spells it: plain ASCII without quotes and backslashes, hence written as it is.
package struct JSONKey: ExpressibleByStringLiteral, Sendable {
    let text: StaticString

    /// A name that needs no escape.
    package init(stringLiteral text: StaticString) {
        assert(
            text.withUTF8Buffer { unsafe $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C } },
            "A key that needs escapes is a String")
        self.text = text
    }
}
