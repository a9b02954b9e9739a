import AlexaProtocol

/// The items of a control device that Alexa supports, in the order of Realer's catalogues.
struct Catalog: Sendable {
    /// Commands and sensors.
    var items: [CatalogItem]
    /// The id of each item that is not offered, and the reason, for the log.
    var unfit: [(id: String, reason: CatalogItem.Unfit)]

    /// An empty catalogue.
    init() {
        items = []
        unfit = []
    }

    /// Adds the array of a catalogue. An item that cannot be parsed is left out alone.
    mutating func add(_ array: [JSONValue], of kind: CatalogKind) {
        for json in array {
            do throws(CatalogItem.Unfit) {
                let item = try CatalogItem(json, in: kind)
                if !items.contains(where: { $0.id == item.id && $0.kind == kind }) { items.append(item) }
            } catch {
                let id = json.object?["id"]
                unfit.append((id?.string ?? id?.integer.map(String.init) ?? "", error))
            }
        }
    }

    /// The array in a catalogue's answer; `nil` if it has none. A single item counts as an array of one.
    static func array(_ answer: JSONValue, of kind: CatalogKind) -> [JSONValue]? {
        guard let body = answer.object else { return nil }
        switch body[kind.rawValue] {
        case .array(let items): return items
        case .object(let item): return [.object(item)]
        case .null, .bool, .number, .string, nil: return nil
        }
    }
}

/// The information of a bootstrap descriptor about the catalogues.
struct Bootstrap: Sendable {
    /// `catalog_revision` and `runtime_revision` together; `nil` without a revision of the catalogue.
    let revision: String?
    /// The descriptor itself.
    let descriptor: JSONObject

    init(_ answer: JSONValue) {
        let body = answer.object ?? [:]
        descriptor = body["bootstrap"]?.object ?? body["descriptor"]?.object ?? body
        let runtime = Self.text(descriptor["runtime_revision"]) ?? ""
        revision = Self.text(descriptor["catalog_revision"]).map { $0 + " " + runtime }
    }

    private static func text(_ json: JSONValue?) -> String? {
        json?.string ?? json?.number.map { JSONValue.number($0).text }
    }

    /// A catalogue inside the descriptor; `nil` if it has to be requested.
    func array(of kind: CatalogKind) -> [JSONValue]? {
        let holders = [descriptor] + ["catalog", "catalogs", "catalogue"].compactMap { descriptor[$0]?.object }
        return holders.lazy.compactMap { $0[kind.rawValue]?.array }.first { items in
            items.allSatisfy { $0.object?["id"] != nil }
        }
    }
}
