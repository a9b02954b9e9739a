package import EventGateway
package import HTTPTransport
package import Logging
import Settings
package import Skill
import Telemetry
package import Timing

/// Builds a skill, a relay and their parts according to the settings. Nothing is opened or connected before it is needed.
///
/// The executables supply what differs between them: the kind of store, the adapters, the log.
package struct Assembly<Store: SkillStore>: Sendable {
    /// The operator's settings.
    package var settings: AssemblySettings<Store>
    /// Time and randomness.
    package let environment: SkillEnvironment
    /// The log of all parts.
    package let logger: Logger

    /// An assembly with these settings.
    package init(_ settings: AssemblySettings<Store>, environment: SkillEnvironment = .live, logger: Logger) {
        self.settings = settings
        self.environment = environment
        self.logger = logger
    }

    /// The store, opened in the background: for a process that has to answer even if the store cannot be opened.
    ///
    /// - Returns: `nil` if none is configured.
    package func connection() -> StoreConnection<Store>? {
        guard settings.store.isConfigured else { return nil }
        return StoreConnection(environment: environment, logger: logger) {
            [place = settings.store, environment, logger] in
            let deadline = Deadline(in: .seconds(5), environment)
            do throws(StoreFailure) {
                return .success(try await Store.open(place, logger: logger, before: deadline))
            } catch {
                return .failure(error)
            }
        }
    }

    /// A transport with connections of its own.
    package func transport() throws(HTTPTransportError) -> HTTPTransport {
        try HTTPTransport(settings.transport)
    }

    /// Delivers events to the gateway with tokens from `credentials`.
    package func delivery(_ transport: HTTPTransport, _ credentials: any CredentialSource) -> EventDelivery {
        EventDelivery(
            GatewayClient(transport, addresses: settings.gateway.gateways, environment: environment),
            credentials: credentials, environment: environment)
    }

    /// Access tokens of the grants in `store`.
    package func tokens(_ store: Store, _ transport: HTTPTransport) -> GrantTokens {
        GrantTokens(store: store, login: login(transport), environment: environment, logger: logger)
    }

    /// A relay that delivers what `store` holds.
    ///
    /// - Parameter attempted: is called after each attempt.
    package func relay(
        _ store: Store, _ transport: HTTPTransport,
        attempted: @escaping @Sendable (AttemptRecord) -> Void = { _ in }
    ) -> Relay {
        Relay(
            store, delivery: self.delivery(transport, tokens(store, transport)), configuration: settings.gateway.relay,
            environment: environment, logger: logger, attempted: attempted)
    }

    /// Delivers what `store` holds inside the invocations of a function.
    package func invocationDelivery(_ store: Store, _ transport: HTTPTransport) -> InvocationDelivery
    where Store: CustomerQueue {
        InvocationDelivery(
            store, delivery: delivery(transport, tokens(store, transport)), environment: environment, logger: logger)
    }

    private func login(_ transport: HTTPTransport) -> LoginWithAmazon? {
        settings.gateway.client.map { client in
            LoginWithAmazon(transport, url: settings.gateway.loginURL, client: client, environment: environment)
        }
    }

    /// A skill without a store: it defers nothing.
    ///
    /// - Parameters:
    ///   - grants: handles AcceptGrant, since there is no store to keep grants in.
    ///   - transport: for the look-up of customers that is set; without it every token belongs to the one customer of a
    ///     household.
    package func skill(
        _ adapters: [any DeviceAdapter], grants: any GrantReceiver, _ transport: HTTPTransport? = nil
    ) -> Skill {
        Skill(
            adapters: adapters, customers: transport.map { customers($0) } ?? HouseholdResolver(), grants: grants,
            environment: environment, logger: logger,
            options: options(requiresCredential: adapters.contains { $0.cloud != Self.simulation }))
    }

    /// The adapters of the device clouds that have accounts in the settings; with `accounts` those of all clouds, because any may
    /// have accounts in the store.
    package func clouds(_ transport: HTTPTransport, accounts: AccountDirectory? = nil) -> [any DeviceAdapter] {
        settings.clouds.adapters(transport, accounts: accounts, environment: environment, logger: logger)
    }

    /// A cache of the customers' accounts in `store`, for ``clouds(_:accounts:)`` and the skill.
    package func accounts(_ store: some AccountStore) -> AccountDirectory {
        AccountDirectory(store, environment: environment, logger: logger)
    }

    /// A skill that keeps grants and deferred answers in `store`.
    ///
    /// - Parameter accounts: the cache of the accounts in the same store, which the adapters use, too.
    package func skill(
        _ adapters: [any DeviceAdapter], _ store: some GrantStore & PromiseStore & HomeStore,
        accounts: AccountDirectory? = nil, _ transport: HTTPTransport
    ) -> Skill {
        let promises = Promises(store, grants: store, timeToLive: settings.gateway.timeToLive, environment: environment)
        return Skill(
            adapters: adapters, customers: customers(transport), grants: grants(store, transport),
            homes: accounts ?? store as any HomeStore, accounts: accounts,
            deferral: Deferral(promises, policy: settings.deferral),
            environment: environment, logger: logger, options: options(requiresCredential: true))
    }

    /// The cloud of simulated homes. With it alone a directive without a token is tolerated.
    private static var simulation: String { "simulation" }

    private func options(requiresCredential: Bool) -> Skill.Options {
        var options = Skill.Options()
        options.requiresCredential = requiresCredential
        options.build = Build.description
        options.logShare = settings.telemetry.sample
        options.capturesDirectives = settings.telemetry.capturesDirectives
        return options
    }

    private func customers(_ transport: HTTPTransport) -> any CustomerResolver {
        switch settings.gateway.customers {
        case .household(let customer): HouseholdResolver(customer)
        case .amazonProfile(let url): AmazonProfileResolver(transport, url: url, environment: environment)
        case .jwt(let configuration):
            JWTResolver(transport, configuration, environment: environment, logger: logger)
        case .introspection(let configuration):
            IntrospectionResolver(transport, configuration, environment: environment)
        }
    }

    /// Checks the look-up of customers that is set; `nil` if it needs no check.
    package func checkCustomers(_ transport: HTTPTransport, before deadline: Deadline) async -> ResolverCheck? {
        switch settings.gateway.customers {
        case .household, .amazonProfile: nil
        case .jwt(let configuration):
            await JWTResolver(transport, configuration, environment: environment, logger: logger).check(
                before: deadline)
        case .introspection(let configuration):
            await IntrospectionResolver(transport, configuration, environment: environment).check(before: deadline)
        }
    }

    private func grants(_ store: any GrantStore, _ transport: HTTPTransport) -> any GrantReceiver {
        guard let login = login(transport) else {
            let missing = [EventGatewaySettings.clientId, EventGatewaySettings.clientSecret].map(\.variable)
            return NoGrants(missing: missing.joined(separator: " and "))
        }
        return AmazonGrants(
            store: store, login: login, region: settings.gateway.region, environment: environment, logger: logger)
    }
}
