package import AlexaProtocol
package import EventGateway
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
    private let customers: any CustomerResolver
    private let grants: any GrantReceiver
    private let deferral: Deferral?
    private let environment: SkillEnvironment
    private let logger: Logger
    private let budget: Budget

    /// A skill whose customers' endpoints live in the clouds of `adapters`.
    ///
    /// - Parameter deferral: how slow answers are put off; `nil` if they never are.
    package init(
        adapters: [any DeviceAdapter], customers: any CustomerResolver = HouseholdResolver(),
        grants: any GrantReceiver, deferral: Deferral? = nil, environment: SkillEnvironment, logger: Logger,
        budget: Budget = Budget()
    ) {
        self.homes = HomeDirectory(adapters, environment)
        self.customers = customers
        self.grants = grants
        self.deferral = deferral
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
        guard bytes.count <= Self.greatestDirective else {
            return event(.errorResponse(Self.tooLarge, Self.address(bytes)))
        }
        let incoming = IncomingDirective(bytes)
        switch incoming.directive {
        case .failure(let error):
            return event(.errorResponse(error, incoming.address))
        case .success(let directive):
            let request = Request(directive: directive, address: incoming.address, deadline: deadline)
            return await answer(request)
        }
    }

    /// The most bytes that are read of a directive: AWS Lambda hands over no more either (Lambda quotas, invocation payload).
    package static let greatestDirective = 6 << 20

    private static let tooLarge = AlexaError.invalidDirective("the directive has more than \(greatestDirective) bytes")

    /// Where the answer to a directive belongs that is too large to be read: its header comes first.
    private static func address(_ bytes: [UInt8]) -> ReplyAddress {
        IncomingDirective(Array(bytes.prefix(1 << 16))).address
    }

    /// Waits until no deferred answer is owed any more: each is in the outbox.
    package func finishDeferred() async {
        await deferral?.finish()
    }

    private func answer(_ request: Request) async -> Event {
        var request = request
        if let deferral, request.directive.isForEndpoint {
            let customer = await customer(of: request)
            request.customer = customer
            if case .success(let customer) = customer, await deferral.promises.isPossible(for: customer, before: request.deadline) {
                return await answer(request, of: customer, deferral)
            }
        }
        let result: Result<Event.Body, AlexaError> = await withDeadline(
            request.deadline, environment, late: late(request.directive)
        ) { [request] in
            await self.result(request, until: request.deadline, asked: nil)
        }
        return event(body(result, request))
    }

    private func customer(of request: Request) async -> Result<CustomerID, AlexaError> {
        do throws(AlexaError) {
            return .success(try await customers.customer(of: request.credential, deadline: request.deadline))
        } catch {
            return .failure(error)
        }
    }

    /// The answer, or that it follows later.
    private func answer(_ request: Request, of customer: CustomerID, _ deferral: Deferral) async -> Event {
        let messageId = environment.makeMessageId()
        return await deferral.answer(
            request, of: customer, messageId: messageId, environment: environment, logger: logger,
            fallback: body(.failure(Self.late(request.directive)), request)
        ) { end, asked in
            self.body(await self.result(request, until: end, asked: asked), request)
        }
    }

    private func result(
        _ request: Request, until end: Deadline, asked: AdapterAsked?
    ) async -> Result<Event.Body, AlexaError> {
        do throws(AlexaError) {
            return .success(try await answer(request, end, asked))
        } catch {
            return .failure(error)
        }
    }

    private func body(_ result: Result<Event.Body, AlexaError>, _ request: Request) -> Event.Body {
        switch result {
        case .success(let body): body
        case .failure(let error): Self.failure(error, request.directive, request.address)
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

    private func late(_ directive: Directive) -> Result<Event.Body, AlexaError> {
        logger.warning(
            "late",
            metadata: [
                "message_id": "\((directive.header.messageId ?? "").prefix(128))",
                "namespace": "\(directive.header.namespace)", "name": "\(directive.header.name)",
            ])
        return .failure(Self.late(directive))
    }

    /// What is said when the clouds did not answer in time.
    private static func late(_ directive: Directive) -> AlexaError {
        let message = "no answer from the device cloud in time"
        return directive.endpoint == nil
            ? .internalError(message) : AlexaError(.generic(.endpointUnreachable), message)
    }

    private func answer(
        _ request: Request, _ deadline: Deadline, _ asked: AdapterAsked?
    ) async throws(AlexaError) -> Event.Body {
        let directive = request.directive
        let (interface, kind) = try DirectiveChecks.kind(of: directive)
        if directive.isForEndpoint, let endpoint = directive.endpoint {
            let call = try await call(endpoint.scope, deadline, of: request.customer)
            return try await answer(directive, interface, kind, endpoint, request.address, call, asked)
        }
        let payload = try kind.read(Payload(directive.payload, of: directive.header))
        switch payload {
        case Discovery.Directive.discover(let scope):
            return try await discover(call(scope, deadline))
        case Authorization.Directive.acceptGrant(let grant):
            let customer = try await customers.customer(of: grant.grantee, deadline: deadline)
            try await grants.accept(grant, of: customer, deadline: deadline)
            return .acceptGrantResponse
        default:
            throw .invalidDirective("\(directive.header.fullName) needs an endpoint")
        }
    }

    /// - Parameter known: whose credential it is, if that was looked up already.
    private func call(
        _ credential: Scope?, _ deadline: Deadline, of known: Result<CustomerID, AlexaError>? = nil
    ) async throws(AlexaError) -> AdapterCall {
        let customer =
            if let known { try known.get() } else {
                try await customers.customer(of: credential, deadline: deadline)
            }
        return AdapterCall(customer: customer, credential: credential, answerBy: deadline, record: DirectiveRecord(logger: logger))
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
        let verdict = DiscoveryRules.verdict(on: survey.residents.map(\.finding))
        for violation in verdict.violations {
            logger.warning(
                "discovery",
                metadata: [
                    "endpoint_id": "\(violation.endpointId.prefix(256))", "rule": "\(violation.rule)",
                    "left_out": violation.isEndpointLeftOut ? "endpoint" : "part",
                ])
        }
        return .discoverResponse(verdict.discovered)
    }

    private func answer(
        _ directive: Directive, _ interface: any AlexaInterface.Type, _ kind: DirectiveKind,
        _ target: Directive.Endpoint, _ address: ReplyAddress, _ call: AdapterCall, _ asked: AdapterAsked?
    ) async throws(AlexaError) -> Event.Body {
        do throws(AdapterFailure) {
            let resident = try await homes.resident(target.endpointId, call)
            if directive.header.namespace == Alexa.namespace {
                asked?.note()
                let state = try await resident.adapter.state(of: EndpointReference(resident.endpoint, cookie: target.cookie), call)
                return try .stateReport(
                    address,
                    context: Self.translating { () throws(AlexaError) in
                        try resident.context.stateReport(state, at: environment.now())
                    })
            }
            let command = try Self.translating { () throws(AlexaError) in
                try DirectiveChecks.command(directive, interface, kind, target, resident)
            }
            asked?.note()
            let outcome = try await resident.adapter.perform(command, call)
            let now = environment.now()
            guard let answer = outcome.answer ?? kind.defaultAnswer?(now) else {
                throw AdapterFailure(
                    .internalError(
                        "\(resident.adapter.cloud) carried out \(directive.header.fullName) without saying what Alexa asked for"
                    ), rule: "skill.no_answer")
            }
            return .response(answer, address, context: resident.context.response(outcome.properties, at: now))
        } catch {
            throw error.error
        }
    }

    /// Runs code that knows Alexa's errors among code that throws adapters' failures.
    private static func translating<Value>(
        _ body: () throws(AlexaError) -> Value
    ) throws(AdapterFailure) -> Value {
        do throws(AlexaError) {
            return try body()
        } catch {
            throw AdapterFailure(error, rule: "skill.check")
        }
    }
}
