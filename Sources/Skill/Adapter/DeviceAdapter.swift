package import AlexaProtocol
package import EventGateway
package import Timing

/// One device cloud. The only thing that a new cloud has to implement.
///
/// The skill asks only what the endpoint itself declares to be possible: the capability exists, the arguments have the
/// right type and lie in the declared range. Calls come concurrently, also for one endpoint.
package protocol DeviceAdapter: Sendable {
    /// The cloud's name in logs, one lower-case word.
    var cloud: String { get }

    /// All endpoints of the customer.
    ///
    /// - Throws: when the cloud cannot tell. A device that cannot be reached is no failure: it is still an endpoint.
    func discover(_ call: AdapterCall) async throws(AdapterFailure) -> [Endpoint]

    /// What is known of an endpoint, whether it can be reached or not.
    ///
    /// - Throws: when nothing is known, not even from before.
    func state(of endpoint: Endpoint, _ call: AdapterCall) async throws(AdapterFailure) -> DeviceState

    /// Makes the endpoint do something and says what is so afterwards.
    ///
    /// - Throws: when it was not done, or nobody knows whether it was.
    func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome
}

/// On whose behalf, and until when, an adapter is asked.
package struct AdapterCall: Sendable {
    /// The customer.
    package let customer: CustomerID
    /// The customer's account-linking credential, for clouds that act with it; `nil` if the directive had none.
    package let credential: Scope?
    /// When the answer is no longer worth anything.
    package let deadline: Deadline

    /// A call on behalf of `customer`.
    package init(customer: CustomerID, credential: Scope?, deadline: Deadline) {
        self.customer = customer
        self.credential = credential
        self.deadline = deadline
    }
}

/// What an endpoint is asked to do: a directive that has passed all checks.
package struct Command: Sendable {
    /// What the directive addresses.
    package let target: Target
    /// The directive's name, for logs and faults.
    package let name: String
    /// The arguments, in the interface's own type: `BrightnessController.Directive` and so on.
    package let payload: any DirectivePayload
    /// What discovery gave Alexa to hand back.
    package let cookie: JSONObject

    /// What a directive addresses. A class, because an endpoint is a lot to copy for each of its directives.
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

/// What is known of an endpoint.
package struct DeviceState: Sendable {
    /// Its properties, each with the time at which it was so. The skill leaves out what the endpoint does not declare
    /// and sees to `connectivity`, so an adapter reports simply all it knows.
    package var properties: [Property]
    /// Why the endpoint cannot be reached just now, normally ENDPOINT_UNREACHABLE or BRIDGE_UNREACHABLE; `nil` if it
    /// can. The properties are then the last known ones.
    package var unreachable: AlexaError?

    /// The state of an endpoint.
    package init(_ properties: [Property], unreachable: AlexaError? = nil) {
        self.properties = properties
        self.unreachable = unreachable
    }
}

/// What came of a command.
package struct Outcome: Sendable {
    /// How success is told; `nil` for the directive's usual event.
    package var answer: Answer?
    /// What is so afterwards: the changed properties at least, better all.
    package var properties: [Property]

    /// A success.
    package init(_ properties: [Property], answer: Answer? = nil) {
        self.properties = properties
        self.answer = answer
    }
}
