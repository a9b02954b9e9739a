/// Looks up codes in the error tables of device clouds. The caller supplies the look-up, since this target knows no device
/// cloud.
package struct ErrorReference: Sendable {
    /// A vendor's code.
    package struct Code: Hashable, Sendable {
        /// What the vendor means by it.
        package var meaning: String
        /// Why it is answered with its error, and what to do.
        package var note: String
        /// Whether only the operator can repair it.
        package var isForOperator: Bool

        /// The facts of a table's row.
        package init(meaning: String, note: String, isForOperator: Bool) {
            self.meaning = meaning
            self.note = note
            self.isForOperator = isForOperator
        }
    }

    /// Finds a code of a cloud: `("tuya", "2001")`; the code may be one of a rule, such as `http.503` or `28841xxx`.
    let code: @Sendable (_ cloud: String, _ code: String) -> Code?

    /// A reference that calls `code`.
    package init(code: @escaping @Sendable (_ cloud: String, _ code: String) -> Code?) {
        self.code = code
    }
}
