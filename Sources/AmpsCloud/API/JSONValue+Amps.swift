import AlexaProtocol

/// Values as makers write them: Amps passes on what some of them send as text or as a number.
extension JSONValue {
    /// A number, or a text that is one; `nil` for anything else.
    var amount: Double? {
        guard let amount = number ?? string.flatMap({ Double($0) }), amount.isFinite else { return nil }
        return amount
    }

    /// A text that is not empty, or a whole number; `nil` for anything else.
    var identifier: String? {
        if let string { return string.isEmpty ? nil : string }
        return integer.map(String.init)
    }
}
