extension StringProtocol {
    /// Text from outside, cut to what a log line may hold.
    ///
    /// - Parameter length: in characters.
    package func shortened(to length: Int = 128) -> String {
        // There are no more characters than bytes, and bytes are cheaper to count.
        utf8.count <= length ? String(self) : String(prefix(length))
    }
}
