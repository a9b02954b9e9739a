import AlexaProtocol
import EventGateway
import FoundationEssentials
import HTTPTransport
import Logging
import SQLiteStore
import Settings
import SimulatedHome
import Skill
import Telemetry
import Timing

/// Puts the parts together as the settings say. Nothing is opened or connected before it is needed.
struct Wiring {
    var settings: Settings
    let environment = SkillEnvironment.live
    var logger: Logger

    /// Reads the settings of this process.
    init() throws(Failure) {
        do throws(SettingsProblems) {
            self.init(try Settings(environment: ProcessInfo.processInfo.environment))
        } catch {
            throw Failure("wrong settings: \(error)")
        }
    }

    init(_ settings: Settings) {
        self.settings = settings
        logger = Logger(label: "porchlight") { _ in
            JSONLogHandler(level: .info, now: SkillEnvironment.live.now, write: { StandardError.write($0) })
        }
    }

    /// By when one call of the store has to return.
    var storeDeadline: Deadline { Deadline(in: .seconds(10), environment) }

    /// The file of grants and outbox.
    func store() async throws(Failure) -> SQLiteStore {
        guard let place = settings.store else {
            throw Failure("there is no store; set \(SettingKey.storePath.variable) and \(SettingKey.storeKey.variable)")
        }
        do throws(StoreFailure) {
            return try await SQLiteStore.open(at: place.path, key: try StoreKey(place.key))
        } catch {
            throw Failure("\(error)")
        }
    }

    func transport() throws(Failure) -> HTTPTransport {
        do throws(HTTPTransportError) {
            return try HTTPTransport(settings.transport)
        } catch {
            throw Failure("\(error)")
        }
    }

    /// Takes events to the gateway with tokens from `credentials`.
    func courier(_ transport: HTTPTransport, _ credentials: any CredentialSource) -> Courier {
        Courier(
            GatewayClient(transport, addresses: settings.gateways, environment: environment), credentials: credentials,
            environment: environment)
    }

    /// Tokens out of the stored grants.
    func tokens(_ store: SQLiteStore, _ transport: HTTPTransport) -> GrantTokens {
        GrantTokens(store: store, login: login(transport), environment: environment, logger: logger)
    }

    /// - Parameter attempted: is told each attempt.
    func relay(
        _ store: SQLiteStore, _ transport: HTTPTransport,
        attempted: @escaping @Sendable (AttemptRecord) -> Void = { _ in }
    ) -> Relay {
        Relay(
            store, courier: courier(transport, tokens(store, transport)), configuration: settings.relay,
            environment: environment, logger: logger, attempted: attempted)
    }

    /// The skill over a simulated home. With a store it keeps grants and puts answers off, without one it does neither.
    func skill(_ home: HomeFile) async throws(Failure) -> Skill {
        guard settings.store != nil else { return skill(home, grants: SimulatedGrants()) }
        return try await skill(home, store(), transport())
    }

    /// The skill over a simulated home, with grants and deferred answers in `store`.
    func skill(_ home: HomeFile, _ store: SQLiteStore, _ transport: HTTPTransport) throws(Failure) -> Skill {
        let grants: any GrantReceiver =
            if let login = login(transport) {
                AmazonGrants(
                    store: store, login: login, region: settings.region, environment: environment, logger: logger)
            } else {
                NoGrants(missing: "\(SettingKey.lwaClientId.variable) and \(SettingKey.lwaClientSecret.variable)")
            }
        var policy = Deferral.Policy()
        policy.after = settings.deferral.after
        policy.limit = settings.deferral.limit
        policy.slowInterfaces = settings.deferral.slowInterfaces
        let promises = Promises(store, grants: store, lifetimes: settings.lifetimes, environment: environment)
        let customers: any CustomerResolver =
            switch settings.customers {
            case .household(let customer): HouseholdResolver(customer)
            case .amazonProfile(let url): AmazonProfileResolver(transport, url: url, environment: environment)
            }
        return skill(
            home, customers: customers, grants: grants, deferral: Deferral(promises, policy: policy))
    }

    private func skill(
        _ home: HomeFile, customers: any CustomerResolver = HouseholdResolver(), grants: any GrantReceiver,
        deferral: Deferral? = nil
    ) -> Skill {
        Skill(
            adapters: [SimulatedHome(home, environment: environment)], customers: customers, grants: grants,
            deferral: deferral, environment: environment, logger: logger)
    }

    private func login(_ transport: HTTPTransport) -> LoginWithAmazon? {
        settings.client.map { client in
            LoginWithAmazon(transport, url: settings.loginURL, client: client, environment: environment)
        }
    }
}
