package import AlexaProtocol
package import DeviceCloud
import EventGateway
package import HTTPTransport
package import Logging
package import Skill
package import Timing

/// The adapter for Tuya's cloud, for the accounts in the settings and the store.
package struct TuyaCloud: VendorCloud {
    /// Accounts, quirks and limits.
    package typealias Settings = TuyaSettings

    private let settings: TuyaSettings
    private let transport: HTTPTransport
    private let environment: SkillEnvironment
    private let logger: Logger
    private let accounts: AccountUnits<TuyaProject>

    /// The adapter for all accounts.
    package init(
        _ settings: TuyaSettings, accounts: AccountDirectory? = nil, transport: HTTPTransport,
        policy: CloudPolicy = CloudPolicy(), environment: SkillEnvironment, logger: Logger
    ) {
        self.settings = settings
        self.transport = transport
        self.environment = environment
        self.logger = logger
        self.accounts = AccountUnits(settings.accounts, accounts) {
            TuyaProject(
                $0, settings, transport: transport, policy: policy, environment: environment, logger: logger)
        }
    }

    package var cloud: String { tuyaCloudName }

    package func hasAccount(_ call: AdapterCall) async throws(AdapterFailure) -> Bool {
        try await !accounts.of(call).isEmpty
    }

    package func discover(_ call: AdapterCall) async throws(AdapterFailure) -> [Endpoint] {
        let lists = try await accounts.of(call).concurrentResults { project async throws(CloudFailure) in
            try await project.endpoints(call)
        }
        var endpoints: [Endpoint] = []
        var ids: Set<String> = []
        var failure: AdapterFailure?
        for list in lists {
            switch list {
            case .success(let found): endpoints += found.filter { ids.insert($0.endpointId).inserted }
            case .failure(let error): failure = failure ?? error.failure
            }
        }
        // If one account fails, the list as a whole is unknown: a shorter list would grey out that account's devices.
        if var failure {
            failure.listed = endpoints
            throw failure
        }
        return endpoints
    }

    package func endpoint(_ endpointId: String, _ call: AdapterCall) async throws(AdapterFailure) -> Endpoint? {
        var failure: CloudFailure?
        for project in try await accounts.of(call) {
            do throws(CloudFailure) {
                if let endpoint = try await project.endpoint(endpointId, call) { return endpoint }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure.failure }
        return nil
    }

    package func state(
        of endpoint: EndpointReference, _ call: AdapterCall
    ) async throws(AdapterFailure) -> DeviceState {
        let endpointId = endpoint.endpoint.endpointId
        // A scene has no state and cannot be unreachable.
        if TuyaDeviceMap.scene(of: endpointId) != nil {
            guard try await hasAccount(call) else { throw Self.foreign(endpointId) }
            return DeviceState([])
        }
        guard let id = TuyaDeviceMap.deviceId(of: endpointId) else { throw Self.foreign(endpointId) }
        return try await project(of: endpointId, id, call).report(endpointId, id, call)
    }

    package func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        let endpointId = command.target.endpoint.endpointId
        if let scene = TuyaDeviceMap.scene(of: endpointId) {
            return try await project(of: endpointId, scene.sceneId, call)
                .trigger(scene: scene.sceneId, home: scene.homeId, call)
        }
        guard let id = TuyaDeviceMap.deviceId(of: endpointId) else { throw Self.foreign(endpointId) }
        return try await project(of: endpointId, id, call).perform(command, on: id, call)
    }

    /// The account of a device: the one that has listed it, else the first that finds it.
    private func project(
        of endpointId: String, _ id: String, _ call: AdapterCall
    ) async throws(AdapterFailure) -> TuyaProject {
        let projects = try await accounts.of(call)
        if projects.count == 1 { return projects[0] }
        if let known = projects.first(where: { $0.inventory.appliance(id) != nil }) { return known }
        for project in projects {
            let found = await result { () async throws(CloudFailure) in try await project.endpoint(endpointId, call) }
            if case .success(.some) = found { return project }
        }
        guard let first = projects.first else { throw Self.foreign(endpointId) }
        return first
    }

    private static func foreign(_ endpointId: String) -> AdapterFailure {
        AdapterFailure(
            AlexaError(CloudErrorType.noSuchEndpoint.type, "no account at Tuya serves this customer and endpoint"),
            rule: "tuya.no_account")
    }

    package func check(before deadline: Deadline) async -> [AccountCheck] {
        await check(before: deadline, elsewhere: nil)
    }

    /// Tests each account.
    ///
    /// - Parameter elsewhere: names and addresses of data centres where an account is looked for if its own refuses it; `nil` for
    ///   Tuya's others.
    package func check(
        before deadline: Deadline, elsewhere: [(name: String, url: ServiceURL)]?
    ) async -> [AccountCheck] {
        await accounts.configured.concurrentMap { project in
            await TuyaAccountCheck(
                project.account, settings, transport: transport, environment: environment, logger: logger,
                elsewhere: elsewhere
            ).run(before: deadline)
        }
    }
}
