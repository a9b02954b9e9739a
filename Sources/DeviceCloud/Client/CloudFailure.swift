package import AlexaProtocol
package import Skill

/// Why a cloud did not carry out a request, with the consequences in each context.
package struct CloudFailure: Error, Sendable {
    /// The answer to a control directive.
    package let failure: AdapterFailure
    /// The row that decided; it also determines the answers to ReportState and discovery.
    package let row: ErrorRow
    /// Further members of the vendor's error. Never logged.
    package let details: JSONObject
    /// Whether no request was sent, because the same failure occurred a short time ago: the limits know this failure already.
    package internal(set) var isRepeated = false
    /// Whether a list of the customer's devices that was read after the failure lacks the device.
    package internal(set) var isConfirmedGone = false

    /// A failure that `row` decided.
    package init(_ failure: AdapterFailure, _ row: ErrorRow, details: JSONObject = [:]) {
        var failure = failure
        failure.facts.isAlarmDecided = true
        self.failure = failure
        self.row = row
        self.details = details
    }

    /// The failure with another error, after the adapter has learned more.
    ///
    /// - Parameter reason: the rest of the message, after a semicolon.
    package func replacing(_ error: CloudErrorType, because reason: String) -> CloudFailure {
        let message = "\(failure.error.message); \(reason)"
        var replaced = CloudFailure(
            AdapterFailure(AlexaError(error.type, message), rule: failure.rule, facts: failure.facts), row,
            details: details)
        replaced.isRepeated = isRepeated
        replaced.isConfirmedGone = isConfirmedGone
        return replaced
    }
}

/// Runs `body`, and throws the adapter's failure of a ``CloudFailure``.
package func asAdapter<Value>(
    _ body: () async throws(CloudFailure) -> Value
) async throws(AdapterFailure) -> Value {
    do throws(CloudFailure) {
        return try await body()
    } catch {
        throw error.failure
    }
}
