/// The outcome of `body` as a value.
package func result<Value>(
    _ body: () async throws(CloudFailure) -> Value
) async -> Result<Value, CloudFailure> {
    do throws(CloudFailure) {
        return .success(try await body())
    } catch {
        return .failure(error)
    }
}
