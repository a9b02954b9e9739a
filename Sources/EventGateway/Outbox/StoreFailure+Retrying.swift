package import Timing

/// Calls the store until it succeeds: again one second after each failure that may pass, as long as `isWorthwhile` returns true.
///
/// - Parameter failed: is called for each failure, with whether it is the last.
/// - Throws: the last failure.
package func retryEachSecond<Value>(
    _ environment: SkillEnvironment, while isWorthwhile: () -> Bool,
    failed: (_ failure: StoreFailure, _ isLast: Bool) -> Void = { _, _ in },
    _ body: () async throws(StoreFailure) -> Value
) async throws(StoreFailure) -> Value {
    while true {
        do throws(StoreFailure) {
            return try await body()
        } catch {
            let isLast = !error.mayPass || !isWorthwhile()
            failed(error, isLast)
            if isLast { throw error }
            await environment.sleep(.seconds(1))
        }
    }
}
