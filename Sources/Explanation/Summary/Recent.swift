/// A dictionary of recent keys with a limit: it keeps at least the latest 100,000 and at most 200,000.
struct Recent<Value: Sendable>: Sendable {
    private static var capacity: Int { 100_000 }
    private var new: [String: Value] = [:]
    private var old: [String: Value] = [:]

    subscript(key: String) -> Value? {
        get { new[key] ?? old[key] }
        set {
            old[key] = nil
            guard let newValue else {
                new[key] = nil
                return
            }
            if new.count >= Self.capacity {
                old = new
                new = [:]
            }
            new[key] = newValue
        }
    }

    var all: [(key: String, value: Value)] { old.map { ($0.key, $0.value) } + new.map { ($0.key, $0.value) } }
}
