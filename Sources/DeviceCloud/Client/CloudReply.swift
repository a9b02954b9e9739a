package import AlexaProtocol
package import HTTPTypes

/// What a cloud answered, before anybody knows what it means.
package struct CloudReply: Sendable {
    /// The HTTP status.
    package let status: Int
    /// The header fields.
    package let fields: HTTPFields
    /// The body as JSON; `nil` if it is empty or not JSON from its first to its last byte.
    package let json: JSONValue?
}

/// What a cloud's answer says in the vendor's own words.
package struct Reading: Sendable {
    /// Whether the vendor says that the request succeeded.
    package enum Verdict: Sendable {
        /// It succeeded, with this result out of the envelope.
        case success(JSONValue)
        /// The vendor refused it.
        case refusal(Refusal)
        /// The answer has no verdict of the vendor's: the HTTP status decides.
        case none
    }

    /// The vendor's words for a refusal.
    package struct Refusal: Sendable {
        /// The vendor's code as text, for the log.
        package var code: String
        /// The code whose row decides, where the answer says more than its code: one code may stand for several causes, and
        /// a code without a row may come with words that have one. `nil`: the code's own row.
        package var rowCode: String?
        /// How long the vendor asks to wait.
        package var retryNotBefore: Duration?
        /// The bounds that the vendor names, converted to the directive's unit.
        package var bounds: VendorBounds?
        /// Further members of the vendor's error, for the adapter. Never logged.
        package var details: JSONObject

        /// A refusal with this code.
        package init(
            _ code: String, rowCode: String? = nil, retryNotBefore: Duration? = nil, bounds: VendorBounds? = nil,
            details: JSONObject = [:]
        ) {
            self.code = code
            self.rowCode = rowCode
            self.retryNotBefore = retryNotBefore
            self.bounds = bounds
            self.details = details
        }
    }

    /// Whether the request succeeded.
    package let verdict: Verdict
    /// The vendor's trace or request id.
    package let trace: String?
    /// Whether an answer without a verdict has the vendor's form all the same, so that the vendor's own servers have sent it:
    /// then its HTTP status says more than that of a proxy.
    package let isInVendorsForm: Bool

    /// An answer that says this.
    package init(_ verdict: Verdict, trace: String? = nil, isInVendorsForm: Bool = false) {
        self.verdict = verdict
        self.trace = trace
        self.isInVendorsForm = isInVendorsForm
    }
}

/// A successful answer.
package struct CloudAnswer: Sendable {
    /// The result out of the vendor's envelope.
    package let result: JSONValue
    /// The HTTP status, for clouds that tell something by it, such as 202.
    package let status: Int
    /// The vendor's trace or request id.
    package let trace: String?
}
