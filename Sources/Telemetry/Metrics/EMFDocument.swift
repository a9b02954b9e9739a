import AlexaProtocol

/// Builds one line in the embedded metric format. It accepts metrics of different dimensions, as long as no member would need
/// two values.
struct EMFDocument {
    /// Metrics with the same sets of dimensions.
    private struct Group {
        let sets: [[String]]
        var metrics: [(name: String, unit: Metric.Unit)] = []
    }

    private var groups: [Group] = []
    private var dimensions: [String: String] = [:]
    private var values: [(name: String, values: [Double])] = []
    private var taken: Set<String>
    private let fields: [(name: String, value: String)]
    /// An upper bound of the line's bytes.
    private var size: Int

    init(fields: [(name: String, value: String)]) {
        self.fields = fields
        taken = Set(fields.map(\.name) + ["_aws"])
        // A character takes up to six bytes.
        size = 512 + fields.reduce(0) { $0 + 3 * (Self.size($1.name) + Self.size($1.value)) }
    }

    /// Adds a sample.
    ///
    /// - Returns: `false` if this line cannot hold it.
    mutating func add(_ sample: EMFLine.Sample) -> Bool {
        // The names of metrics and dimensions are names of members, each of which may occur once.
        guard !taken.contains(sample.name), dimensions[sample.name] == nil,
            !values.contains(where: { value in sample.dimensions.contains { $0.name == value.name } }),
            sample.dimensions.allSatisfy({
                !taken.contains($0.name) && (dimensions[$0.name] ?? $0.value) == $0.value
            })
        else { return false }
        let sets = Self.sets(of: sample)
        let group = groups.firstIndex { $0.sets == sets && $0.metrics.count < EMFLine.mostMetrics }
        var added = 2 * Self.size(sample.name) + 64 + sample.values.count * 25
        for (name, value) in sample.dimensions where dimensions[name] == nil {
            added += Self.size(name) + Self.size(value)
        }
        if group == nil { added += 256 + 16 + sets.joined().reduce(0) { $0 + Self.size($1) } + 3 * sets.count }
        guard size + added <= EMFLine.mostBytes else { return false }
        size += added
        for (name, value) in sample.dimensions { dimensions[name] = value }
        values.append((sample.name, sample.values))
        taken.insert(sample.name)
        if let group {
            groups[group].metrics.append((sample.name, sample.unit))
        } else {
            groups.append(Group(sets: sets, metrics: [(sample.name, sample.unit)]))
        }
        return true
    }

    /// The line, newline included.
    func encoded(namespace: String, at time: Timestamp, resolution: EMFLine.Resolution) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.object("_aws") { json in
                json.member("Timestamp", Int(time.milliseconds))
                json.array("CloudWatchMetrics") { json in
                    for group in groups { write(group, to: &json, namespace, resolution) }
                }
            }
            for (name, value) in fields { json.member(named: name, .string(value)) }
            for (name, value) in dimensions.sorted(by: { $0.key < $1.key }) { json.member(named: name, .string(value)) }
            for (name, values) in values {
                json.key(named: name)
                if let value = values.first, values.count == 1 {
                    json.write(value)
                } else {
                    json.array { json in for value in values { json.write(value) } }
                }
            }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    private func write(
        _ group: Group, to json: inout JSONWriter, _ namespace: String, _ resolution: EMFLine.Resolution
    ) {
        json.object { json in
            json.member("Namespace", namespace)
            json.array("Dimensions") { json in
                for set in group.sets {
                    json.array { json in for name in set { json.write(name) } }
                }
            }
            json.array("Metrics") { json in
                for (name, unit) in group.metrics {
                    json.object { json in
                        json.member("Name", name)
                        json.member("Unit", unit.rawValue)
                        if resolution != .minute { json.member("StorageResolution", resolution.rawValue) }
                    }
                }
            }
        }
    }

    /// All dimensions, then the rollups.
    private static func sets(of sample: EMFLine.Sample) -> [[String]] {
        let all = sample.dimensions.map(\.name)
        return [all] + sample.rollups.filter { $0 != all }
    }

    /// The most bytes that printable ASCII takes in JSON, quotes and comma included.
    private static func size(_ text: String) -> Int { text.utf8.count * 2 + 4 }
}
