extension StringProtocol {
    /// Text from outside, cut to what a log line may hold.
    ///
    /// - Parameter length: in characters.
    package func shortened(to length: Int = 128) -> String {
        // No more characters than bytes, which are cheaper to count.
        utf8.count <= length ? String(self) : String(prefix(length))
    }
}
