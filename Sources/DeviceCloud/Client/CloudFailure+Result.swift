/// The outcome of a call as a value.
package func result<Value>(
    _ body: () async throws(CloudFailure) -> Value
) async -> Result<Value, CloudFailure> {
    do throws(CloudFailure) {
        return .success(try await body())
    } catch {
        return .failure(error)
    }
}
