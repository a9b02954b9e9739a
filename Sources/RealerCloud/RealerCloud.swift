package import AlexaProtocol
package import DeviceCloud
package import HTTPTransport
package import Logging
package import Skill
import Telemetry
package import Timing

/// Realer's iot/v1: control devices whose credentials we hold, so that we act as these devices.
///
/// A directive becomes a report that the device's value has changed. The API has no call by which a client could set a desired
/// state or read a reported one (`docs/clouds/realer.md`).
package struct RealerCloud: VendorCloud {
    package let cloud = "realer"
    let accounts: AccountUnits<ControlDevice>
    private let handlers: CommandHandlers
    private let logger: Logger

    /// All control devices of the settings and the store.
    package init(
        _ settings: RealerSettings, accounts: AccountDirectory? = nil, transport: HTTPTransport,
        policy: CloudPolicy = CloudPolicy(), environment: SkillEnvironment, logger: Logger
    ) {
        let units = AccountUnits<ControlDevice>(settings.accounts, accounts) {
            ControlDevice($0, transport: transport, policy: policy, environment: environment, logger: logger)
        }
        var handlers = CommandHandlers(cloud: "realer")
        handlers.on(PowerController.self) { directive, command, call async throws(AdapterFailure) in
            try await Self.perform(.power(directive == .turnOn), command, call, units)
        }
        handlers.on(RangeController.self) { directive, command, call async throws(AdapterFailure) in
            switch directive {
            case .setRangeValue(let value):
                try await Self.perform(.value(value), command, call, units)
            case .adjustRangeValue(let delta, let isDefault):
                try await Self.perform(.change(delta, isDefault: isDefault), command, call, units)
            }
        }
        self.accounts = units
        self.handlers = handlers
        self.logger = logger
    }

    package func hasAccount(_ call: AdapterCall) async throws(AdapterFailure) -> Bool {
        try await !accounts.of(call).isEmpty
    }

    package func discover(_ call: AdapterCall) async throws(AdapterFailure) -> [Endpoint] {
        let serving = try await accounts.of(call)
        let lists = await serving.concurrentResults { device async throws(CloudFailure) in
            try await device.endpoints(call)
        }
        var endpoints: [Endpoint] = []
        var failure: AdapterFailure?
        for (device, list) in zip(serving, lists) {
            switch list {
            case .success(let found): endpoints += found
            case .failure(let error):
                failure = failure ?? error.failure
                logger.error(
                    "account_incomplete",
                    metadata: [
                        "cloud": "realer", "account": "\(LogHash.of("realer:\(device.account.identity.name)"))",
                        "rule": "\(error.failure.rule)", "reason": "\(error.failure.error.message)",
                    ])
                endpoints += device.lastKnownEndpoints ?? []
            }
        }
        // If one control device fails, the list as a whole is unknown: a shorter list would remove its endpoints.
        if var failure {
            failure.listed = endpoints
            throw failure
        }
        return endpoints
    }

    package func endpoint(_ endpointId: String, _ call: AdapterCall) async throws(AdapterFailure) -> Endpoint? {
        guard let (device, id) = Self.find(endpointId, try await accounts.of(call)) else { return nil }
        do throws(CloudFailure) {
            return try await device.endpoint(id, call)
        } catch {
            throw error.failure
        }
    }

    package func state(
        of endpoint: EndpointReference, _ call: AdapterCall
    ) async throws(AdapterFailure) -> DeviceState {
        guard let (device, id) = Self.find(endpoint.endpoint.endpointId, try await accounts.of(call)) else {
            throw Self.notConfigured
        }
        return try await device.state(of: id, call)
    }

    package func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        try await handlers.perform(command, call)
    }

    private static func perform(
        _ ask: Ask, _ command: Command, _ call: AdapterCall, _ accounts: AccountUnits<ControlDevice>
    ) async throws(AdapterFailure) -> Outcome {
        let endpointId = command.target.endpoint.endpointId
        guard let (device, id) = find(endpointId, try await accounts.of(call)) else { throw notConfigured }
        return try await device.perform(ask, on: id, call)
    }

    private static func find(
        _ endpointId: String, _ devices: [ControlDevice]
    ) -> (ControlDevice, RealerEndpointID)? {
        for device in devices {
            if let id = RealerEndpointID(endpointId, of: device.account.deviceId) { return (device, id) }
        }
        return nil
    }

    private static let notConfigured = AdapterFailure(
        AlexaError(
            CloudErrorType.noSuchEndpoint.type, "no configured control device of Realer's has this endpoint"),
        rule: "realer.not_configured")
}
