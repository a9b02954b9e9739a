import AlexaProtocol
import DeviceCloud
import EventGateway
import HTTPTransport
import Logging
import Skill
import Synchronization
import Timing

/// One control device of Realer's, which we are: its catalogues, the values that we know, and the reports that we send.
final class ControlDevice: AccountUnit {
    /// How long a catalogue is used for the look-up of an endpoint without asking for its revision.
    static let catalogLifetime = Duration.seconds(60)
    /// How long a state is told without asking Realer: the Alexa app asks every few seconds while it is open.
    static let stateLifetime = Duration.seconds(3)
    /// How long a device whose edition has no bootstrap is not asked for one.
    static let bootstrapPause = Duration.seconds(3600)

    struct State {
        var catalog: Catalog?
        var revision: String?
        /// The uptime at which the catalogue was last known to be current.
        var checkedAt: Duration?
        var bootstrapNotBefore: Duration?
        /// Items whose description no longer holds, by endpoint id.
        var outdated: Set<String> = []
        var values = ItemValues()
        var sent = SentReports()
        /// Items for which the log has said already why they are not offered.
        var told: Set<String> = []
    }

    let account: RealerAccount
    let client: CloudClient
    let requests: RealerRequests
    let reports: any ReportTransport
    let cadence: Cadence
    let states: LastKnownStates
    let turns = Turns()
    let environment: SkillEnvironment
    let logger: Logger
    let state = Mutex(State())

    init(
        _ account: RealerAccount, transport: HTTPTransport, policy: CloudPolicy, environment: SkillEnvironment,
        logger: Logger
    ) {
        self.account = account
        self.environment = environment
        self.logger = logger
        cadence = Cadence()
        var policy = policy
        // Without a word on the cadence: the interval of the older example.
        policy.throttle = Pause(first: .seconds(5), longest: .seconds(60))
        client = CloudClient(
            RealerAPI(account, cadence, environment), at: account.baseURL, account: account.identity.name,
            transport: transport,
            policy: policy, environment: environment, logger: logger)
        requests = RealerRequests(device: account.deviceId)
        reports = HTTPSReports(client: client, requests: requests)
        states = LastKnownStates(environment)
    }

    /// The states belong to the control device, whichever customer asks.
    static let owner = CustomerID("control device")

    func endpointId(_ item: CatalogItem) -> String {
        RealerEndpointID(device: account.deviceId, item: item.id, kind: item.kind).text
    }
}
