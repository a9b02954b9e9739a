package import Timing

/// Answers invocations.
package protocol LambdaHandler: Sendable {
    /// The answer to an invocation. There is always one; the handler keeps to the invocation's deadline itself.
    func answer(_ invocation: Invocation) async -> LambdaAnswer

    /// Writes what is buffered, such as metrics. Is called once the answer is posted and the work after it has ended, before
    /// the next invocation is asked for: after that, Lambda may freeze the process.
    func flush()
}

/// An answer, and the work to do after it has been posted.
package struct LambdaAnswer: Sendable {
    /// The answer: JSON, at most ``RuntimeAPI/greatestAnswer`` bytes.
    package let body: [UInt8]
    /// Runs once the answer is posted, until it ends or the deadline passes; then its task is cancelled.
    package let work: (@Sendable (Deadline) async -> Void)?

    /// An answer.
    package init(_ body: [UInt8], then work: (@Sendable (Deadline) async -> Void)? = nil) {
        (self.body, self.work) = (body, work)
    }
}
