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
    var isRepeated = false

    /// A failure that `row` decided.
    package init(_ failure: AdapterFailure, _ row: ErrorRow, details: JSONObject = [:]) {
        self.failure = failure
        self.row = row
        self.details = details
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
