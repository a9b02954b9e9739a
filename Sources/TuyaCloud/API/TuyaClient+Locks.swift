import AlexaProtocol
package import DeviceCloud
package import Skill

/// Locks: first a ticket, then the operation. Source: developer.tuya.com, "Smart Lock Open Service", and its older edition.
extension TuyaClient {
    /// Whether the lock may be opened through the cloud without a password.
    package func allowsRemoteUnlock(_ id: String, _ call: AdapterCall) async throws(CloudFailure) -> Bool {
        let answer = try await read(
            [
                .get("locks.unlocks", "/v1.0/devices/\(id)/door-lock/remote-unlocks", for: .discovery, lock(id)),
                .get("locks.unlocks", "/v1.0/smart-lock/devices/\(id)/remote-unlocks", for: .discovery, lock(id)),
            ], call)
        guard let allows = Self.allowsRemoteUnlock(answer.result) else { throw unreadable("locks.unlocks", answer) }
        return allows
    }

    /// Parses both forms: a list of `{remote_unlock_type, open}`, or an object with a truth value for each type.
    static func allowsRemoteUnlock(_ json: JSONValue) -> Bool? {
        let type = "remoteUnlockWithoutPwd"
        let items = json.array ?? json.object?["remote_unlocks"]?.array ?? json.object?["list"]?.array
        if let items {
            return items.contains { item in
                if item.string == type { return true }
                guard let object = item.object else { return false }
                return object.text("remote_unlock_type", "remoteUnlockType", "type") == type
                    && object.truth("open", "is_open", "enable") == true
            }
        }
        guard let object = json.object else { return nil }
        if object.text("remote_unlock_type", "remoteUnlockType") == type { return object.truth("open") == true }
        return object.truth(type, "remote_unlock_without_pwd") ?? false
    }

    /// Opens or closes a lock. A ticket that is refused before anything was carried out is renewed once.
    ///
    /// - Throws: INVALID_DIRECTIVE if the lock should be closed and the project only has the older API.
    package func operateDoor(
        _ id: String, open: Bool, _ call: AdapterCall
    ) async throws(CloudFailure) {
        do throws(CloudFailure) {
            try await operate(id, open: open, call)
        } catch {
            guard error.row.recovery.step == .renewTicket else { throw error }
            try await operate(id, open: open, call)
        }
    }

    private func operate(_ id: String, open: Bool, _ call: AdapterCall) async throws(CloudFailure) {
        func request(_ operation: String, _ path: CloudPath, _ body: JSONValue, _ effect: Effect) -> CloudRequest {
            var request = CloudRequest.post(operation, path, .json(body), for: .command, effect: effect, lock(id))
            request.demand = .noValue
            return request
        }
        // Requesting a ticket changes nothing.
        let (answer, generation) = try await write(
            [
                request("locks.ticket", "/v1.0/smart-lock/devices/\(id)/password-ticket", [:], .idempotent),
                request("locks.ticket", "/v1.0/devices/\(id)/door-lock/password-ticket", [:], .idempotent),
            ], call)
        guard let ticket = answer.result.object?.text("ticket_id", "ticketId") else {
            throw unreadable("locks.ticket", answer)
        }
        let operation: CloudRequest
        if generation == 0 {
            operation = request(
                "locks.operate", "/v1.0/smart-lock/devices/\(id)/password-free/door-operate",
                ["device_id": .string(id), "ticket_id": .string(ticket), "open": .bool(open)], .once)
        } else if open {
            operation = request(
                "locks.open", "/v1.0/devices/\(id)/door-lock/password-free/open-door", ["ticket_id": .string(ticket)],
                .once)
        } else {
            let row = ErrorRow("lock-only", "the older API only opens locks", .invalidDirective)
            throw CloudFailure(
                AdapterFailure(
                    .invalidDirective(
                        "tuya: the API product that this project has can open the lock, but not close it"),
                    rule: "tuya.cannot_lock"), row)
        }
        _ = try await cloud.send(operation, call)
    }

    private func lock(_ id: String) -> CloudRequest.Concern {
        CloudRequest.Concern(device: id, api: "locks")
    }
}
