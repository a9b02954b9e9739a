package import AlexaProtocol

/// What a directive asks for, as far as it makes a vendor's error more specific.
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
    /// Nothing that could be another value: on, off, a key, a scene. The device declares that it can do it.
    case noValue

    /// Whether the device declares what is asked for, so that another value would not help.
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

/// The bounds that a vendor's answer names, converted by the cloud's adapter.
package enum VendorBounds: Hashable, Sendable {
    /// In the directive's own unit.
    case number(ValidRange)
    /// Of a temperature.
    case temperature(TemperatureRange)
}

extension Demand {
    /// A row's error made as specific as the directive allows: rules R1, R2 and R4 of the error translation.
    ///
    /// - Parameter bounds: what the vendor's answer names; it counts before what the endpoint declares.
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
    /// The error of a request that only reads. It has no value of the directive's in it: a complaint about a value is about
    /// what we put there ourselves (error translation, N8).
    var ofRead: CloudErrorType {
        let isAboutValue = self == .invalidValue || self == .valueOutOfRange || self == .temperatureOutOfRange
        return isAboutValue ? .internalError : self
    }
}
