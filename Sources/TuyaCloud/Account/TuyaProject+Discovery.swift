import AlexaProtocol
import DeviceCloud
import Logging
import Skill
import Timing

extension TuyaProject {
    /// The most devices that are described concurrently.
    private static let width = 8

    /// The endpoints of all devices and scenes. A device that cannot be described is left out alone, and so is a feature that the
    /// project lacks.
    ///
    /// - Throws: when the devices cannot be listed, or none of them can be described.
    func endpoints(_ call: AdapterCall) async throws(CloudFailure) -> [Endpoint] {
        let devices = try await listed(call)
        // Without the scenes too, because the skill only doubts a list that is empty.
        guard !devices.isEmpty else { return [] }
        async let scenes = sceneEndpoints(of: devices, call)
        let (remotes, isComplete) = await remotes(of: devices.filter(\.isInfraredHub), call)
        let known = Dictionary(devices.map { ($0.id, $0) }) { first, _ in first }
        // An infrared appliance appears once, whether it is in the list of devices or only in its blaster's.
        let others = remotes.values.filter { known[$0.id] == nil }.sorted { $0.id < $1.id }
            .map { TuyaDevice(infrared: $0) }
        var (appliances, firstFailure) = await described(devices + others, remotes, call)
        appliances = await withAccountScales(appliances, call)
        if appliances.isEmpty, let firstFailure { throw firstFailure }
        var ids = Set(devices.map(\.id)).union(others.map(\.id))
        if !isComplete { ids.formUnion(inventory.infraredIds) }
        inventory.replace(with: appliances, keeping: ids)
        return appliances.flatMap { map.endpoints(of: $0) } + (await scenes)
    }

    /// The list of devices; empty if Tuya says that the user has none.
    func listed(_ call: AdapterCall) async throws(CloudFailure) -> [TuyaDevice] {
        do throws(CloudFailure) {
            return try await client.devices(call).filter { device in
                if TuyaDevice.isPlain(device.id) { return true }
                map.leaveOut(device, "its id is none of Tuya's")
                return false
            }
        } catch {
            guard error.row.discovery == .empty else { throw error }
            return []
        }
    }

    private func described(
        _ devices: [TuyaDevice], _ remotes: [String: TuyaRemote], _ call: AdapterCall
    ) async -> (appliances: [TuyaAppliance], firstFailure: CloudFailure?) {
        let results = await devices.concurrentResults(atMost: Self.width) { device async throws(CloudFailure) in
            try await self.described(device, among: remotes, call)
        }
        var appliances: [TuyaAppliance] = []
        var firstFailure: CloudFailure?
        for (device, result) in zip(devices, results) {
            switch result {
            case .success(let appliance): appliances.append(appliance)
            case .failure(let failure):
                firstFailure = firstFailure ?? failure
                if let known = inventory.appliance(device.id) {
                    appliances.append(known)
                } else {
                    leaveOut(device, failure)
                }
            }
        }
        return (appliances, firstFailure)
    }

    /// A device with its specification and the further data for its kind.
    func described(
        _ device: TuyaDevice, among remotes: [String: TuyaRemote], _ call: AdapterCall
    ) async throws(CloudFailure) -> TuyaAppliance {
        var appliance = TuyaAppliance(device, accountScale: inventory.appliance(device.id)?.accountScale)
        if var remote = remotes[device.id] ?? inventory.appliance(device.id)?.remote {
            remote.keys = try await client.keys(of: remote, call)
            appliance.remote = remote
        } else if device.isInfraredAppliance, let hub = device.gatewayId {
            guard var remote = try await client.remotes(of: hub, call).first(where: { $0.id == device.id }) else {
                return appliance
            }
            remote.keys = try await client.keys(of: remote, call)
            appliance.remote = remote
        } else if !device.isInfraredAppliance {
            appliance.specification = try await specification(of: device, call)
        }
        if device.isLock {
            // Locks that may not be opened are reported nevertheless.
            appliance.allowsRemoteUnlock = await lossless("locks") { () async throws(CloudFailure) in
                try await client.allowsRemoteUnlock(device.id, call)
            }
        }
        inventory.keep(appliance)
        return appliance
    }

    /// The appliances with the scale of their app account, if they do not name one themselves: one call for each account.
    func withAccountScales(_ appliances: [TuyaAppliance], _ call: AdapterCall) async -> [TuyaAppliance] {
        var scales: [String: Temperature.Scale] = [:]
        var asked: Set<String> = []
        var result = appliances
        for index in result.indices where map.dependsOnAccount(result[index]) {
            let user = result[index].device.userId.isEmpty ? client.userId ?? "" : result[index].device.userId
            guard !user.isEmpty else { continue }
            if asked.insert(user).inserted {
                let scale = await lossless("account_unit") { () async throws(CloudFailure) in
                    try await client.temperatureScale(of: user, call)
                }
                scales[user] = scale ?? nil
            }
            result[index].accountScale = scales[user] ?? result[index].accountScale
            inventory.keep(result[index])
        }
        return result
    }

    private func specification(of device: TuyaDevice, _ call: AdapterCall) async throws(CloudFailure)
        -> TuyaSpecification
    {
        if let known = inventory.specification(of: device) { return known }
        let specification = try await client.specification(device.id, call)
        inventory.keep(specification, of: device)
        return specification
    }

    /// The remotes of all blasters by id, and whether all blasters could be read.
    private func remotes(
        of hubs: [TuyaDevice], _ call: AdapterCall
    ) async -> (remotes: [String: TuyaRemote], isComplete: Bool) {
        var remotes: [String: TuyaRemote] = [:]
        var isComplete = true
        for hub in hubs {
            let list = await lossless("infrared") { () async throws(CloudFailure) in
                try await client.remotes(of: hub.id, call)
            }
            for remote in list ?? [] { remotes[remote.id] = remote }
            if list == nil { isComplete = false }
        }
        return (remotes, isComplete)
    }

    private func sceneEndpoints(of devices: [TuyaDevice], _ call: AdapterCall) async -> [Endpoint] {
        let users = Set([client.userId].compactMap { $0 } + devices.map(\.userId).filter { !$0.isEmpty })
        var scenes: [TuyaScene] = []
        for user in client.userId.map({ [$0] }) ?? users.sorted() {
            let found = await lossless("scenes") { () async throws(CloudFailure) in
                var scenes: [TuyaScene] = []
                for home in try await client.homes(of: user, call) { scenes += try await client.scenes(in: home, call) }
                return scenes
            }
            scenes += found ?? []
        }
        return scenes.compactMap { map.endpoint(of: $0) }
    }

    /// The result of an optional feature; `nil` if it fails, so that discovery continues without it.
    private func lossless<Value>(
        _ feature: String, _ body: () async throws(CloudFailure) -> Value
    ) async -> Value? {
        do throws(CloudFailure) {
            return try await body()
        } catch {
            logger.notice(
                "feature_left_out",
                metadata: [
                    "cloud": "\(tuyaCloudName)", "feature": "\(feature)", "rule": "\(error.failure.rule)",
                    "reason": "\(error.failure.error.message)",
                ])
            return nil
        }
    }

    private func leaveOut(_ device: TuyaDevice, _ failure: CloudFailure) {
        logger.warning(
            "device_left_out",
            metadata: [
                "cloud": "\(tuyaCloudName)", "device": "\(device.id)",
                "category": "\(device.category.prefix(32))", "rule": "\(failure.failure.rule)",
                "reason": "\(failure.failure.error.message)",
            ])
    }
}

extension TuyaInventory {
    /// The ids of the known infrared appliances.
    var infraredIds: Set<String> { ids { $0.remote != nil } }
}

extension TuyaDevice {
    /// The record of an infrared appliance that only its blaster lists.
    init(infrared remote: TuyaRemote) {
        self.init(
            id: remote.id, name: remote.name, category: "infrared_\(remote.categoryId)", isSubdevice: true,
            gatewayId: remote.hubId)
    }

    /// Whether it is an infrared blaster. Categories from public clients.
    var isInfraredHub: Bool { ["wnykq", "hwktwkq", "wsdykq"].contains(category) }

    /// Whether it is an appliance behind a blaster, as the device list reports it.
    var isInfraredAppliance: Bool { category.hasPrefix("infrared") }

    /// Whether it is a lock, which has its own calls. Categories from Tuya's pages and public clients.
    var isLock: Bool {
        ["ms", "jtmspro", "jtmsbh", "bxx", "gyms", "hotelms", "mk", "videolock", "photolock", "ms_category"].contains(
            category)
    }
}
