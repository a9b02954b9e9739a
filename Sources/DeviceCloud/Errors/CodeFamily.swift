/// Codes that a vendor may add, told by how they begin: they get an answer before anybody has written their row.
package struct CodeFamily: Hashable, Sendable {
    /// How the codes begin.
    package let prefix: String
    /// How many characters they have; `nil` for any number.
    package let length: Int?
    /// The answer. Its `code` names the family in the rule, such as `28841xxx`.
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
