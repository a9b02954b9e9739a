import SimulatedHome

extension HomeFile {
    /// The home file that the user named, or the sample home.
    static func named(_ name: String?) throws(Failure) -> HomeFile {
        var bytes: [UInt8]?
        if let name {
            var file = try InputFile(name)
            bytes = try file.readAll(atMost: 64 << 20)
        }
        do throws(Problem) {
            if let bytes { return try HomeFile(bytes) }
            return try .sample()
        } catch {
            throw Failure("cannot use \(name ?? "the sample home") as a home: \(error)")
        }
    }
}
