package import AlexaProtocol

/// The value or operation that a directive asks for, to make a vendor's error more specific.
package enum Demand: Hashable, Sendable {
    /// A number in the directive's own unit, such as a brightness from 0 to 100.
    case number(Double, within: ValidRange?)
    /// A temperature in the customer's scale.
    case temperature(Temperature, within: TemperatureRange?)
    /// A thermostat's mode.
    case thermostatMode
    /// A thermostat's schedule.
    case thermostatSchedule
    /// One of several words, such as a mode or a direction.
    ///
    /// - isDeclared: whether the device declares it.
    case word(isDeclared: Bool)
    /// An operation without a value: on, off, a key, a scene. The device declares it.
    case noValue

    /// Whether the device declares the requested value or operation, so that another value would not help.
    var isDeclared: Bool {
        switch self {
        case .number(let value, let range): range.map { ($0.minimum...$0.maximum).contains(value) } ?? false
        case .temperature(let value, let range): range?.contains(value) ?? false
        case .word(let isDeclared): isDeclared
        case .noValue: true
        case .thermostatMode, .thermostatSchedule: false
        }
    }
}

/// The bounds in a vendor's answer, converted by the cloud's adapter.
package enum VendorBounds: Hashable, Sendable {
    /// In the directive's own unit.
    case number(ValidRange)
    /// Of a temperature.
    case temperature(TemperatureRange)
}

extension Demand {
    /// A row's error made as specific as the directive permits: rules R1, R2 and R4 of the error translation.
    ///
    /// - Parameter bounds: the bounds in the vendor's answer; they precede those that the endpoint declares.
    func refined(_ error: CloudErrorType, _ row: ErrorRow, bounds: VendorBounds?) -> CloudErrorType {
        switch self {
        case .number(let value, let declared):
            guard row.fields == .bounds else { return error }
            var range = declared
            if case .number(let named) = bounds { range = named }
            // A value inside the known bounds was refused for another reason, or the bounds are out of date.
            guard let range, !(range.minimum...range.maximum).contains(value) else { return error }
            return .outOfRange(range)
        case .temperature(let value, let declared):
            guard row.fields == .bounds else { return error }
            var range = declared
            if case .temperature(let named) = bounds { range = named }
            guard let range, !range.contains(value) else {
                return error == .valueOutOfRange ? .temperatureOutOfRange : error
            }
            return .outOfRange(range.converted(to: value.scale))
        case .thermostatMode:
            let isRefusedMode = error == .invalidDirective || error == .invalidValue
            return isRefusedMode ? CloudErrorType(ThermostatController.Failure.unsupportedThermostatMode) : error
        case .word, .noValue:
            return error
        case .thermostatSchedule:
            return error == .invalidValue ? CloudErrorType(ThermostatController.Failure.unwillingToSetSchedule) : error
        }
    }
}

extension CloudErrorType {
    /// The error of a request that only reads. The directive's value is not in the request: a complaint about a value concerns
    /// one that we have added (error translation, N8).
    var ofRead: CloudErrorType {
        let isAboutValue = self == .invalidValue || self == .valueOutOfRange || self == .temperatureOutOfRange
        return isAboutValue ? .internalError : self
    }
}
