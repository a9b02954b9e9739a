import AlexaProtocol
import DeviceCloud
import EventGateway
import HTTPTransport
import Logging
import Skill
import Timing

/// The devices of one account, with their cached states.
final class TuyaProject: AccountUnit {
    let account: TuyaAccount
    let client: TuyaClient
    let map: TuyaDeviceMap
    let environment: SkillEnvironment
    let logger: Logger
    let inventory = TuyaInventory()
    let states = TuyaStates()
    let reads = TuyaReads()
    /// The last reports of endpoints, for ReportState when Tuya fails.
    let reports: LastKnownStates

    init(
        _ account: TuyaAccount, _ settings: TuyaSettings, transport: HTTPTransport, policy: CloudPolicy,
        environment: SkillEnvironment, logger: Logger
    ) {
        self.account = account
        self.environment = environment
        self.logger = logger
        client = TuyaClient(
            account, settings, transport: transport, policy: policy, environment: environment, logger: logger)
        map = TuyaDeviceMap(settings.quirks ?? .shipped, logger: logger)
        reports = LastKnownStates(environment)
    }

    /// A device with its specification and everything else that commands need, from memory or read now.
    func appliance(_ id: String, _ call: AdapterCall) async throws(CloudFailure) -> TuyaAppliance {
        if let known = inventory.appliance(id) { return known }
        guard let device = try await record(of: id, isKnown: true, call) else { throw await Self.gone() }
        let appliance = try await described(device, among: [:], call)
        return await withAccountScales([appliance], call)[0]
    }

    /// The failure for a device that a list which was just read lacks.
    private static func gone() async -> CloudFailure {
        let row = ErrorRow(
            "gone", "no list has the device", .noSuchEndpoint, Recovery(confirmedByList: true), stateReport: .gone,
            discovery: .skip)
        let failure = CloudFailure(
            AdapterFailure(
                AlexaError(CloudErrorType.noSuchEndpoint.type, "tuya: the list of devices lacks the device"),
                rule: "tuya.not_listed"), row)
        return await failure.confirmed { () async throws(CloudFailure) in false }
    }

    /// The failure for a device after further requests: whether the device was removed, and whether the gateway that connects it
    /// is offline.
    func refined(
        _ failure: CloudFailure, _ appliance: TuyaAppliance, _ call: AdapterCall, for purpose: CloudRequest.Purpose
    ) async -> CloudFailure {
        guard !failure.isConfirmedGone else { return failure }
        let id = appliance.device.id
        if failure.row.recovery.rechecksCapabilities { inventory.forget(id) }
        let confirmed = await failure.confirmed { () async throws(CloudFailure) in
            try await isListed(appliance, call, for: purpose)
        }
        if confirmed.isConfirmedGone { inventory.forget(id) }
        // Without a code of Tuya's, a request for the gateway would not help.
        guard confirmed.failure.error.type == CloudErrorType.endpointUnreachable.type,
            confirmed.failure.facts.vendorCode != nil
        else { return confirmed }
        return confirmed.behind(await bridge(before: appliance, call, for: purpose))
    }

    /// Whether a list that is read now has the appliance.
    private func isListed(
        _ appliance: TuyaAppliance, _ call: AdapterCall, for purpose: CloudRequest.Purpose
    ) async throws(CloudFailure) -> Bool {
        if let remote = appliance.remote {
            return try await client.remotes(of: remote.hubId, call).contains { $0.id == remote.id }
        }
        do throws(CloudFailure) {
            return try await client.devices(call, for: purpose).contains { $0.id == appliance.device.id }
        } catch {
            guard error.row.discovery == .empty else { throw error }
            return false
        }
    }

    /// The state of the gateway or blaster that connects a device, from its own record.
    func bridge(
        before appliance: TuyaAppliance, _ call: AdapterCall, for purpose: CloudRequest.Purpose
    ) async -> Bridge {
        guard let id = appliance.remote?.hubId ?? appliance.device.gatewayId, id != appliance.device.id else {
            return .online
        }
        do throws(CloudFailure) {
            return try await client.device(id, call, for: purpose).isOnline == false ? .offline : .online
        } catch {
            return .unknown(isBlaster: appliance.remote != nil)
        }
    }
}
