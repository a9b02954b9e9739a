import AlexaProtocol

extension Double {
    /// A number of a log within a year in milliseconds either way, so that it converts to Int and adds up without overflow,
    /// whatever a damaged line says. `nil` if it is not finite.
    var inLogRange: Double? {
        let year = 31_536_000_000.0
        return isFinite ? Swift.min(Swift.max(self, -year), year) : nil
    }
}

extension JSONValue {
    /// The number, ``Swift/Double/inLogRange``; `nil` if the value is none.
    var logNumber: Double? { number.flatMap(\.inLogRange) }
}
