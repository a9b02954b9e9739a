package import AlexaProtocol
package import EventGateway
package import Timing

/// One device cloud. The only protocol that a new cloud has to implement.
///
/// Commands have been checked against the endpoint: it declares the capability, and the arguments have the right type and are
/// in the declared range. Calls are concurrent, also for one endpoint.
package protocol DeviceAdapter: Sendable {
    /// The cloud's name in logs, one lower-case word.
    var cloud: String { get }

    /// Whether the customer has an account at the cloud. If not, the cloud is asked nothing else, and the customer's known
    /// endpoints there are dropped. `true` by default.
    ///
    /// - Throws: when that is unknown.
    func hasAccount(_ call: AdapterCall) async throws(AdapterFailure) -> Bool

    /// All endpoints of the customer.
    ///
    /// - Throws: when the cloud cannot list them. A device that cannot be reached is still listed.
    func discover(_ call: AdapterCall) async throws(AdapterFailure) -> [Endpoint]

    /// One endpoint, without listing all of them where the cloud allows that.
    ///
    /// - Returns: `nil` when the cloud answers that the customer has no endpoint of this id.
    /// - Throws: when the cloud does not answer that.
    func endpoint(_ endpointId: String, _ call: AdapterCall) async throws(AdapterFailure) -> Endpoint?

    /// The state of an endpoint, whether it can be reached or not.
    ///
    /// - Throws: when no value is known, not even an old one.
    func state(of endpoint: EndpointReference, _ call: AdapterCall) async throws(AdapterFailure) -> DeviceState

    /// Carries out a command and returns the state afterwards.
    ///
    /// - Throws: when it was not carried out, or when that is unknown.
    func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome
}

extension DeviceAdapter {
    package func hasAccount(_ call: AdapterCall) async throws(AdapterFailure) -> Bool { true }
}

/// An endpoint with the cookie that Alexa sent back.
package struct EndpointReference: Sendable {
    /// The endpoint as discovered.
    package let endpoint: Endpoint
    /// The cookie of the directive; empty if it had none.
    package let cookie: JSONObject

    /// A reference to `endpoint`.
    package init(_ endpoint: Endpoint, cookie: JSONObject = [:]) {
        self.endpoint = endpoint
        self.cookie = cookie
    }
}

/// The context of a call to an adapter: the customer, the directive and the deadlines.
package struct AdapterCall: Sendable {
    /// The customer.
    package let customer: CustomerID
    /// The customer's account-linking credential, for clouds that use it; `nil` if the directive had none.
    package let credential: Scope?
    /// The directive's message id, usable as idempotency key; empty if it had none.
    package let messageId: String
    /// When Alexa stops waiting for the answer; the margin for encoding it is already subtracted.
    package let answerBy: Deadline
    /// When the work is abandoned. Equals `answerBy` when the answer must not be deferred.
    package let workUntil: Deadline
    /// The directive's record.
    package let record: DirectiveRecord
    /// Whether Alexa can wake the endpoint over the network.
    package let wakeUp: WakeUp

    /// Whether Alexa can wake, or has been asked to wake, an endpoint over the network. Source: Alexa.WakeOnLANController.
    package enum WakeUp: Sendable {
        /// Alexa cannot be asked: the endpoint does not declare WakeOnLANController, or the answer may not be deferred.
        case unavailable
        /// Alexa can be asked, by the outcome ``Outcome/asleep``.
        case available
        /// Alexa has been asked for this command: the endpoint should wake up soon.
        case requested
    }

    /// A call on behalf of `customer`; `workUntil` is `answerBy` unless given.
    package init(
        customer: CustomerID, credential: Scope?, messageId: String = "", answerBy: Deadline,
        workUntil: Deadline? = nil, record: DirectiveRecord, wakeUp: WakeUp = .unavailable
    ) {
        self.customer = customer
        self.credential = credential
        self.messageId = messageId
        self.answerBy = answerBy
        self.workUntil = workUntil ?? answerBy
        self.record = record
        self.wakeUp = wakeUp
    }

    /// The same call after Alexa has been asked to wake the endpoint.
    func afterWakeUp() -> AdapterCall {
        AdapterCall(
            customer: customer, credential: credential, messageId: messageId, answerBy: answerBy, workUntil: workUntil,
            record: record, wakeUp: .requested)
    }
}

/// A command to an endpoint: a directive that has passed all checks.
package struct Command: Sendable {
    /// The endpoint and the capability.
    package let target: Target
    /// The directive's name, for logs and faults.
    package let name: String
    /// The arguments, in the interface's own type: `BrightnessController.Directive` and so on.
    package let payload: any DirectivePayload
    /// The cookie that discovery sent to Alexa and Alexa sent back; empty if there is none.
    package let cookie: JSONObject

    /// The endpoint and the capability of a directive. A class, because copying an endpoint for each directive is expensive.
    package final class Target: Sendable {
        /// The endpoint.
        package let endpoint: Endpoint
        /// The capability, with its instance and limits.
        package let capability: Capability

        init(_ endpoint: Endpoint, _ capability: Capability) {
            self.endpoint = endpoint
            self.capability = capability
        }
    }
}

/// The state of an endpoint as its cloud knows it.
package struct DeviceState: Sendable {
    /// Its properties, each with the time at which it changed or was sampled. The skill leaves out what the endpoint does
    /// not declare and adds `connectivity`, so an adapter reports all properties that it knows.
    package var properties: [Property]
    /// Why the endpoint cannot be reached, normally ENDPOINT_UNREACHABLE or BRIDGE_UNREACHABLE; `nil` if it
    /// can. The properties are then the last known ones.
    package var unreachable: AlexaError?

    /// The state of an endpoint.
    package init(_ properties: [Property], unreachable: AlexaError? = nil) {
        self.properties = properties
        self.unreachable = unreachable
    }
}

/// The result of a command that was carried out.
package struct Outcome: Sendable {
    /// The event that reports success; `nil` for the directive's usual one.
    package var answer: Answer?
    /// The state afterwards: the changed properties at least, all of them if possible.
    package var properties: [Property]

    /// Whether the endpoint sleeps and nothing was done.
    let isAsleep: Bool

    /// A success.
    package init(_ properties: [Property], answer: Answer? = nil) {
        self.properties = properties
        self.answer = answer
        isAsleep = false
    }

    private init(isAsleep: Bool) {
        properties = []
        self.isAsleep = isAsleep
    }

    /// Nothing was done, because the endpoint sleeps. If ``AdapterCall/wakeUp`` is available, Alexa is asked to wake it, and
    /// the command is carried out once more. Otherwise it fails with NOT_SUPPORTED_IN_CURRENT_MODE, ASLEEP.
    package static let asleep = Outcome(isAsleep: true)
}
