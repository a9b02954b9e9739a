/// A condition under which a row has another error or recovery (error translation review, section 2.3).
package struct ErrorCondition: Hashable, Sendable {
    /// The kind of condition. The raw values appear in `errors --json`.
    package enum When: String, CaseIterable, Sendable {
        /// Two end users' accounts or more got the code, and no request has succeeded since the first: the fault is ours.
        case severalAccounts = "several-accounts"
        /// Three devices or more got the code, and no request about a device has succeeded since the first.
        case severalDevices = "several-devices"
        /// All end users, two at least, with devices of the same maker got the code, so no single one of them caused it. Only the
        /// adapter knows the makers (``VendorAPI/holds(_:for:)``).
        case everyUserOfMaker = "every-user-of-maker"
        /// One operation got the code five times or more in a row, while others succeeded.
        case sameOperation = "same-operation"
        /// The request is about an API product of its own, such as locks (``CloudRequest/Concern/api``).
        case singleFeature = "single-feature"
        /// The device declares what was sent, so that another value would not help.
        case declared
        /// The directive has no value that could be changed, such as TurnOn.
        case withoutValue = "without-value"
        /// The device does not declare what was sent.
        case undeclared
        /// The directive is about a thermostat's schedule (R4 of the error translation).
        case thermostatSchedule = "thermostat-schedule"
    }

    /// The kind of condition.
    package let when: When
    /// The error if the condition holds; `nil` for the row's own.
    package let error: CloudErrorType?
    /// The recovery if the condition holds; `nil` for the row's own.
    package let recovery: Recovery?

    /// A condition that changes the error, the recovery or both.
    package init(_ when: When, _ error: CloudErrorType? = nil, _ recovery: Recovery? = nil) {
        self.when = when
        self.error = error
        self.recovery = recovery
    }
}

extension ErrorRow {
    /// The row after its first condition that holds was applied, and that condition.
    func resolved(for request: CloudRequest, _ holds: (ErrorCondition.When) -> Bool) -> (ErrorRow, ErrorCondition?) {
        let condition = conditions.first { condition in
            switch condition.when {
            case .singleFeature: request.concern.api != nil && !request.concern.isEssential
            case .declared: request.demand?.isDeclared ?? false
            case .withoutValue: request.demand == .noValue
            case .undeclared: request.demand == .word(isDeclared: false)
            case .thermostatSchedule: request.demand == .thermostatSchedule
            case .severalAccounts, .severalDevices, .everyUserOfMaker, .sameOperation: holds(condition.when)
            }
        }
        guard let condition else { return (self, nil) }
        return (with(condition.error ?? error, condition.recovery ?? recovery), condition)
    }
}
