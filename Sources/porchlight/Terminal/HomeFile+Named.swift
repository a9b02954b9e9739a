import SimulatedHome

extension HomeFile {
    /// The home file with this name, or the sample home.
    static func named(_ name: String?) throws(Failure) -> HomeFile {
        guard let name else { return .sample }
        var file = try InputFile(name)
        let bytes = try file.readAll(atMost: 64 << 20)
        do throws(Problem) {
            return try HomeFile(bytes)
        } catch {
            throw Failure("cannot use \(name) as a home: \(error)")
        }
    }
}
