package import AlexaProtocol
import HTTPTransport
package import HTTPTypes

/// One request to a device cloud, before it is signed.
package struct CloudRequest: Sendable {
    /// The purpose of a request. It determines the deadline, and whether an answer is unexpected.
    package enum Purpose: Hashable, Sendable {
        /// Carrying out a directive: until `workUntil`.
        case command
        /// Reading a state: until `workUntil`.
        case stateReport
        /// Listing or looking up endpoints: until `answerBy`.
        case discovery
        /// Fetching or renewing the platform token.
        case login
    }

    /// The body of a request.
    package enum Body: Hashable, Sendable {
        /// Nothing.
        case none
        /// A JSON document. It is encoded once, so that the signed bytes are the sent bytes.
        case json(JSONValue)
        /// `application/x-www-form-urlencoded`.
        case form([String: String])

        var bytes: [UInt8] {
            switch self {
            case .none: []
            case .json(let value): value.encoded()
            case .form(let fields): PercentEncoding.form(fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
            }
        }

        var contentType: String? {
            switch self {
            case .none: nil
            case .json: "application/json"
            case .form: "application/x-www-form-urlencoded"
            }
        }
    }

    /// The parts of a cloud that a fault or a rate limit of this request concerns, besides the whole.
    package struct Concern: Hashable, Sendable {
        /// The vendor's id of the device.
        package var device: String?
        /// The end user's account at the vendor; `nil`: the customer's id is used.
        package var account: String?
        /// The API product, if it is one that a project may lack, such as `locks`.
        package var api: String?
        /// Whether everything needs the API product, so that its absence affects more than a single feature.
        package var isEssential: Bool

        /// The parts that a request concerns.
        package init(device: String? = nil, account: String? = nil, api: String? = nil, isEssential: Bool = false) {
            self.device = device
            self.account = account
            self.api = api
            self.isEssential = isEssential
        }
    }

    /// The operation, for logs: a fixed word such as `devices.list`, without ids.
    package var operation: String
    /// The method.
    package var method: HTTPRequest.Method
    /// The path below the cloud's base URL.
    package var path: CloudPath
    /// Names and values of the query, not encoded, in the order in which they are sent.
    package var query: [(name: String, value: String)]
    /// Header fields besides those of the authentication.
    package var fields: HTTPFields
    /// The body.
    package var body: Body
    /// The purpose.
    package var purpose: Purpose
    /// The effect of sending the request twice.
    package var effect: Effect
    /// The parts of the cloud that it concerns.
    package var concern: Concern
    /// The directive's value, if it makes an error more specific.
    package var demand: Demand?
    /// Whether the adapter tries another path if this one is refused. A missing API product then raises no alarm yet.
    package var hasAlternative = false
    /// The most bytes of the answer's body, decompressed; `nil` for the client's limit.
    package var responseLimit: Int?
    /// Whether the caller repeats the request if it may have been carried out. Such a failure then raises no alarm yet.
    package var isSentAgainByCaller = false

    /// Codes that raise no alarm yet, because the caller first finds out what they mean here. The caller raises the alarm with
    /// ``CloudClient/raiseAlarm(_:of:_:)``.
    package var codesExplainedByCaller: Set<String> = []

    /// A request that reads.
    package static func get(
        _ operation: String, _ path: CloudPath, query: [(name: String, value: String)] = [], for purpose: Purpose,
        _ concern: Concern = Concern()
    ) -> CloudRequest {
        CloudRequest(operation, .get, path, query: query, for: purpose, effect: .read, concern)
    }

    /// A request that changes something.
    package static func post(
        _ operation: String, _ path: CloudPath, _ body: Body, for purpose: Purpose, effect: Effect,
        _ concern: Concern = Concern()
    ) -> CloudRequest {
        CloudRequest(operation, .post, path, body: body, for: purpose, effect: effect, concern)
    }

    /// A request of any kind.
    package init(
        _ operation: String, _ method: HTTPRequest.Method, _ path: CloudPath,
        query: [(name: String, value: String)] = [],
        fields: HTTPFields = [:], body: Body = .none, for purpose: Purpose, effect: Effect,
        _ concern: Concern = Concern()
    ) {
        self.operation = operation
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
        self.purpose = purpose
        self.effect = effect
        self.concern = concern
    }
}

/// A request as it is to be signed: exactly the parts that are sent.
package struct SignableRequest: Sendable {
    /// The method.
    package let method: HTTPRequest.Method
    /// The path including that of the base URL, percent-encoded, without the query.
    package let path: String
    /// Names and values of the query, not encoded, in the order in which they are sent.
    package let query: [(name: String, value: String)]
    /// Header fields, `Content-Type` included.
    package let fields: HTTPFields
    /// The body's bytes.
    package let body: [UInt8]

    /// A request of these parts.
    package init(
        method: HTTPRequest.Method, path: String, query: [(name: String, value: String)] = [], fields: HTTPFields = [:],
        body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
    }
}
