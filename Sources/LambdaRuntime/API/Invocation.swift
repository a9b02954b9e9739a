import AlexaProtocol
package import HTTPTransport
import HTTPTypes
package import Timing

/// One call of the function.
package struct Invocation: Sendable {
    /// Lambda's request id, which the answer has to name.
    package let requestId: String
    /// What the caller sent.
    package let body: [UInt8]
    /// When Lambda ends the process, unless the invocation has been answered.
    package let deadline: Deadline
    /// The X-Ray header, `Root=1-…;Parent=…;Sampled=…`; nil without tracing.
    package let traceId: String?
    /// The function, version or alias that was called; nil if Lambda sends none.
    package let functionARN: String?

    /// How long an invocation may take without a usable deadline: as long as Alexa waits, so that nothing is deferred.
    static let defaultTime = Duration.seconds(8)
    /// The longest time-out of a function (AWS Lambda quotas). More is left only if a clock is wrong.
    static let longestTime = Duration.seconds(900)

    /// The invocation in an answer of the Runtime API; nil without a request id.
    ///
    /// Lambda's deadline is a time of day. The time left is computed from it once, and then counted on the monotonic clock. A
    /// deadline that has passed or is more than 15 minutes ahead means that the time of day is wrong, as it can be for a moment
    /// after a freeze; then ``defaultTime`` is used.
    package init?(_ answer: HTTPAnswer, _ environment: borrowing SkillEnvironment) {
        let fields = answer.head.headerFields
        guard let id = fields.value(of: .requestID), !id.isEmpty else { return nil }
        requestId = id
        body = answer.body
        let left = fields.value(of: .deadline).flatMap(Int64.init).map { end in
            Duration.milliseconds(end.subtractingReportingOverflow(environment.now().milliseconds).partialValue)
        }
        let isUsable = left.map { $0 > .zero && $0 <= Self.longestTime } ?? false
        deadline = Deadline(in: isUsable ? left ?? Self.defaultTime : Self.defaultTime, environment)
        traceId = fields.value(of: .traceID).flatMap { $0.isEmpty ? nil : $0 }
        functionARN = fields.value(of: .functionARN).flatMap { $0.isEmpty ? nil : $0 }
    }
}
