import AlexaProtocol

/// Values as makers write them: some send a number as text, or a text as a number, and Amps passes it on.
extension JSONValue {
    /// A number, or a text that is a number; `nil` for anything else.
    var amount: Double? {
        guard let amount = number ?? string.flatMap({ Double($0) }), amount.isFinite else { return nil }
        return amount
    }

    /// A non-empty text, or a whole number; `nil` for anything else.
    var identifier: String? {
        if let string { return string.isEmpty ? nil : string }
        return integer.map(String.init)
    }
}
