package import AlexaProtocol

/// Conditions for directives. A directive has to meet all that are set.
package struct Selection: Hashable, Sendable {
    /// Alexa's id of the directive, or the id of an event that answers it.
    package var messageId: String?
    /// Lambda's id of the invocation.
    package var requestId: String?
    /// The fingerprint of the correlation token: the first 12 hexadecimal digits of its SHA-256.
    package var correlation: String?
    /// The endpoint's id.
    package var endpointId: String?
    /// The earliest time at which the directive may have begun.
    package var since: Timestamp?
    /// The time before which it must have begun.
    package var until: Timestamp?

    /// No conditions.
    package init() {}

    /// Whether no condition is set, not even a range of time.
    package var isEmpty: Bool { !hasIds && since == nil && until == nil }

    /// Whether a condition other than the range of time is set.
    var hasIds: Bool { messageId != nil || requestId != nil || correlation != nil || endpointId != nil }

    /// Whether a time is within the range. A line without a time is.
    package func includes(_ time: Timestamp?) -> Bool {
        guard let time else { return true }
        return time >= since ?? time && time < until ?? time.advanced(by: .milliseconds(1))
    }
}
