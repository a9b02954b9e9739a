import AlexaProtocol
import DeviceCloud
import Logging
import Skill
import Synchronization
import Timing

extension ControlDevice {
    /// All endpoints of the control device. The catalogues are read again unless Realer reports the same revision.
    func endpoints(_ call: AdapterCall) async throws(CloudFailure) -> [Endpoint] {
        try await catalog(call).endpoints(of: account.deviceId)
    }

    /// The last known endpoints; `nil` if the catalogue was never read.
    var lastKnownEndpoints: [Endpoint]? {
        state.withLock(\.catalog)?.endpoints(of: account.deviceId)
    }

    /// One endpoint; `nil` if the catalogue lacks it.
    func endpoint(_ id: RealerEndpointID, _ call: AdapterCall) async throws(CloudFailure) -> Endpoint? {
        let now = environment.uptime()
        let recent: Catalog? = state.withLock { state in
            guard let checkedAt = state.checkedAt, now - checkedAt < Self.catalogLifetime else { return nil }
            return state.catalog
        }
        // An item that a recent catalogue lacks may be new.
        if let known = recent?.endpoints(of: account.deviceId).first(where: { $0.endpointId == id.text }) {
            return known
        }
        return try await endpoints(call).first { $0.endpointId == id.text }
    }

    /// The current catalogues.
    private func catalog(_ call: AdapterCall) async throws(CloudFailure) -> Catalog {
        let bootstrap = try await bootstrap(call)
        let now = environment.uptime()
        let current: Catalog? = state.withLock { state in
            guard let revision = bootstrap?.revision, revision == state.revision, state.outdated.isEmpty,
                let catalog = state.catalog
            else { return nil }
            state.checkedAt = now
            return catalog
        }
        if let current { return current }
        var catalog = Catalog()
        for kind in CatalogKind.allCases {
            if let items = bootstrap?.array(of: kind) {
                catalog.add(items, of: kind)
            } else {
                catalog.add(try await items(of: kind, call), of: kind)
            }
        }
        take(catalog, revision: bootstrap?.revision)
        return catalog
    }

    /// The descriptor; `nil` in editions that have none.
    private func bootstrap(_ call: AdapterCall) async throws(CloudFailure) -> Bootstrap? {
        let now = environment.uptime()
        if let pause = state.withLock(\.bootstrapNotBefore), now < pause { return nil }
        do throws(CloudFailure) {
            let bootstrap = Bootstrap(try await client.send(requests.bootstrap(), call).result)
            cadence.note(bootstrap.descriptor)
            return bootstrap
        } catch {
            guard let status = error.failure.facts.httpStatus, [404, 405, 410, 501].contains(status) else {
                throw error
            }
            state.withLock { $0.bootstrapNotBefore = now + Self.bootstrapPause }
            return nil
        }
    }

    /// The array of one catalogue.
    private func items(of kind: CatalogKind, _ call: AdapterCall) async throws(CloudFailure) -> [JSONValue] {
        let request = requests.catalog(of: kind)
        let answer: CloudAnswer
        do throws(CloudFailure) {
            answer = try await client.send(request, call)
        } catch {
            // The device has no sensors, or the edition lacks that page.
            if kind == .sensors, error.failure.facts.httpStatus == 404 { return [] }
            guard error.row.code == "4004" else { throw error }
            if kind == .sensors { return [] }
            // 4004 for the commands means that Realer does not know the control device itself, not that one of its commands is
            // missing.
            throw error.replacing(.endpointUnreachable, because: "Realer does not know the control device")
        }
        guard let items = Catalog.array(answer.result, of: kind) else { throw Self.unreadable(request, answer) }
        return items
    }

    private func take(_ catalog: Catalog, revision: String?) {
        let (now, time) = (environment.uptime(), environment.now())
        let news: [(id: String, reason: CatalogItem.Unfit)] = state.withLock { state in
            state.catalog = catalog
            state.revision = revision
            state.checkedAt = now
            state.outdated = []
            for item in catalog.items { _ = state.values.note(item, of: endpointId(item), readAt: time) }
            let news = catalog.unfit.filter { !state.told.contains("\($0.id) \($0.reason)") }
            state.told.formUnion(news.map { "\($0.id) \($0.reason)" })
            return news
        }
        for (id, reason) in news {
            logger.notice(
                "not_offered",
                metadata: ["cloud": "realer", "item": "\(id.prefix(64))", "reason": "\(reason.sentence)"])
        }
    }

    /// Whether a catalogue that is read now has the item.
    func isListed(_ id: RealerEndpointID, _ call: AdapterCall) async throws(CloudFailure) -> Bool {
        try await items(of: id.kind, call).contains { item in
            let itemId = item.object?["id"]
            return (itemId?.string ?? itemId?.integer.map(String.init)) == id.item
        }
    }

    /// The description of an item: the cached one, or one that is read now.
    func item(_ id: RealerEndpointID, _ call: AdapterCall) async throws(CloudFailure) -> CatalogItem {
        let known: CatalogItem? = state.withLock { state in
            guard !state.outdated.contains(id.text) else { return nil }
            return state.catalog?.items.first { $0.id == id.item && $0.kind == id.kind }
        }
        if let known { return known }
        return try await readItem(id, for: .command, call)
    }

    /// Reads the description of an item.
    func readItem(
        _ id: RealerEndpointID, for purpose: CloudRequest.Purpose, _ call: AdapterCall
    ) async throws(CloudFailure) -> CatalogItem {
        let request = requests.item(id.item, of: id.kind, for: purpose)
        let answer = try await client.send(request, call)
        var catalog = Catalog()
        catalog.add(Catalog.array(answer.result, of: id.kind) ?? [], of: id.kind)
        // An edition that ignores the id in the path returns all items.
        guard let item = catalog.items.first(where: { $0.id == id.item }) else {
            throw Self.unreadable(request, answer)
        }
        let time = environment.now()
        state.withLock { state in
            state.outdated.remove(id.text)
            _ = state.values.note(item, of: id.text, readAt: time)
            guard let index = state.catalog?.items.firstIndex(where: { $0.id == item.id && $0.kind == item.kind })
            else {
                return
            }
            // A changed description invalidates the known revision.
            if state.catalog?.items[index].role != item.role { state.revision = nil }
            state.catalog?.items[index] = item
        }
        return item
    }

    /// The failure of an answer that reports success but lacks the requested data.
    private static func unreadable(_ request: CloudRequest, _ answer: CloudAnswer) -> CloudFailure {
        let row = ErrorRow("unreadable", "a success without the data asked for", .internalError, .alarm)
        return CloudFailure(
            AdapterFailure(
                AlexaError(
                    CloudErrorType.internalError.type,
                    "realer answered \(request.operation) with success, but without an item that can be read"),
                rule: "realer.unreadable", facts: FailureFacts(vendorTrace: answer.trace, httpStatus: answer.status)),
            row)
    }
}

extension CatalogItem.Unfit {
    /// The reason and what can be done, as a sentence.
    fileprivate var sentence: String {
        switch self {
        case .nameless: "the item has no id"
        case .notExpressed: "Realer's catalogue cannot express the item; configure it anew in Realer's dashboard"
        case .unknownType(let type): "no interface of Alexa's fits its type \(type.prefix(64))"
        case .noValue: "its value cannot be read: iot/v1 accepts a sensor's values but does not return them"
        }
    }
}
