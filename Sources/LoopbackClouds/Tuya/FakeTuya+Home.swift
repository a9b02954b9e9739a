import AlexaProtocol

extension FakeTuya.State {
    /// The answer that Tuya would send.
    mutating func result(
        of route: FakeTuyaRoute, _ call: FakeTuya.Call, at now: Int64
    ) -> Result<JSONValue, FakeTuyaRefusal> {
        func refuse(_ code: String) -> Result<JSONValue, FakeTuyaRefusal> { .failure(FakeTuyaRefusal(code: code)) }
        switch route.operation {
        case .token:
            guard call.query == ["grant_type": "1"] else { return refuse("1003") }
            return .success(token(at: now))
        case .list: return list(call, route)
        case .user:
            guard route.ids == [FakeTuya.userId] else { return refuse("2006") }
            // With personal data, which must not be logged.
            return .success([
                "uid": .string(FakeTuya.userId), "username": "user-name-never-shown", "mobile": "mobile-never-shown",
                "email": "email-never-shown", "temp_unit": userUnit, "time_zone_id": "Europe/Berlin",
            ])
        case .homes:
            guard let home = route.ids.first.flatMap({ homes[$0] }) else { return refuse("1106") }
            return .success([["home_id": .number(Double(home)), "name": "Home"]])
        case .scenes:
            guard isHome(route.ids.first) else { return refuse("1106") }
            return .success(
                .array(
                    scenes.map {
                        [
                            "scene_id": .string($0.id), "name": .string($0.name), "enabled": .bool($0.isEnabled),
                            "status": "1",
                        ]
                    }))
        case .trigger:
            return isHome(route.ids.first) && scenes.contains { $0.id == route.ids.last }
                ? .success(true) : refuse("1000")
        case .unknown: return refuse("1108")
        case .record, .specification, .status, .shadow, .command, .model, .issue, .remotes, .keys, .airConditioner,
            .airConditionerCommand, .key, .unlocks, .ticket, .door:
            guard let index = devices.firstIndex(where: { $0.id == route.ids.first }) else { return refuse("2010") }
            return result(of: route, call, deviceAt: index, at: now)
        }
    }

    private func isHome(_ id: String?) -> Bool { homes.values.contains { String($0) == id } }

    private mutating func result(
        of route: FakeTuyaRoute, _ call: FakeTuya.Call, deviceAt index: Int, at now: Int64
    ) -> Result<JSONValue, FakeTuyaRefusal> {
        func refuse(_ code: String) -> Result<JSONValue, FakeTuyaRefusal> { .failure(FakeTuyaRefusal(code: code)) }
        let device = devices[index]
        let isRemote = route.ids.count < 2 || devices.contains { $0.id == route.ids[1] && $0.gatewayId == device.id }
        switch route.operation {
        case .record:
            return device.isUnlisted ? refuse("2010") : .success(device.record(of: device.owner ?? FakeTuya.userId))
        case .specification:
            return device.lacksSpecification || device.category.hasPrefix("infrared")
                ? refuse("2009") : .success(device.specification)
        case .model: return device.lacksSpecification ? refuse("2009") : .success(device.model)
        case .issue: return issue(call, deviceAt: index, at: now)
        case .status: return .success(device.hasThingModelOnly ? [] : device.status)
        case .shadow: return .success(device.shadow)
        case .command: return command(call, deviceAt: index, at: now)
        case .remotes:
            return .success(
                .array(
                    devices.filter { $0.gatewayId == device.id }.map {
                        [
                            "remote_id": .string($0.id), "remote_name": .string($0.name), "category_id": 5,
                            "brand_id": 97, "remote_index": 10_727,
                        ]
                    }))
        case .keys: return isRemote ? .success(FakeTuyaHome.airConditionerKeys) : refuse("2016")
        case .airConditioner: return isRemote ? .success(.object(airConditioner)) : refuse("2016")
        case .airConditionerCommand:
            guard isRemote, let body = call.body?.object else { return refuse("2016") }
            guard device.isOnline else { return refuse("2051") }
            guard body["power"] == 1 || body.members.count == 1 else { return refuse("500") }
            for member in body.members { airConditioner[member.key] = .string(member.value.text) }
            return .success(true)
        case .key: return device.isOnline ? .success(true) : refuse("2051")
        case .unlocks: return .success([["remote_unlock_type": "remoteUnlockWithoutPwd", "open": true]])
        case .ticket:
            count += 1
            let ticket = "ticket-\(count)"
            tickets.insert(ticket)
            return .success(["ticket_id": .string(ticket), "expire_time": 300, "ticket_key": "ticket-key-never-shown"])
        case .door:
            guard let ticket = call.body?.object?["ticket_id"]?.string, tickets.remove(ticket) != nil else {
                return refuse("2028")
            }
            guard device.isOnline else { return refuse("2001") }
            return .success(true)
        case .token, .list, .user, .homes, .scenes, .trigger, .unknown: return refuse("1108")
        }
    }

    private mutating func token(at now: Int64) -> JSONValue {
        // The current token is returned again with the rest of its lifetime.
        if let (token, end) = tokens.first(where: { $0.value > now }) {
            return .tuyaToken(token, lifetime: (end - now) / 1000)
        }
        count += 1
        let token = "token-\(count)-never-shown"
        tokens[token] = now + 7_200_000
        return .tuyaToken(token, lifetime: 7200)
    }

    private func list(_ call: FakeTuya.Call, _ route: FakeTuyaRoute) -> Result<JSONValue, FakeTuyaRefusal> {
        // Without a user: the devices of all users.
        let user = route.ids.first ?? call.query["source_id"]
        if let user, homes[user] == nil { return .failure(FakeTuyaRefusal(code: "1106")) }
        let start = call.query["last_row_key"] ?? call.query["last_id"]
        let devices = devices.filter { !$0.isUnlisted && (user == nil || user == $0.owner ?? FakeTuya.userId) }
        let first = start.flatMap { mark in devices.firstIndex { $0.id == mark }.map { $0 + 1 } } ?? 0
        let isThing = call.path == "/v2.0/cloud/thing/device"
        let page = devices[first...].prefix(isThing ? min(pageSize, 20) : pageSize)
        let hasMore = first + page.count < devices.count
        let items: JSONValue = .array(page.map { isThing ? $0.thing : $0.record(of: $0.owner ?? FakeTuya.userId) })
        if isThing { return .success(items) }
        if call.path.hasPrefix("/v1.0/users/"), pageSize == Int.max { return .success(items) }
        let key = call.path.contains("iot-03") ? "list" : "devices"
        var result: JSONObject = [key: items, "has_more": .bool(hasMore), "total": .number(Double(devices.count))]
        result["last_row_key"] = page.last.map { .string($0.id) }
        return .success(.object(result))
    }

    /// Sets properties, which are JSON in a string.
    private mutating func issue(
        _ call: FakeTuya.Call, deviceAt index: Int, at now: Int64
    ) -> Result<JSONValue, FakeTuyaRefusal> {
        guard devices[index].isOnline else { return .failure(FakeTuyaRefusal(code: "2001")) }
        let text = call.body?.object?["properties"]?.string ?? ""
        guard let properties = JSONDocument(parsing: Array(text.utf8)).value?.object, !properties.isEmpty else {
            return .failure(FakeTuyaRefusal(code: "1109"))
        }
        for property in properties.members {
            if let refusal = devices[index].set(property.key, property.value, at: now) {
                return .failure(FakeTuyaRefusal(code: refusal))
            }
        }
        return .success([:])
    }

    private mutating func command(
        _ call: FakeTuya.Call, deviceAt index: Int, at now: Int64
    ) -> Result<JSONValue, FakeTuyaRefusal> {
        guard devices[index].isOnline else { return .failure(FakeTuyaRefusal(code: "2001")) }
        guard let commands = call.body?.object?["commands"]?.array, !commands.isEmpty else {
            return .failure(FakeTuyaRefusal(code: "1100"))
        }
        for command in commands {
            guard let code = command.object?["code"]?.string, let value = command.object?["value"] else {
                return .failure(FakeTuyaRefusal(code: "1102"))
            }
            if devices[index].hasThingModelOnly { return .failure(FakeTuyaRefusal(code: "2008")) }
            if let refusal = devices[index].set(code, value, at: now) {
                return .failure(FakeTuyaRefusal(code: refusal))
            }
        }
        return .success(true)
    }
}

extension JSONValue {
    fileprivate static func tuyaToken(_ token: String, lifetime: Int64) -> JSONValue {
        [
            "access_token": .string(token), "refresh_token": "refresh-never-shown",
            "expire_time": .number(Double(lifetime)), "uid": .string(FakeTuya.userId),
        ]
    }
}
