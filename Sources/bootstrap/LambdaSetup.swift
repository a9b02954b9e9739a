import Assembly
import DynamoDBStore
import EventGateway
import HTTPTransport
import LambdaRuntime
import Logging
import Settings
import SimulatedHome
import Skill
import Telemetry
import Timing

/// Why the function cannot start. The description names everything that is wrong.
struct StartFailure: Error, CustomStringConvertible {
    let description: String
}

/// The skill as the settings describe it.
struct LambdaSetup: Sendable {
    let skill: Skill
    let environment: SkillEnvironment
    let logger: Logger
    let telemetry: Telemetry
    let registersExtension: Bool
    /// The transport to the clouds and AWS; nil if everything is simulated and nothing is stored.
    let transport: HTTPTransport?
    /// Delivers events; nil without a store.
    let delivery: InvocationDelivery?

    /// After a longer pause no old connection is used again. Common servers close idle connections after 60 s at the earliest
    /// (AWS's load balancers), and a frozen process does not notice that.
    private static let greatestIdle = Duration.seconds(30)

    /// Reads the settings and builds the skill. Nothing is connected.
    ///
    /// - Throws: everything that is wrong with the settings; that there is nothing to control.
    init(_ variables: [String: String], environment: SkillEnvironment) throws(StartFailure) {
        var settings: AssemblySettings<DynamoDBStore>
        do throws(SettingsProblems) {
            settings = try AssemblySettings(environment: variables)
        } catch {
            throw StartFailure(description: "wrong settings: \(error)")
        }
        settings.transport.greatestIdle = Self.greatestIdle
        let telemetry = Telemetry.bootstrap(settings.telemetry, environment: variables, now: environment.now)
        let assembly = Assembly(settings, environment: environment, logger: telemetry.logger)
        let simulated = settings.home.home.map { SimulatedHome($0, environment: environment) }
        guard settings.clouds.isConfigured || settings.store.isConfigured else {
            guard let simulated else { throw Self.nothingToControl }
            // If a resolver is set, it is used with simulated devices, too: otherwise every token would be accepted.
            let transport = settings.gateway.household == nil ? try Self.transport(assembly) : nil
            self.init(assembly.skill([simulated], grants: SimulatedGrants(), transport), assembly, telemetry, transport)
            return
        }
        let transport = try Self.transport(assembly)
        guard let location = settings.store.location else {
            var adapters = assembly.clouds(transport)
            if let simulated { adapters.append(simulated) }
            let grants = NoGrants(
                because: "this function has no store, so it keeps no grant and sends no events: set "
                    + "\(DynamoDBStoreSettings.table.variable) and \(DynamoDBStoreSettings.key.variable), or switch off "
                    + "\"Send Alexa Events\" in the skill's permissions",
                logger: telemetry.logger)
            self.init(assembly.skill(adapters, grants: grants, transport), assembly, telemetry, transport)
            return
        }
        let store = DynamoDBStore(location, transport, environment: environment)
        let accounts = assembly.accounts(store)
        var adapters = assembly.clouds(transport, accounts: accounts)
        if let simulated { adapters.append(simulated) }
        self.init(
            assembly.skill(adapters, store, accounts: accounts, transport), assembly, telemetry, transport,
            assembly.invocationDelivery(store, transport))
    }

    private static func transport(_ assembly: Assembly<DynamoDBStore>) throws(StartFailure) -> HTTPTransport {
        do throws(HTTPTransportError) {
            return try assembly.transport()
        } catch {
            throw StartFailure(description: "\(error)")
        }
    }

    private static var nothingToControl: StartFailure {
        StartFailure(
            description:
                "no account at a device cloud is configured, and no store that could have any: set one, such as PORCHLIGHT_TUYA_CLIENT_ID and "
                + "PORCHLIGHT_TUYA_CLIENT_SECRET, or \(SimulatedHome.Settings.home.variable)=sample to try the skill "
                + "with simulated devices")
    }

    private init(
        _ skill: Skill, _ assembly: Assembly<DynamoDBStore>, _ telemetry: Telemetry, _ transport: HTTPTransport? = nil,
        _ delivery: InvocationDelivery? = nil
    ) {
        self.transport = transport
        self.delivery = delivery
        self.skill = skill
        self.telemetry = telemetry
        environment = assembly.environment
        logger = assembly.logger
        registersExtension = assembly.settings.lambda.registersExtension
    }
}
