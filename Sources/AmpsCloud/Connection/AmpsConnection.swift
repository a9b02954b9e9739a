import AlexaProtocol
import DeviceCloud
import EventGateway
import HTTPTransport
import Logging
import Skill
import Telemetry
import Timing

/// One account of ours at Amps: its client and its known devices.
final class AmpsConnection: AccountUnit {
    /// The address for sandbox and live keys alike. Source: docs.amps.ai, /get-started/environments.
    static let usualURL = ServiceURL(https: "api.amps.ai")

    let account: AmpsAccount
    /// The hash of the account's name, for the cookie of its endpoints.
    let hash: String
    let client: CloudClient
    let devices: KnownDevices
    private let signIns: MakerSignIns
    let environment: SkillEnvironment
    let logger: Logger
    let isLive: Bool
    let replacesSchedules: Bool

    /// A connection. No request is sent yet.
    ///
    /// - Parameter signIns: shared by all accounts.
    init(
        _ account: AmpsAccount, replacesSchedules: Bool, signIns: MakerSignIns, transport: HTTPTransport,
        policy: CloudPolicy, environment: SkillEnvironment, logger: Logger
    ) {
        let devices = KnownDevices()
        self.account = account
        self.devices = devices
        self.signIns = signIns
        self.replacesSchedules = replacesSchedules
        self.environment = environment
        self.logger = logger
        isLive = AmpsAPI.isLive(account.key)
        hash = LogHash.of("\(AmpsCloud.name):\(account.identity.name)")
        client = CloudClient(
            AmpsAPI(key: account.key) { [user = account.user] request in
                guard let maker = request.concern.device.flatMap({ devices.entry($0)?.device.vendor }) else {
                    return false
                }
                return signIns.refused(user, at: maker)
            }, at: account.identity.baseURL ?? Self.usualURL, account: account.identity.name,
            transport: transport, policy: policy, environment: environment, logger: logger)
    }

    /// Sends a request. After INVALID_API_KEY a further request finds out whose key is meant: Amps uses this code for our own key
    /// and for the one that the end user has at the maker.
    func send(_ request: CloudRequest, _ call: AdapterCall) async throws(CloudFailure) -> CloudAnswer {
        do throws(CloudFailure) {
            let answer = try await client.send(request, call)
            if let maker = request.concern.device.flatMap({ devices.entry($0)?.device.vendor }) {
                signIns.succeeded(account.user, at: maker)
            }
            return answer
        } catch {
            guard error.row.code == "INVALID_API_KEY", error.row.call == .directive, !error.isRepeated else {
                throw error
            }
            throw await refusalOfOurKey(call) ?? error
        }
    }

    /// Lists devices; returns the failure if it shows that our own key is refused.
    private func refusalOfOurKey(_ call: AdapterCall) async -> CloudFailure? {
        var list = listRequest(.battery, offset: 0, purpose: .login)
        list.operation = "key.check"
        do throws(CloudFailure) {
            _ = try await client.send(list, call)
            return nil
        } catch {
            return error.row.recovery.breaker == .project ? error : nil
        }
    }

    /// The concern of a request about a device. An end user's accounts at two makers fail independently.
    func concern(_ id: String, _ family: AmpsFamily) -> CloudRequest.Concern {
        let maker = devices.entry(id)?.device.vendor ?? family.rawValue
        return CloudRequest.Concern(device: id, account: "\(account.userId ?? "")/\(maker)")
    }

    /// Records that the end user has a device of its maker.
    func noteMaker(of device: AmpsDevice) {
        if let maker = device.vendor { signIns.noteDevice(of: account.user, at: maker) }
    }

    /// Reads a device.
    ///
    /// - Parameter isFresh: whether the state may be at most 1 minute old instead of 15.
    func read(
        _ id: String, _ family: AmpsFamily, isFresh: Bool, for purpose: CloudRequest.Purpose, _ call: AdapterCall
    ) async throws(CloudFailure) -> KnownDevices.Entry {
        let request = CloudRequest.get(
            "\(family.rawValue).read", "/\(family.rawValue)/\(id)", query: isFresh ? [("expedite", "true")] : [],
            for: purpose, concern(id, family))
        let answer = try await send(request, call)
        guard let device = AmpsDevice(answer.result, family), device.id == id else {
            throw unreadable(request, answer)
        }
        noteMaker(of: device)
        return devices.keep(device, readAt: environment.now(), uptime: environment.uptime())
    }

    /// The known device, if it was read within `age` and its capabilities are known; otherwise it is read now.
    func device(
        _ id: String, _ family: AmpsFamily, within age: Duration, _ call: AdapterCall
    ) async throws(CloudFailure) -> KnownDevices.Entry {
        if let entry = devices.entry(id), !entry.isStale, entry.device.commands != nil,
            environment.uptime() - entry.uptime < age
        {
            return entry
        }
        return try await read(id, family, isFresh: true, for: .command, call)
    }

    /// Reads an action.
    func action(_ id: String, _ call: AdapterCall) async throws(CloudFailure) -> AmpsAction {
        let request = CloudRequest.get("actions.read", "/actions/\(id)", for: .command)
        let answer = try await client.send(request, call)
        guard let action = AmpsAction(answer.result) else { throw unreadable(request, answer) }
        return action
    }

    /// The failure of an answer that reports success but lacks the requested data.
    func unreadable(_ request: CloudRequest, _ answer: CloudAnswer) -> CloudFailure {
        let row = ErrorRow("unreadable", "an answer without what was asked for", .internalError, .alarm)
        let error = AlexaError(
            CloudErrorType.internalError.type,
            "amps answered \(request.operation) with success, but without what was asked for")
        return CloudFailure(
            AdapterFailure(
                error, rule: "amps.unreadable",
                facts: FailureFacts(
                    vendorTrace: answer.trace, httpStatus: answer.status,
                    mayHaveBeenCarriedOut: request.effect != .read)), row)
    }

    /// The state of a device for Alexa. If the maker's cloud did not answer, the connectivity does not change.
    func state(_ entry: KnownDevices.Entry, before: DeviceState?) -> DeviceState {
        let isOutage = entry.device.source == .fallback
        let unreachable: AlexaError? =
            if isOutage {
                before?.unreachable
            } else if !entry.device.isAvailable {
                AlexaError(
                    CloudErrorType.endpointUnreachable.type, "amps does not get the state of the device from its maker")
            } else {
                nil
            }
        return DeviceState(entry.properties, unreachable: unreachable)
    }
}
