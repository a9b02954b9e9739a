import AlexaProtocol
import DeviceCloud
import EventGateway
import HTTPTransport
import Logging
import Skill
import Synchronization
import Timing

/// One control device at Realer, which we act as: its catalogues, the known values, and the sent reports.
final class ControlDevice: AccountUnit {
    /// How long a cached catalogue is used for the look-up of an endpoint without asking for its revision.
    static let catalogLifetime = Duration.seconds(60)
    /// How long a state is reported without a request: the Alexa app asks every few seconds while it is open.
    static let stateLifetime = Duration.seconds(3)
    /// The pause before the next request for a bootstrap descriptor, if the edition has none.
    static let bootstrapPause = Duration.seconds(3600)

    struct State {
        var catalog: Catalog?
        var revision: String?
        /// The uptime at which the catalogue was last known to be current.
        var checkedAt: Duration?
        var bootstrapNotBefore: Duration?
        /// The endpoint ids of items whose description is out of date.
        var outdated: Set<String> = []
        var values = ItemValues()
        var sent = SentReports()
        /// Items for which the log already has the reason why they are not offered.
        var told: Set<String> = []
    }

    let account: RealerAccount
    let client: CloudClient
    let requests: RealerRequests
    let reports: any ReportTransport
    let cadence: Cadence
    let states: LastKnownStates
    let reportLocks = KeyedLock()
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
        // The pause while the cadence is unknown: the interval of the older example.
        policy.throttle = Pause(first: .seconds(5), longest: .seconds(60))
        client = CloudClient(
            RealerAPI(account, cadence, environment), at: account.baseURL, account: account.identity.name,
            transport: transport,
            policy: policy, environment: environment, logger: logger)
        requests = RealerRequests(device: account.deviceId)
        reports = HTTPSReports(client: client, requests: requests)
        states = LastKnownStates(environment)
    }

    /// States belong to the control device and are shared by all customers.
    static let owner = CustomerID("control device")

    func endpointId(_ item: CatalogItem) -> String {
        RealerEndpointID(device: account.deviceId, item: item.id, kind: item.kind).text
    }
}
