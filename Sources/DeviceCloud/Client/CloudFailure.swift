package import AlexaProtocol
package import Skill

/// Why a cloud did not do what was asked, with what each context makes of it.
package struct CloudFailure: Error, Sendable {
    /// What a control directive is answered.
    package let failure: AdapterFailure
    /// The row that decided: it says what ReportState and discovery make of the failure.
    package let row: ErrorRow
    /// Further members of the vendor's error. Never logged.
    package let details: JSONObject
    /// Whether the cloud was not asked, because it failed so lately: the limits know this failure already.
    package internal(set) var isRepeated = false
    /// Whether a list of the customer's devices, made after the failure, lacks the device.
    package internal(set) var isConfirmedGone = false

    /// A failure that `row` decided.
    package init(_ failure: AdapterFailure, _ row: ErrorRow, details: JSONObject = [:]) {
        var failure = failure
        failure.facts.isAlarmDecided = true
        self.failure = failure
        self.row = row
        self.details = details
    }

    /// The same with another error, after the adapter has learned more.
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

/// Runs requests of a ``CloudClient`` where an adapter's own failure is thrown.
package func asAdapter<Value>(
    _ body: () async throws(CloudFailure) -> Value
) async throws(AdapterFailure) -> Value {
    do throws(CloudFailure) {
        return try await body()
    } catch {
        throw error.failure
    }
}
