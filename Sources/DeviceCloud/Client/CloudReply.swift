package import AlexaProtocol
package import HTTPTypes

/// An answer of a cloud, before it is interpreted.
package struct CloudReply: Sendable {
    /// The HTTP status.
    package let status: Int
    /// The header fields.
    package let fields: HTTPFields
    /// The body as JSON; `nil` if it is empty or not JSON from its first to its last byte.
    package let json: JSONValue?
}

/// An answer of a cloud, as the vendor's API interprets it.
package struct Reading: Sendable {
    /// Whether the vendor says that the request succeeded.
    package enum Verdict: Sendable {
        /// It succeeded; the result is without the envelope.
        case success(JSONValue)
        /// The vendor refused it.
        case refusal(Refusal)
        /// The answer has no verdict of the vendor: the HTTP status decides.
        case none
    }

    /// A refusal with the vendor's code.
    package struct Refusal: Sendable {
        /// The vendor's code as text, for the log.
        package var code: String
        /// The code whose row decides, if the answer says more than its code: one code may stand for several causes, and a code
        /// without a row may have a text that identifies another one. `nil`: the code's own row.
        package var rowCode: String?
        /// The pause that the vendor demands.
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
    /// Whether an answer without a verdict has the vendor's form and so was sent by the vendor's own servers. Its HTTP status
    /// then means more than that of a proxy.
    package let isInVendorsForm: Bool

    /// A reading with this verdict.
    package init(_ verdict: Verdict, trace: String? = nil, isInVendorsForm: Bool = false) {
        self.verdict = verdict
        self.trace = trace
        self.isInVendorsForm = isInVendorsForm
    }
}

/// A successful answer.
package struct CloudAnswer: Sendable {
    /// The result without the vendor's envelope.
    package let result: JSONValue
    /// The HTTP status, for clouds where it has a meaning, such as 202.
    package let status: Int
    /// The vendor's trace or request id.
    package let trace: String?
}
