import AlexaProtocol
import FoundationEssentials
package import HTTPTypes
package import LoopbackServer
import Synchronization

extension FakeRealer {
    /// Answers a request.
    @Sendable package func answer(_ request: HTTPRequest, _ body: [UInt8]) async -> LoopbackAnswer {
        let path = request.path ?? ""
        let authorization = request.headerFields[.authorization] ?? ""
        let token = authorization.hasPrefix("Bearer ") ? String(authorization.dropFirst(7)) : nil
        let (operation, item) = Self.operation(request.method, path)
        let call = Call(operation: operation, method: request.method.rawValue, path: path, body: body, token: token)
        for waiter in state.withLock({ $0.note(call) }) { waiter.resume() }
        return state.withLock { state in
            var script = Script.asUsual
            if let first = state.scripts[operation]?.first {
                script = first
                state.scripts[operation]?.removeFirst()
            }
            if case .answer(let answer) = script { return answer }
            let answer =
                operation == .token
                ? login(authorization, request, body, &state) : serve(operation, item, request, body, token, &state)
            if case .loseAnswer = script { return .hangUp }
            return answer
        }
    }

    private static func operation(_ method: HTTPRequest.Method, _ path: String) -> (Operation, item: String) {
        let path = String(path.prefix { $0 != "?" })
        if method == .post, path == "/oauth/token" { return (.token, "") }
        let prefix = "/iot/v1/devices/\(deviceId)/"
        guard path.hasPrefix(prefix) else { return (.other, "") }
        let parts = path.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false).map(
            String.init)
        let operation: Operation? =
            switch (method, parts.count, parts[0]) {
            case (.get, 1, "bootstrap"): .bootstrap
            case (.get, 1, "commands"): .commands
            case (.get, 2, "commands"): .command
            case (.get, 1, "sensors"): .sensors
            case (.get, 2, "sensors"): .sensor
            case (.post, 1, "feed-data"): .feedData
            default: nil
            }
        return (operation ?? .other, parts.count == 2 ? parts[1] : "")
    }

    private func login(
        _ authorization: String, _ request: HTTPRequest, _ body: [UInt8], _ state: inout State
    ) -> LoopbackAnswer {
        guard authorization.hasPrefix("Basic "), let decoded = Data(base64Encoded: String(authorization.dropFirst(6))),
            String(decoding: decoded, as: UTF8.self) == "\(Self.clientId):\(clientSecret)"
        else { return .realerOAuth(401, "invalid_client") }
        guard request.headerFields[.contentType] == "application/x-www-form-urlencoded" else {
            return .realerOAuth(400, "invalid_request")
        }
        let form = FormFields.read(String(decoding: body, as: UTF8.self).replacing("+", with: " "))
        guard form["grant_type"] == "client_credentials" else { return .realerOAuth(400, "unsupported_grant_type") }
        state.tokens += 1
        let token = Self.token(state.tokens)
        let scopes = (form["scope"] ?? "").split(separator: " ").map(String.init)
        if state.requiredScope.map({ scopes.contains($0) }) ?? true { state.goodTokens.insert(token) }
        var answer: JSONObject = ["access_token": .string(token), "token_type": "Bearer"]
        answer.members += state.tokenFields.members
        return LoopbackAnswer(
            .ok, [.contentType: "application/json"], body: JSONValue.object(answer).encoded(), after: state.loginDelay)
    }

    private func serve(
        _ operation: Operation, _ item: String, _ request: HTTPRequest, _ body: [UInt8], _ token: String?,
        _ state: inout State
    ) -> LoopbackAnswer {
        let edition = state.edition
        guard let token else { return .realer(4001, edition) }
        guard state.goodTokens.contains(token) else {
            if let scope = state.requiredScope, edition != .oldest {
                return .realer(4003, edition, type: "insufficient_scope", details: ["required_scope": .string(scope)])
            }
            return .realer(4001, edition, type: "invalid_token")
        }
        switch operation {
        case .token, .other: return .realer(4004, edition)
        case .bootstrap: return edition == .newest ? bootstrap(state) : .realerText(404, "<html>no such page</html>")
        case .commands: return .realerCatalog("commands", state.commands)
        case .sensors: return .realerCatalog("sensors", state.sensors)
        case .command, .sensor:
            let key = operation == .command ? "commands" : "sensors"
            let items = (operation == .command ? state.commands : state.sensors).filter { $0.id == item }
            return items.isEmpty ? .realer(4004, edition, details: ["id": .string(item)]) : .realerCatalog(key, items)
        case .feedData: return take(request, body, &state)
        }
    }

    private func bootstrap(_ state: State) -> LoopbackAnswer {
        var descriptor: JSONObject = [
            "code": 2000, "device_id": .string(Self.deviceId), "available_protocols": ["https"],
            "catalog_revision": .number(Double(state.revision)), "runtime_revision": 1,
        ]
        if let cadence = state.cadence {
            descriptor["cadence"] = ["minimum_seconds": .number(cadence), "expected_seconds": .number(cadence * 2)]
        }
        return .realerJSON(200, .object(descriptor))
    }

    /// Accepts a report as described in "Device HTTP".
    private func take(_ request: HTTPRequest, _ body: [UInt8], _ state: inout State) -> LoopbackAnswer {
        let edition = state.edition
        guard request.headerFields[.contentType]?.hasPrefix("application/json") == true else {
            return .realer(4015, edition)
        }
        guard case let document = JSONDocument(parsing: body), document.problem == nil,
            let report = document.value?.object
        else { return .realer(4000, edition) }
        guard let messageId = report["message_id"]?.string, (1...128).contains(messageId.utf8.count) else {
            return .realer(4022, edition, details: ["field": "message_id"])
        }
        guard let time = report["value_received_at"]?.string, Timestamp(time) != nil else {
            return .realer(4022, edition, details: ["field": "value_received_at"])
        }
        guard let id = JSONObject(members: [.init(key: "id", value: report["command_id"] ?? .null)]).id,
            let command = state.commands.first(where: { $0.id == id })
        else { return .realer(4004, edition, details: ["command_id": report["command_id"] ?? .null]) }
        guard let value = report["value"]?.string, Double(value) != nil else {
            return .realer(4022, edition, details: ["field": "value"])
        }
        if let index = state.reports.firstIndex(where: { $0.messageId == messageId }) {
            state.reports[index].sent += 1
            return state.reports[index].body == body
                ? .realerTaken(200, "idempotent", messageId, edition) : .realer(4009, edition)
        }
        state.reports.append(Report(messageId: messageId, command: id, value: value, body: body))
        if state.adopts { state.configure(command.id ?? "", value) }
        return .realerTaken(201, "created", messageId, edition)
    }
}

extension FakeRealer.State {
    mutating func configure(_ id: String, _ value: String) {
        for index in commands.indices where commands[index].id == id { commands[index]["value"] = .string(value) }
    }
}

extension JSONObject {
    /// The id of an item, a text or a number.
    fileprivate var id: String? { self["id"]?.string ?? self["id"]?.integer.map(String.init) }
}
