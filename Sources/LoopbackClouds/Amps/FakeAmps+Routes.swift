import AlexaProtocol
import HTTPTypes
import LoopbackServer

extension FakeAmps {
    private static let families: Set<String> = ["battery", "ev-charger", "hvac", "solar-inverter", "vehicle"]

    func route(
        _ segments: [String], _ call: Call, _ body: [UInt8], _ request: HTTPRequest, _ state: inout State
    ) -> LoopbackAnswer {
        guard let first = segments.first else { return LoopbackAnswer(.notFound) }
        if first == "actions", segments.count == 2, request.method == .get {
            return readAction(segments[1], call, &state)
        }
        guard Self.families.contains(first) else { return LoopbackAnswer(.notFound, body: Array("no such path".utf8)) }
        switch (request.method, segments.count) {
        case (.get, 1): return list(first, call, state)
        case (.get, 2):
            guard let index = state.devices.firstIndex(where: { $0.id == segments[1] && $0.family == first }) else {
                return refusal("DEVICE_NOT_FOUND", call, state)
            }
            return success(description(of: state.devices[index], inList: false, state), state)
        case (.post, 2), (.post, 3):
            guard let index = state.devices.firstIndex(where: { $0.id == segments[1] && $0.family == first }) else {
                return refusal("DEVICE_NOT_FOUND", call, state)
            }
            if request.headerFields[.contentType] != "application/json" {
                state.violations.append("\(call.operation) is not application/json")
            }
            checkIdempotencyKey(call, body, &state)
            if segments.count == 2 { return push(call, index, &state) }
            guard segments[2] == "settings" else { return LoopbackAnswer(.notFound) }
            return set(call, index, &state)
        default: return LoopbackAnswer(.methodNotAllowed)
        }
    }

    /// A repeated key must have the same body.
    private func checkIdempotencyKey(_ call: Call, _ body: [UInt8], _ state: inout State) {
        guard let key = call.idempotencyKey else {
            state.violations.append("\(call.operation) has no idempotency key")
            return
        }
        if let earlier = state.keyUses.updateValue(body, forKey: key), earlier != body {
            state.violations.append("\(call.operation) uses an idempotency key for two bodies")
        }
    }

    private func list(_ family: String, _ call: Call, _ state: State) -> LoopbackAnswer {
        let user = call.query["userId"]
        let all = state.devices.filter { $0.family == family && (user == nil || user == $0.owner ?? userId) }
        let limit = min(state.pageSize, call.query["limit"].flatMap { Int($0) } ?? 10)
        let offset = call.query["offset"].flatMap { Int($0) } ?? 0
        let page = all.dropFirst(offset).prefix(limit)
        return success(
            [
                "items": .array(page.map { description(of: $0, inList: true, state) }),
                "pagination": [
                    "limit": .number(Double(limit)), "offset": .number(Double(offset)),
                    "total": .number(Double(all.count)), "hasMore": .bool(offset + page.count < all.count),
                ],
            ], state)
    }

    private func description(of device: FakeAmpsDevice, inList: Bool, _ state: State) -> JSONValue {
        var json = device.json
        var metadata = json["metadata"]?.object ?? [:]
        metadata["source"] = .string(device.source)
        json["metadata"] = .object(metadata)
        json["sync"] = [
            "available": .bool(device.isAvailable),
            "lastPulledAt": .string(now().advanced(by: .milliseconds(-device.age)).description),
        ]
        if let id = device.lastAction, let action = state.actions[id] {
            json["lastAction"] = [
                "id": .string(id), "command": .string(action.command), "state": .string(action.state),
            ]
        }
        if inList, device.isShortInLists {
            for member in ["commands", "conflictStrategies", "settings"] { json[member] = nil }
        }
        return .object(json)
    }

    private func readAction(_ id: String, _ call: Call, _ state: inout State) -> LoopbackAnswer {
        guard var action = state.actions[id] else { return LoopbackAnswer(.notFound) }
        action.reads += 1
        if !action.hasEnded {
            switch action.fate {
            case .complete(let reads) where action.reads >= reads:
                action.state = "completed"
                apply(action, &state)
            case .fail(let code, let details):
                action.state = "failed"
                action.code = code
                action.details = details
            case .cancel: action.state = "cancelled"
            case .complete, .hang: break
            }
        }
        state.actions[id] = action
        return success(json(of: action, state), state)
    }

    private func json(of action: FakeAmpsAction, _ state: State) -> JSONValue {
        var json: JSONObject = [
            "deviceId": .string(action.device), "state": .string(action.state),
            "createdAt": .string(action.createdAt.description), "start": action.start.map(JSONValue.string) ?? .null,
            "end": action.end.map(JSONValue.string) ?? .null,
        ]
        switch state.edition {
        case .new:
            json["id"] = .string(action.id)
            json["deviceType"] = .string(action.deviceType)
            json["command"] = .string(action.command)
            json["parameters"] = .object(action.parameters)
            json["links"] = ["self": .string("/actions/\(action.id)")]
        case .old:
            json["actionId"] = .string(action.id)
            json["type"] = .string("\(action.deviceType):set_operation_mode")
            var parameters = action.parameters
            parameters["mode"] = .string(action.command)
            json["parameters"] = .object(parameters)
        }
        if let code = action.code {
            json["errorCode"] = .string(code)
            json["errorMessage"] = "It failed."
            json["result"] = ["success": false, "details": .object(action.details)]
        }
        return .object(json)
    }

    private func push(_ call: Call, _ index: Int, _ state: inout State) -> LoopbackAnswer {
        let device = state.devices[index]
        guard let push = call.body?.object?["action"]?.object, let command = push["command"]?.string else {
            return refusal("INVALID_PARAMETERS", call, state)
        }
        let declared = device.json["commands"]?.object?[command]?.object
        guard let declared else { return refusal("COMMAND_NOT_SUPPORTED", status: 422, call, state) }
        guard declared["execution"]?.array?.contains("immediate") ?? true else {
            return refusal("EXECUTION_NOT_SUPPORTED", call, state)
        }
        let parameters = push["parameters"]?.object ?? [:]
        if let refused = refused(parameters, declared["parameters"]?.object ?? [:], call, state) { return refused }
        if let pending = device.lastAction, let action = state.actions[pending], !action.hasEnded {
            switch call.body?.object?["onConflict"]?.string {
            case "cancel_and_replace": state.actions[pending]?.state = "cancelled"
            default:
                return refusal(
                    "CONFLICT",
                    details: [
                        "reason": "no_strategy_supplied", "conflictingActionIds": [.string(pending)],
                        "strategies": device.json["conflictStrategies"] ?? [],
                    ], call, state)
            }
        }
        state.count += 1
        let fate = state.fates.isEmpty ? .complete() : state.fates.removeFirst()
        let action = FakeAmpsAction(
            id: "action-\(state.count)", device: device.id, deviceType: device.deviceType, command: command,
            parameters: parameters, fate: fate, createdAt: now())
        state.actions[action.id] = action
        state.devices[index].lastAction = action.id
        return answered(success(json(of: action, state), status: .accepted, state), &state)
    }

    /// The answer, unless the next answers have to be lost.
    private func answered(_ answer: LoopbackAnswer, _ state: inout State) -> LoopbackAnswer {
        guard state.lostAnswers > 0 else { return answer }
        state.lostAnswers -= 1
        return .hangUp
    }

    private func set(_ call: Call, _ index: Int, _ state: inout State) -> LoopbackAnswer {
        guard let sent = call.body?.object, !sent.isEmpty else { return refusal("INVALID_PARAMETERS", call, state) }
        var settings = state.devices[index].json["settings"]?.object ?? [:]
        for member in sent.members {
            guard var setting = settings[member.key]?.object else { return refusal("UNKNOWN_SETTING", call, state) }
            if setting["readOnly"]?.bool == true { return refusal("READ_ONLY_SETTING", call, state) }
            if let refused = refused([member.key: member.value], settings, call, state) { return refused }
            setting["value"] = member.value.object?["value"] ?? .null
            settings[member.key] = .object(setting)
        }
        state.devices[index].json["settings"] = .object(settings)
        return answered(
            success(["id": .string(state.devices[index].id), "settings": .object(settings)], state), &state)
    }

    /// The refusal of quantities that violate the declared unit or bounds.
    private func refused(
        _ quantities: JSONObject, _ declared: JSONObject, _ call: Call, _ state: State
    ) -> LoopbackAnswer? {
        for member in quantities.members {
            guard let bounds = declared[member.key]?.object else {
                return refusal(
                    "UNSUPPORTED_PARAMETER", details: ["unsupportedParameters": [.string(member.key)]], call, state)
            }
            guard let value = member.value.object?["value"]?.number, let unit = member.value.object?["unit"]?.string
            else { return refusal("INVALID_PARAMETERS", call, state) }
            guard unit == bounds["unit"]?.string else {
                return refusal(
                    "UNSUPPORTED_UNIT",
                    details: ["providedUnit": .string(unit), "supportedUnits": [bounds["unit"] ?? .null]], call, state)
            }
            if let low = bounds["min"]?.number, let high = bounds["max"]?.number, !(low...high).contains(value) {
                return refusal(
                    "PARAMETER_OUT_OF_RANGE",
                    details: [
                        "parameter": .string(member.key), "value": .number(value), "min": .number(low),
                        "max": .number(high), "unit": .string(unit),
                    ], call, state)
            }
        }
        return nil
    }

    /// Sets the device's state as a completed action has requested.
    private func apply(_ action: FakeAmpsAction, _ state: inout State) {
        guard let index = state.devices.firstIndex(where: { $0.id == action.device }) else { return }
        var device = state.devices[index].state
        func value(_ name: String) -> JSONValue? { action.parameters[name]?.object?["value"] }
        switch action.deviceType {
        case "battery":
            device["currentMode"] = .string(action.command)
            let status = ["charge": "charging", "discharge": "discharging", "idle": "idle"][action.command]
            if let status { device["status"] = .string(status) }
        case "ev_charger":
            device["isCharging"] = .bool(action.command == "charge")
            device["status"] = action.command == "charge" ? "charging" : "available"
        default:
            device["active"] = .bool(action.command != "idle")
            if action.command == "follow_schedule" {
                device["holdType"] = "follow_schedule"
            } else {
                device["holdType"] = "permanent"
                device["mode"] = .string(action.command == "idle" ? "off" : action.command)
            }
            if let target = value("target") {
                device[action.command == "cool" ? "coolSetpoint" : "heatSetpoint"] = target
            }
            for name in ["heatSetpoint", "coolSetpoint"] { if let setpoint = value(name) { device[name] = setpoint } }
        }
        state.devices[index].state = device
        state.devices[index].age = 0
    }
}
