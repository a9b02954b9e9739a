import AlexaProtocol
import DeviceCloud
import Logging
import Skill
import Timing

extension AmpsConnection {
    /// The most devices in a page, and the most pages.
    private static let pageSize = 50
    private static let mostPages = 40
    /// The most devices that are read concurrently.
    private static let readsAtOnce = 4

    /// The request for a page of the devices of a family.
    func listRequest(_ family: AmpsFamily, offset: Int, purpose: CloudRequest.Purpose) -> CloudRequest {
        var query: [(name: String, value: String)] = []
        if let userId = account.userId { query.append(("userId", userId)) }
        query += [("limit", "\(Self.pageSize)"), ("offset", "\(offset)")]
        return .get(
            "\(family.rawValue).list", "/\(family.rawValue)", query: query, for: purpose,
            CloudRequest.Concern(account: account.userId ?? ""))
    }

    /// All devices of a family, in the state that Amps last captured.
    func list(
        _ family: AmpsFamily, for purpose: CloudRequest.Purpose, _ call: AdapterCall
    ) async throws(CloudFailure) -> [AmpsDevice] {
        var devices: [AmpsDevice] = []
        var ids: Set<String> = []
        var offset = 0
        for _ in 0..<Self.mostPages {
            let request = listRequest(family, offset: offset, purpose: purpose)
            let answer = try await send(request, call)
            guard let items = answer.result.array ?? answer.result.object?["items"]?.array else {
                throw unreadable(request, answer)
            }
            let page = items.compactMap { AmpsDevice($0, family) }
            let new = page.filter { ids.insert($0.id).inserted }
            devices += new
            new.forEach(noteMaker)
            offset += items.count
            let pagination = answer.result.object?["pagination"]?.object
            let hasMore =
                pagination?["hasMore"]?.bool ?? (pagination?["total"]?.amount).map { Double(offset) < $0 } ?? false
            // Servers that ignore the offset return the same page forever.
            let isRepeated = !page.isEmpty && new.isEmpty
            guard hasMore, !items.isEmpty, !isRepeated else { break }
        }
        return devices
    }

    /// All devices of the account. For a family that cannot be listed, the last known devices are returned.
    ///
    /// - Throws: if a family that may have devices cannot be listed and was never listed, so that the result does not lack
    ///   devices; if no family can be listed.
    func discover(_ call: AdapterCall) async throws(CloudFailure) -> [AmpsDevice] {
        let families = AmpsFamily.allCases
        let lists = await families.concurrentMap { family in await self.listed(family, call) }
        var found: [AmpsDevice] = []
        var failures: [CloudFailure] = []
        for (family, list) in zip(families, lists) {
            switch list {
            case .success(let devices): found += devices
            case .failure(let failure):
                failures.append(failure)
                logger.warning(
                    "family_not_listed",
                    metadata: [
                        "cloud": "amps", "account": "\(hash)", "family": "\(family.rawValue)",
                        "rule": "\(failure.failure.rule)", "reason": "\(failure.failure.error.message)",
                    ])
            }
        }
        let isHopeless = failures.count == AmpsFamily.allCases.count
        let mayComeBack = failures.first {
            $0.failure.facts.isTransient || $0.row.recovery.backOff != nil
        }
        if let failure = isHopeless ? failures.first : mayComeBack { throw failure }
        return found
    }

    /// A family's devices with their capabilities; those of the last list if it cannot be listed now.
    private func listed(_ family: AmpsFamily, _ call: AdapterCall) async -> Result<[AmpsDevice], CloudFailure> {
        do throws(CloudFailure) {
            let listed = try await list(family, for: .discovery, call)
            let now = environment.now()
            let uptime = environment.uptime()
            var entries = listed.map { devices.keep($0, readAt: now, uptime: uptime) }
            let incomplete = entries.filter { family.isWritable && $0.device.commands == nil }
            if !incomplete.isEmpty {
                await complete(incomplete.map(\.device.id), of: family, call)
                entries = entries.compactMap { devices.entry($0.device.id) }
            }
            devices.keepList(entries.map(\.device), of: family)
            return .success(entries.map(\.device))
        } catch {
            if error.row.discovery == .empty {
                return .success(devices.listAfterEmpty(of: family, at: environment.uptime()).map(\.device))
            }
            guard let known = devices.list(of: family) else { return .failure(error) }
            return .success(known.map(\.device))
        }
    }

    /// Reads devices whose list entry lacks their capabilities. A device that cannot be read is offered as read-only.
    private func complete(_ ids: [String], of family: AmpsFamily, _ call: AdapterCall) async {
        let reads = await ids.concurrentResults(atMost: Self.readsAtOnce) { id async throws(CloudFailure) in
            _ = try await self.read(id, family, isFresh: false, for: .discovery, call)
        }
        for case .failure(let failure) in reads {
            logger.info(
                "device_not_read",
                metadata: ["cloud": "amps", "account": "\(hash)", "rule": "\(failure.failure.rule)"])
        }
    }

    /// The failure of a device that is reported as removed, after a new list was read.
    func confirmed(
        _ failure: CloudFailure, _ id: String, _ family: AmpsFamily, _ call: AdapterCall
    ) async -> CloudFailure {
        await failure.confirmed { () async throws(CloudFailure) -> Bool in
            try await list(family, for: .command, call).contains { $0.id == id }
        }
    }
}
