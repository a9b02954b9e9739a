import AlexaProtocol
import DeviceCloud
import EventGateway
import HTTPTransport
import Logging
import Skill
import Timing

/// Tests an account: token, list of devices, and each API product that its devices need. Nothing is changed at Tuya.
struct TuyaAccountCheck {
    private let account: TuyaAccount
    private let settings: TuyaSettings
    private let transport: HTTPTransport
    private let environment: SkillEnvironment
    private let logger: Logger
    /// Further addresses at which the account is looked for.
    private let elsewhere: [(name: String, url: ServiceURL)]

    /// - Parameter elsewhere: addresses at which the account is looked for when its own refuses it; `nil` for Tuya's other data
    ///   centres, unless the account has an address of its own.
    init(
        _ account: TuyaAccount, _ settings: TuyaSettings, transport: HTTPTransport, environment: SkillEnvironment,
        logger: Logger, elsewhere: [(name: String, url: ServiceURL)]? = nil
    ) {
        self.account = account
        self.settings = settings
        self.transport = transport
        self.environment = environment
        self.logger = logger
        self.elsewhere =
            elsewhere
            ?? (account.identity.baseURL == nil
                ? TuyaDataCentre.allCases.filter { $0 != account.dataCentre }.map {
                    ("\($0.rawValue) (\($0.shortName))", $0.url)
                } : [])
    }

    /// Runs all tests.
    func run(before deadline: Deadline) async -> AccountCheck {
        let call = AdapterCall(
            customer: CustomerID("check"), credential: nil, answerBy: deadline, record: DirectiveRecord(logger: logger))
        let client = TuyaClient(
            account, settings, transport: transport, environment: environment, logger: logger)
        let devices: [TuyaDevice]
        do throws(CloudFailure) {
            devices = try await client.devices(call)
        } catch {
            return failed(await sentences(about: error, call))
        }
        guard !devices.isEmpty else {
            return failed([
                account.userId == nil
                    ? "Tuya accepts the keys, but no device is listed: link your app account to the project (Devices, Link App "
                        + "Account), or set region to the data centre of that account"
                    : "Tuya accepts the keys, but the user lists no device: user_id is that of another app account, or region "
                        + "is not its data centre"
            ])
        }
        if let failure = await specificationFailure(client, devices, call) {
            return failed([
                "Devices are listed, but their specifications cannot be read: \(Self.words(for: failure, "IoT Core"))"
            ])
        }
        let missing = await missingFeatures(client, devices, call)
        return missing.isEmpty
            ? AccountCheck(
                cloud: tuyaCloudName, account: account.identity.name, .works, ["\(devices.count) devices are listed"])
            : AccountCheck(cloud: tuyaCloudName, account: account.identity.name, .limited, missing)
    }

    private func failed(_ sentences: [String]) -> AccountCheck {
        AccountCheck(cloud: tuyaCloudName, account: account.identity.name, .fails, sentences)
    }

    /// The failure of reading specifications; `nil` if one can be read. Some devices have none, such as buttons behind a gateway:
    /// their failures do not concern the account.
    private func specificationFailure(
        _ client: TuyaClient, _ devices: [TuyaDevice], _ call: AdapterCall
    ) async -> CloudFailure? {
        for device in devices.filter({ !$0.isInfraredAppliance }).prefix(5) {
            switch await result({ () async throws(CloudFailure) in try await client.specification(device.id, call) }) {
            case .success: return nil
            case .failure(let failure):
                if failure.refusesThePath || failure.row.discovery == .keep { return failure }
            }
        }
        return nil
    }

    private func missingFeatures(_ client: TuyaClient, _ devices: [TuyaDevice], _ call: AdapterCall) async -> [String] {
        var sentences: [String] = []
        func check(_ product: String, _ body: () async throws(CloudFailure) -> Void) async {
            do throws(CloudFailure) {
                try await body()
            } catch {
                sentences.append(Self.words(for: error, product))
            }
        }
        if let hub = devices.first(where: \.isInfraredHub) {
            await check("IR Control Hub Open Service") { () async throws(CloudFailure) in
                _ = try await client.remotes(of: hub.id, call)
            }
        }
        if let lock = devices.first(where: \.isLock) {
            await check("Smart Lock Open Service") { () async throws(CloudFailure) in
                _ = try await client.allowsRemoteUnlock(lock.id, call)
            }
        }
        if let user = account.userId ?? devices.map(\.userId).first(where: { !$0.isEmpty }) {
            await check("Smart Home Scene Linkage") { () async throws(CloudFailure) in
                if let home = try await client.homes(of: user, call).first {
                    _ = try await client.scenes(in: home, call)
                }
            }
        }
        return sentences
    }

    /// The consequence of a failure for an API product, as a sentence.
    private static func words(for failure: CloudFailure, _ product: String) -> String {
        switch failure.failure.facts.vendorCode {
        case "28841101", "28841105", "28841106", "4001":
            "the API product \"\(product)\" is not subscribed, or the project is not authorised for it: add it under Service "
                + "API of the project"
        case "28841102": "the subscription of the API product \"\(product)\" has expired: renew it"
        case "28841103": "the subscription of the API product \"\(product)\" is overdue: pay it"
        case "28841104": "the quota of the API product \"\(product)\" is used up: extend it, or wait for the next month"
        case .some, .none: "the API product \"\(product)\" cannot be used: \(failure.failure.error.message)"
        }
    }

    /// The problems of the account, as sentences.
    private func sentences(about failure: CloudFailure, _ call: AdapterCall) async -> [String] {
        guard let code = failure.failure.facts.vendorCode else {
            return ["Tuya cannot be reached at \(account.url): \(failure.failure.error.message)"]
        }
        let isLogin = failure.row.call == .login || failure.failure.error.message.includes("refused token")
        switch code {
        case "1005", "1008":
            return ["client_id is not known at this data centre: copy the Access ID from the project's Overview page"]
                + (await found(call))
        case "1001":
            return ["client_secret is wrong: copy the Access Secret from the project's Overview page"]
        case "1004", "-9999999":
            let found = await found(call)
            return found.isEmpty
                ? ["client_secret does not belong to client_id: copy both from the project's Overview page"]
                : ["client_id and client_secret are refused at this data centre"] + found
        case "1013": return ["this machine's clock is wrong: set it by NTP"]
        case "1114":
            return [
                "Tuya refuses requests from this machine's address: add it to the project's IP allow-list, or switch the list off"
            ]
        case "2007":
            return ["Tuya refuses requests to this data centre from another region"] + (await found(call))
        case "1106", "2406", "1000", "2006", "2002":
            return [
                "the keys are accepted, but the app account is not: link it to the project (Devices, Link App Account)"
                    + (account.userId == nil ? "" : ", and check user_id")
            ] + (await found(call))
        case "2401":
            return ["user or password of the app account is wrong, or the account is not linked to the project"]
        case "28841001": return ["the project has no cloud plan: subscribe one under Cloud, My Services"]
        case "28841002": return ["the cloud plan has expired: renew it, trial plans under Cloud, My Services, IoT Core"]
        case "28841003": return ["the bill of the cloud plan is overdue: pay it"]
        case "28841004": return ["the quota of the trial plan is used up: buy a plan, or wait for the next month"]
        case "28841107":
            return ["the data centre is suspended in the project: enable it on the project's Overview page"]
                + (await found(call))
        case "60009001": return ["the API package does not fit the project: make a project of the type Smart Home"]
        case "28841101", "28841102", "28841103", "28841104", "28841105", "28841106", "4001":
            return [Self.words(for: failure, isLogin ? "Authorization Token Management" : "IoT Core")]
        default: return [failure.failure.error.message]
        }
    }

    /// The data centres where the account was found, if not at its own address.
    private func found(_ call: AdapterCall) async -> [String] {
        for place in elsewhere {
            let identity = AccountIdentity(name: account.identity.name, baseURL: place.url)
            let other = TuyaAccount(
                identity, clientId: account.clientId, secret: account.secret, userId: account.userId,
                at: account.dataCentre ?? .centralEurope)
            let client = TuyaClient(
                other, settings, transport: transport, environment: environment, logger: logger)
            let devices = await result { () async throws(CloudFailure) in try await client.devices(call) }
            if case .success(let devices) = devices, !devices.isEmpty {
                return ["the account lives in another data centre: set region to \(place.name)"]
            }
        }
        return []
    }
}
