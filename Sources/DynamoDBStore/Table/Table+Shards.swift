extension Table {
    /// The shard of the index that has a customer's mailbox while something waits.
    func dueShard(of customer: String) -> String { Self.dueShard(shard(of: customer)) }

    /// The shard of the index that has a customer's dead letters.
    func deadShard(of customer: String) -> String { Self.deadShard(shard(of: customer)) }

    /// The shard of the index that has a customer with accounts.
    func customerShard(of customer: String) -> String { Self.customerShard(shard(of: customer)) }

    /// The shards with customers who have accounts.
    var customerShards: [String] { (0..<shards).map(Self.customerShard) }

    /// The shards with mailboxes in which something waits.
    var dueShards: [String] { (0..<shards).map(Self.dueShard) }

    /// The shards with dead letters.
    var deadShards: [String] { (0..<shards).map(Self.deadShard) }

    private static func dueShard(_ number: Int) -> String { "due#\(number)" }
    private static func customerShard(_ number: Int) -> String { "customer#\(number)" }
    private static func deadShard(_ number: Int) -> String { "dead#\(number)" }

    /// FNV-1a of the hash, so that all processes compute the same shard.
    private func shard(of customer: String) -> Int {
        let hash = customer.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return Int(hash % UInt64(shards))
    }
}
