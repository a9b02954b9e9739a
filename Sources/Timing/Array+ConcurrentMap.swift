extension Array where Element: Sendable {
    /// Calls `body` concurrently for each element, and returns the values in the order of the elements.
    ///
    /// - Parameter limit: the most calls in flight, 1 or more.
    package func concurrentMap<Value: Sendable>(
        atMost limit: Int = .max, _ body: @escaping @Sendable (Element) async -> Value
    ) async -> [Value] {
        await withTaskGroup(of: (Int, Value).self) { group in
            var next = 0
            func addNext() {
                guard next < count else { return }
                let (index, element) = (next, self[next])
                next += 1
                group.addTask { (index, await body(element)) }
            }
            for _ in 0..<Swift.min(limit, count) { addNext() }
            var values = [Value?](repeating: nil, count: count)
            while let (index, value) = await group.next() {
                values[index] = value
                addNext()
            }
            return values.compactMap(\.self)
        }
    }

    /// Calls `body` concurrently for each element, and returns the results in the order of the elements.
    ///
    /// - Parameter limit: the most calls in flight, 1 or more.
    package func concurrentResults<Value: Sendable, Failure: Error>(
        atMost limit: Int = .max, _ body: @escaping @Sendable (Element) async throws(Failure) -> Value
    ) async -> [Result<Value, Failure>] {
        await concurrentMap(atMost: limit) { element in
            do throws(Failure) {
                return Result<Value, Failure>.success(try await body(element))
            } catch {
                return .failure(error)
            }
        }
    }
}
