/// Codes with a common prefix that a vendor may add later. The family's row is used for codes without a row of their own.
package struct CodeFamily: Hashable, Sendable {
    /// The common prefix.
    package let prefix: String
    /// The number of characters of a code; `nil` for any number.
    package let length: Int?
    /// The row. Its `code` names the family in the rule, such as `28841xxx`.
    package let row: ErrorRow

    /// The codes that begin with `prefix` and have `length` characters.
    package init(_ prefix: String, length: Int? = nil, _ row: ErrorRow) {
        self.prefix = prefix
        self.length = length
        self.row = row
    }

    func contains(_ code: String) -> Bool {
        code.hasPrefix(prefix) && (length == nil || code.utf8.count == length)
    }
}
