/// What the error tables say, for whoever has them: this target knows no device cloud.
package struct ErrorReference: Sendable {
    /// A vendor's code.
    package struct Code: Hashable, Sendable {
        /// What the vendor means by it.
        package var meaning: String
        /// Why it becomes the error that it becomes, and what to do.
        package var note: String
        /// Whether only the operator can mend it.
        package var isForOperator: Bool

        /// What a table's row says.
        package init(meaning: String, note: String, isForOperator: Bool) {
            self.meaning = meaning
            self.note = note
            self.isForOperator = isForOperator
        }
    }

    /// Finds a code of a cloud: `("tuya", "2001")`; the code may be one of a rule, such as `http.503` or `28841xxx`.
    let code: @Sendable (_ cloud: String, _ code: String) -> Code?

    /// A reference that asks `code`.
    package init(code: @escaping @Sendable (_ cloud: String, _ code: String) -> Code?) {
        self.code = code
    }
}
