import AlexaProtocol
package import DeviceCloud
package import Skill

extension TuyaClient {
    /// More pages than any account has, as a limit for a list without an end.
    private static let mostPages = 100
    /// The only list whose pages are bare lists.
    private static let thingList: CloudPath = "/v2.0/cloud/thing/device"
    /// A page of devices with all values is larger than most answers.
    private static let pageLimit = 8 << 20

    /// The devices of the user; without a user, those of all app accounts that are linked to the project.
    package func devices(
        _ call: AdapterCall, for purpose: CloudRequest.Purpose = .discovery
    ) async throws(CloudFailure) -> [TuyaDevice] {
        var devices: [TuyaDevice] = []
        var ids: Set<String> = []
        var mark: String?
        for _ in 0..<Self.mostPages {
            let requests = pages(from: mark, purpose)
            let (answer, index) = try await first(of: requests, call, where: \.isOfAnotherGeneration)
            let isThing = requests[index].path == Self.thingList
            guard let page = TuyaDevicePage(answer.result, isThing: isThing) else {
                throw unreadable("devices.list", answer)
            }
            let isNew = page.devices.contains { ids.insert($0.id).inserted }
            devices += page.devices
            guard page.hasMore, let next = page.next, next != mark, isNew else { break }
            mark = next
        }
        var seen: Set<String> = []
        return devices.filter { seen.insert($0.id).inserted }
    }

    /// The requests for a page, one for each generation of the API. The generation that works is tried first, so all pages of a
    /// list are of the same generation.
    private func pages(from mark: String?, _ purpose: CloudRequest.Purpose) -> [CloudRequest] {
        var requests: [CloudRequest]
        if let userId {
            requests = [
                .get(
                    "devices.list", "/v1.0/users/\(userId)/devices", query: mark.map { [("last_row_key", $0)] } ?? [],
                    for: purpose, essential("v1.0")),
                .get(
                    "devices.list", "/v1.3/iot-03/devices",
                    query: [("page_size", "75"), ("source_id", userId), ("source_type", "tuyaUser")]
                        + (mark.map { [("last_row_key", $0)] } ?? []),
                    for: purpose, essential("iot-03")),
            ]
        } else {
            requests = [
                .get(
                    "devices.linked", "/v1.0/iot-01/associated-users/devices",
                    query: (mark.map { [("last_row_key", $0)] } ?? []) + [("size", "50")], for: purpose,
                    essential("iot-01")),
                .get(
                    "devices.linked", Self.thingList,
                    query: (mark.map { [("last_id", $0)] } ?? []) + [("page_size", "20")], for: purpose,
                    essential("v2.0")),
            ]
        }
        for index in requests.indices { requests[index].responseLimit = Self.pageLimit }
        return requests
    }

    /// A device's record.
    package func device(
        _ id: String, _ call: AdapterCall, for purpose: CloudRequest.Purpose
    ) async throws(CloudFailure) -> TuyaDevice {
        let answer = try await read(
            [
                .get("devices.get", "/v1.0/devices/\(id)", for: purpose, essential("v1.0", device: id)),
                .get("devices.get", "/v1.0/iot-03/devices/\(id)", for: purpose, essential("iot-03", device: id)),
            ], call)
        guard let device = TuyaDevice(answer.result) else { throw unreadable("devices.get", answer) }
        return device
    }

    /// A device's specification: that of the standard instruction set; for a device without one, the thing model.
    package func specification(_ id: String, _ call: AdapterCall) async throws(CloudFailure) -> TuyaSpecification {
        let standard: Result<TuyaSpecification, CloudFailure> = await result { () async throws(CloudFailure) in
            try await standardSpecification(id, call)
        }
        switch standard {
        case .success(let specification) where !specification.isEmpty: return specification
        case .failure(let failure) where !failure.isOfAnotherKindOfDevice: throw failure
        case .success, .failure: break
        }
        let model = await result { () async throws(CloudFailure) in try await thingModel(id, call) }
        if case .success(let model) = model, !model.isEmpty { return model }
        return try standard.get()
    }

    /// A device's thing model, which includes the points without standard codes.
    private func thingModel(_ id: String, _ call: AdapterCall) async throws(CloudFailure) -> TuyaSpecification {
        // Not essential, and no alarm: without this API the device is left out.
        var request = CloudRequest.get(
            "devices.model", "/v2.0/cloud/thing/\(id)/model", for: .discovery,
            CloudRequest.Concern(device: id, api: "v2.0 model"))
        request.hasAlternative = true
        request.codesExplainedByCaller = ["1106"]
        request.responseLimit = Self.pageLimit
        let answer = try await cloud.send(request, call)
        guard let model = TuyaSpecification(thingModel: answer.result) else {
            throw unreadable("devices.model", answer)
        }
        return model
    }

    private func standardSpecification(
        _ id: String, _ call: AdapterCall
    ) async throws(CloudFailure) -> TuyaSpecification {
        let answer = try await read(
            [
                .get(
                    "devices.specification", "/v1.0/iot-03/devices/\(id)/specification", for: .discovery,
                    essential("iot-03", device: id)),
                .get(
                    "devices.specification", "/v1.0/devices/\(id)/specifications", for: .discovery,
                    essential("v1.0", device: id)),
            ], call)
        guard let specification = TuyaSpecification(answer.result) else {
            throw unreadable("devices.specification", answer)
        }
        return specification
    }

    /// A device's values, with the times at which it reported them if the project may read its shadow.
    ///
    /// - Parameter isThingModel: whether the device's points are only in the shadow.
    package func points(
        _ id: String, isThingModel: Bool = false, _ call: AdapterCall, for purpose: CloudRequest.Purpose
    ) async throws(CloudFailure) -> [TuyaPoint] {
        let shadow = CloudRequest.get(
            isThingModel ? "devices.shadow" : "devices.status", "/v2.0/cloud/thing/\(id)/shadow/properties",
            for: purpose,
            essential("v2.0", device: id))
        let statuses: [CloudRequest] = [
            .get("devices.status", "/v1.0/iot-03/devices/\(id)/status", for: purpose, essential("iot-03", device: id)),
            .get("devices.status", "/v1.0/devices/\(id)/status", for: purpose, essential("v1.0", device: id)),
        ]
        let answer = try await read(isThingModel ? [shadow] : [shadow] + statuses, call)
        guard let items = answer.result.array ?? answer.result.object?["properties"]?.array else {
            throw unreadable("devices.status", answer)
        }
        return items.compactMap { TuyaPoint($0) }
    }

    /// Sets properties of a device's thing model, all in one call, as JSON in a string. Source: developer.tuya.com, "Send
    /// Property".
    package func issue(
        _ commands: [TuyaCommand], to id: String, effect: Effect, demand: Demand?, _ call: AdapterCall
    ) async throws(CloudFailure) {
        let properties = JSONValue.object(JSONObject(commands.map { ($0.code, $0.value) }))
        var request = CloudRequest.post(
            "devices.issue", "/v2.0/cloud/thing/\(id)/shadow/properties/issue",
            .json(["properties": .string(properties.text)]), for: .command, effect: effect,
            essential("v2.0", device: id))
        request.demand = demand
        _ = try await write([request], call)
    }

    /// Sets points of a device, all in one call.
    package func send(
        _ commands: [TuyaCommand], to id: String, effect: Effect, demand: Demand?, _ call: AdapterCall
    ) async throws(CloudFailure) {
        let body = CloudRequest.Body.json(["commands": .array(commands.map(\.json))])
        func request(_ path: CloudPath, _ api: String) -> CloudRequest {
            var request = CloudRequest.post(
                "devices.command", path, body, for: .command, effect: effect, essential(api, device: id))
            request.demand = demand
            return request
        }
        _ = try await write(
            [
                request("/v1.0/iot-03/devices/\(id)/commands", "iot-03"),
                request("/v1.0/devices/\(id)/commands", "v1.0"),
            ], call)
    }

    /// The concern of a call of the basic API, in one of its generations: all of Porchlight needs it.
    private func essential(_ api: String, device: String? = nil) -> CloudRequest.Concern {
        CloudRequest.Concern(device: device, api: api, isEssential: true)
    }
}

/// A page of one of Tuya's device lists: a bare list, or an object with `devices` or `list`.
struct TuyaDevicePage {
    let devices: [TuyaDevice]
    let hasMore: Bool
    /// Where the next page begins; the last device's id if the list does not say.
    let next: String?

    /// Parses a `result`; `nil` if it is not a list.
    ///
    /// - Parameter isThing: whether it is a page of `/v2.0/cloud/thing/device`, a bare list of up to 20 devices. All other bare
    ///   lists are complete.
    init?(_ json: JSONValue, isThing: Bool) {
        if let items = json.array {
            devices = items.compactMap { TuyaDevice($0) }
            // A list without a single readable item must not be mistaken for an empty one.
            if devices.isEmpty, !items.isEmpty { return nil }
            hasMore = isThing && items.count >= 20
            next = devices.last?.id
            return
        }
        guard let object = json.object, let items = (object["devices"] ?? object["list"])?.array else { return nil }
        devices = items.compactMap { TuyaDevice($0) }
        if devices.isEmpty, !items.isEmpty { return nil }
        hasMore = object.truth("has_more", "hasMore") ?? false
        next = object.text("last_row_key", "lastRowKey", "last_id")
    }
}
