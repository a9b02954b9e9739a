package import AlexaProtocol
import EventGateway
package import Logging
package import Timing

/// The dispatcher: a directive in, an event out, whatever the directive is and whatever the device clouds do.
///
/// Every failure on the way is thrown as an ``AlexaError`` and becomes an event in one place.
package final class Skill: Sendable {
    /// How long a request may take.
    package struct Budget: Sendable {
        /// From a directive's arrival to its answer: Alexa waits 8 seconds (Alexa.DeferredResponse).
        package var answer: Duration = .seconds(8)
        /// What is kept back from the clouds, so that there is time to say that they were too slow.
        package var margin: Duration = .seconds(1)

        /// Alexa's own limits.
        package init() {}
    }

    private let homes: HomeDirectory
    private let grants: any GrantReceiver
    private let environment: SkillEnvironment
    private let logger: Logger
    private let budget: Budget

    /// A skill whose customers' endpoints live in the clouds of `adapters`.
    package init(
        adapters: [any DeviceAdapter], grants: any GrantReceiver, environment: SkillEnvironment, logger: Logger,
        budget: Budget = Budget()
    ) {
        self.homes = HomeDirectory(adapters, environment)
        self.grants = grants
        self.environment = environment
        self.logger = logger
        self.budget = budget
    }

    /// The event that answers what arrived. Always exactly one, within the budget.
    ///
    /// - Parameter timeLeft: what the host still grants, if that is less than Alexa's own limit (Lambda's deadline).
    package func answer(to bytes: [UInt8], timeLeft: Duration? = nil) async -> Event {
        let answerTime = min(budget.answer, timeLeft ?? budget.answer)
        let deadline = Deadline(in: answerTime - budget.margin, environment)
        let incoming = IncomingDirective(bytes)
        switch incoming.directive {
        case .failure(let error):
            return event(.errorResponse(error, incoming.address))
        case .success(let directive):
            let address = incoming.address
            let result: Result<Event.Body, AlexaError> = await beforeDeadline(
                deadline, environment, late: .failure(late(directive))
            ) {
                do throws(AlexaError) {
                    return .success(try await self.answer(directive, address, deadline))
                } catch {
                    return .failure(error)
                }
            }
            switch result {
            case .success(let body): return event(body)
            case .failure(let error): return event(Self.failure(error, directive, address))
            }
        }
    }

    private func event(_ body: Event.Body) -> Event {
        Event(messageId: environment.makeMessageId(), body)
    }

    /// The one place where a failure becomes an event.
    private static func failure(
        _ error: AlexaError, _ directive: Directive, _ address: ReplyAddress
    ) -> Event.Body {
        guard directive.header.namespace == Authorization.namespace else { return .errorResponse(error, address) }
        // A grant knows one error only, and it is answered without a token (Alexa.Authorization).
        return .errorResponse(AlexaError(Authorization.Failure.acceptGrantFailed, error.message), ReplyAddress())
    }

    /// What is said when the clouds did not answer in time.
    private func late(_ directive: Directive) -> AlexaError {
        logger.warning(
            "late", metadata: ["namespace": "\(directive.header.namespace)", "name": "\(directive.header.name)"])
        let message = "no answer from the device cloud in time"
        return directive.endpoint == nil
            ? .internalError(message) : AlexaError(.generic(.endpointUnreachable), message)
    }

    private func answer(
        _ directive: Directive, _ address: ReplyAddress, _ deadline: Deadline
    ) async throws(AlexaError) -> Event.Body {
        let (interface, kind) = try Self.kind(of: directive)
        if let endpoint = directive.endpoint,
            interface.namespace != Discovery.namespace, interface.namespace != Authorization.namespace
        {
            let call = AdapterCall(customer: .household, credential: endpoint.scope, deadline: deadline)
            return try await answer(directive, interface, kind, endpoint, address, call)
        }
        let payload = try kind.read(Payload(directive.payload, of: directive.header))
        switch payload {
        case Discovery.Directive.discover(let scope):
            return try await discover(AdapterCall(customer: .household, credential: scope, deadline: deadline))
        case Authorization.Directive.acceptGrant(let grant):
            try await grants.accept(grant, deadline: deadline)
            return .acceptGrantResponse
        default:
            throw .invalidDirective("\(directive.header.fullName) needs an endpoint")
        }
    }

    private static func kind(
        of directive: Directive
    ) throws(AlexaError) -> (any AlexaInterface.Type, DirectiveKind) {
        let header = directive.header
        guard let interface = InterfaceCatalog.interface(header.namespace) else {
            throw .invalidDirective("this skill does not speak the directive's interface")
        }
        guard let kind = interface.directives.first(where: { $0.name == header.name }) else {
            throw .invalidDirective("\(interface.namespace) has no directive of this name")
        }
        if let version = header.payloadVersion, version != interface.payloadVersion, version != interface.version {
            let major = version.prefix { $0 != "." }
            guard major == "3" || major == interface.payloadVersion.prefix(while: { $0 != "." }) else {
                throw .invalidDirective("payloadVersion must be \(interface.payloadVersion)")
            }
        }
        return (interface, kind)
    }

    private func discover(_ call: AdapterCall) async throws(AlexaError) -> Event.Body {
        let survey: HomeDirectory.Survey
        do throws(AdapterFailure) {
            survey = try await homes.survey(call)
        } catch {
            throw error.error
        }
        for (cloud, failure) in survey.failures {
            logger.error("discovery_incomplete", metadata: ["cloud": "\(cloud)", "reason": "\(failure.error.message)"])
        }
        let verdict = DiscoveryRules.check(survey.endpoints)
        for violation in verdict.violations {
            logger.warning(
                "discovery",
                metadata: [
                    "endpoint_id": "\(violation.endpointId.prefix(256))", "rule": "\(violation.rule)",
                    "left_out": violation.isEndpointLeftOut ? "endpoint" : "part",
                ])
        }
        return .discoverResponse(verdict.endpoints)
    }

    private func answer(
        _ directive: Directive, _ interface: any AlexaInterface.Type, _ kind: DirectiveKind,
        _ target: Directive.Endpoint, _ address: ReplyAddress, _ call: AdapterCall
    ) async throws(AlexaError) -> Event.Body {
        do throws(AdapterFailure) {
            let resident = try await homes.resident(target.endpointId, call)
            if directive.header.namespace == Alexa.namespace {
                let state = try await resident.adapter.state(of: resident.endpoint, call)
                return try .stateReport(
                    address,
                    context: Self.translating { () throws(AlexaError) in
                        try resident.context.stateReport(state, at: environment.now())
                    })
            }
            let command = try Self.translating { () throws(AlexaError) in
                try Self.command(directive, interface, kind, target, resident.endpoint)
            }
            let outcome = try await resident.adapter.perform(command, call)
            let now = environment.now()
            guard let answer = outcome.answer ?? kind.defaultAnswer?(now) else {
                throw AdapterFailure(
                    .internalError(
                        "\(resident.adapter.cloud) carried out \(directive.header.fullName) without saying what Alexa asked for"
                    ))
            }
            return .response(answer, address, context: resident.context.response(outcome.properties, at: now))
        } catch {
            throw error.error
        }
    }

    private static func command(
        _ directive: Directive, _ interface: any AlexaInterface.Type, _ kind: DirectiveKind,
        _ target: Directive.Endpoint, _ endpoint: Endpoint
    ) throws(AlexaError) -> Command {
        let namespace = interface.namespace
        let instance = directive.header.instance ?? (interface.hasInstances ? "" : nil)
        guard let capability = endpoint.capability(namespace, instance: instance) else {
            throw .invalidDirective(
                endpoint.declares(namespace)
                    ? "the endpoint does not declare this instance of \(namespace)"
                    : "the endpoint does not declare \(namespace)")
        }
        guard capability.properties?.nonControllable != true else {
            throw .invalidDirective("the endpoint declares that \(namespace) can only be read")
        }
        let payload = try kind.read(Payload(directive.payload, of: directive.header))
        try payload.check(against: capability)
        return Command(
            endpoint: endpoint, capability: capability, name: kind.name, payload: payload, cookie: target.cookie)
    }

    /// Runs code that knows Alexa's errors among code that throws adapters' failures.
    private static func translating<Value>(
        _ body: () throws(AlexaError) -> Value
    ) throws(AdapterFailure) -> Value {
        do throws(AlexaError) {
            return try body()
        } catch {
            throw AdapterFailure(error)
        }
    }
}
