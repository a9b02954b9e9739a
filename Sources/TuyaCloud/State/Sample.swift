import AlexaProtocol

/// A value with its sample time.
struct Sample<Value> {
    let value: Value
    let time: Timestamp

    /// The converted value with the same sample time.
    func map<Other>(_ convert: (Value) -> Other) -> Sample<Other> {
        Sample<Other>(value: convert(value), time: time)
    }
}

extension Sample<PropertyState> {
    /// The property to report.
    var property: Property { value.sampled(at: time) }
}
