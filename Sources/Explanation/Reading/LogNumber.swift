import AlexaProtocol

extension Double {
    /// A number of a log, limited to a year in milliseconds either way, so that conversion to Int and sums cannot overflow,
    /// even with damaged lines. `nil` if it is not finite.
    var inLogRange: Double? {
        let year = 31_536_000_000.0
        return isFinite ? Swift.min(Swift.max(self, -year), year) : nil
    }
}

extension JSONValue {
    /// The number, ``Swift/Double/inLogRange``; `nil` if the value is not a number.
    var logNumber: Double? { number.flatMap(\.inLogRange) }
}
