extension GenericError {
    package var fields: JSONObject {
        switch self {
        case .endpointControlUnavailable(let reason):
            ["reason": .string(reason.rawValue)]
        case .endpointLowPower(let percentage?):
            ["percentageState": .number(Double(percentage))]
        case .notSupportedInCurrentMode(let mode):
            ["currentDeviceMode": .string(mode.rawValue)]
        case .notSupportedWithCurrentBatteryChargeState(let state, let level?):
            [
                "currentChargeState": .string(state.rawValue),
                "currentChargeLevelInPercentage": .number(Double(level)),
            ]
        case .notSupportedWithCurrentBatteryChargeState(let state, nil):
            ["currentChargeState": .string(state.rawValue)]
        case .temperatureValueOutOfRange(let range?):
            ["validRange": range.json]
        case .valueOutOfRange(let range?):
            ["validRange": range.json]
        case .endpointLowPower(nil), .temperatureValueOutOfRange(nil), .valueOutOfRange(nil),
            .alreadyInOperation, .bridgeUnreachable, .cloudControlDisabled, .deviceStuck, .doNotDisturbMode,
            .endpointBusy, .endpointUnreachable,
            .expiredAuthorizationCredential, .firmwareOutOfDate, .hardwareMalfunction, .insufficientPermissions,
            .insufficientResource, .internalError, .invalidAuthorizationCredential, .invalidDirective, .invalidValue,
            .maintenanceRequired, .noSuchEndpoint,
            .notCalibrated, .notInOperation, .partnerApplicationRedirection, .powerLevelNotSupported,
            .rateLimitExceeded, .tooManyFailedAttempts, .unableToCharge:
            [:]
        }
    }

    package static var kinds: [ErrorKind] {
        plain.map(\.kindWithoutFields) + withFields
    }

    private static let plain: [GenericError] = [
        .alreadyInOperation, .bridgeUnreachable, .cloudControlDisabled, .deviceStuck, .doNotDisturbMode, .endpointBusy,
        .endpointUnreachable,
        .expiredAuthorizationCredential, .firmwareOutOfDate, .hardwareMalfunction, .insufficientPermissions,
        .insufficientResource, .internalError, .invalidAuthorizationCredential, .invalidDirective, .invalidValue,
        .maintenanceRequired, .noSuchEndpoint,
        .notCalibrated, .notInOperation, .partnerApplicationRedirection, .powerLevelNotSupported, .rateLimitExceeded,
        .tooManyFailedAttempts, .unableToCharge,
    ]

    private static var withFields: [ErrorKind] {
        [
            ErrorKind(header, "ENDPOINT_CONTROL_UNAVAILABLE", required: ["reason"]) { fields in
                word(fields["reason"], ControlUnavailableReason.self).map { .generic(.endpointControlUnavailable($0)) }
            },
            ErrorKind(header, "ENDPOINT_LOW_POWER", optional: ["percentageState"]) { fields in
                optional(fields["percentageState"], percentage).map { .generic(.endpointLowPower(percentageState: $0)) }
            },
            ErrorKind(header, "NOT_SUPPORTED_IN_CURRENT_MODE", required: ["currentDeviceMode"]) { fields in
                word(fields["currentDeviceMode"], DeviceMode.self).map { .generic(.notSupportedInCurrentMode($0)) }
            },
            ErrorKind(
                header, "NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE", required: ["currentChargeState"],
                optional: ["currentChargeLevelInPercentage"]
            ) { fields in
                guard let state = word(fields["currentChargeState"], ChargeState.self),
                    let level = optional(fields["currentChargeLevelInPercentage"], percentage)
                else { return nil }
                return .generic(.notSupportedWithCurrentBatteryChargeState(state, levelInPercentage: level))
            },
            ErrorKind(header, "TEMPERATURE_VALUE_OUT_OF_RANGE", optional: ["validRange"]) { fields in
                optional(fields["validRange"], TemperatureRange.init).map {
                    .generic(.temperatureValueOutOfRange($0))
                }
            },
            ErrorKind(header, "VALUE_OUT_OF_RANGE", optional: ["validRange"]) { fields in
                optional(fields["validRange"]) { ValidRange($0) }.map { .generic(.valueOutOfRange($0)) }
            },
        ]
    }

    private static func word<Word: RawRepresentable<String>>(_ value: JSONValue?, _: Word.Type) -> Word? {
        value?.string.flatMap(Word.init(rawValue:))
    }

    /// Amazon's own examples write a percentage as a number and as a string: both are read.
    private static func percentage(_ value: JSONValue) -> Int? {
        (value.integer ?? value.string.flatMap { Int($0) }).flatMap { (0...100).contains($0) ? $0 : nil }
    }

    /// `.some(nil)` if the field is absent, `nil` if it is there but unreadable.
    private static func optional<Value>(_ value: JSONValue?, _ read: (JSONValue) -> Value?) -> Value?? {
        guard let value else { return .some(nil) }
        return read(value).map { .some($0) }
    }
}

/// `reason` of ENDPOINT_CONTROL_UNAVAILABLE. Source: Alexa.ErrorResponse, "Reason values".
package enum ControlUnavailableReason: String, CaseIterable, Sendable {
    /// The owner has put the vehicle into deep sleep and can end it.
    case deepSleepMode = "DEEP_SLEEP_MODE"
    /// Out of range of the network.
    case outOfNetworkConnectivity = "OUT_OF_NETWORK_CONNECTIVITY"
    /// The owner has to buy or enable an internet plan.
    case noConnectivityPackageEnabled = "NO_CONNECTIVITY_PACKAGE_ENABLED"
    /// The cloud does not know the reason.
    case unknown = "UNKNOWN"
}

/// `currentDeviceMode` of NOT_SUPPORTED_IN_CURRENT_MODE. Source: Alexa.ErrorResponse.
package enum DeviceMode: String, CaseIterable, Sendable {
    /// A lamp that shows a colour has no colour temperature to move.
    case color = "COLOR"
    /// The device sleeps.
    case asleep = "ASLEEP"
    /// The device has not been set up.
    case notProvisioned = "NOT_PROVISIONED"
    /// Any other mode.
    case other = "OTHER"
}

/// `currentChargeState` of NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE. Source: Alexa.ErrorResponse.
package enum ChargeState: String, CaseIterable, Sendable {
    /// The battery already holds more than was asked for.
    case alreadyChargedToRequiredLevel = "ALREADY_CHARGED_TO_REQUIRED_LEVEL"
    /// It is being charged.
    case currentlyCharging = "CURRENTLY_CHARGING"
    /// It is full.
    case fullyCharged = "FULLY_CHARGED"
    /// No charger is plugged in.
    case notConnectedToPower = "NOT_CONNECTED_TO_POWER"
}
