package import AlexaProtocol

/// A data point's value as a device reported it.
package struct TuyaPoint: Hashable, Sendable {
    /// The point's code, such as `switch_led`.
    package let code: String
    /// The value as it was received: not scaled, and for `Json` points an object or JSON in a string.
    package var value: JSONValue
    /// When the device reported it; `nil` if only the time of the read is known.
    package var time: Timestamp?

    /// A value of a point.
    package init(_ code: String, _ value: JSONValue, at time: Timestamp? = nil) {
        self.code = code
        self.value = value
        self.time = time
    }

    /// Parses an item of a status list or of a shadow's `properties`; `nil` if it has no code or no value.
    package init?(_ json: JSONValue) {
        guard let object = json.object, let code = object["code"]?.string, !code.isEmpty,
            let value = object["value"], !value.isNull
        else { return nil }
        self.init(code, value, at: (object["time"] ?? object["t"])?.integer.flatMap(Self.time))
    }

    /// A time in milliseconds or seconds: both are used, and 10^12 ms is in the year 2001.
    private static func time(_ number: Int) -> Timestamp? {
        guard number > 0 else { return nil }
        return Timestamp(milliseconds: Int64(number < 1_000_000_000_000 ? number * 1000 : number))
    }
}

extension [TuyaPoint] {
    /// The value of a point; `nil` if it was not reported.
    package subscript(code: String) -> TuyaPoint? { last { $0.code == code } }

    /// The values after the device has carried out `commands` at `time`.
    package func after(_ commands: [TuyaCommand], at time: Timestamp) -> [TuyaPoint] {
        var points = self
        for command in commands {
            points.removeAll { $0.code == command.code }
            points.append(TuyaPoint(command.code, command.value, at: time))
        }
        return points
    }
}

/// A value to be sent to a data point.
package struct TuyaCommand: Hashable, Sendable {
    /// The point's code.
    package let code: String
    /// The value in the point's own unit and type.
    package let value: JSONValue

    /// Sets a point to a value.
    package init(_ code: String, _ value: JSONValue) {
        self.code = code
        self.value = value
    }

    /// The command in a request.
    var json: JSONValue { ["code": .string(code), "value": value] }
}
