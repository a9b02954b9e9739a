import Foundation

/// The machine of the measurements.
enum Machine {
    /// Processor, number of cores, and the load of the last minute: on a busy machine only ratios within one run are meaningful.
    static var description: String {
        let model = lines(of: "/proc/cpuinfo").first { $0.hasPrefix("model name") }?
            .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        let load = lines(of: "/proc/loadavg").first?.split(separator: " ").first ?? "?"
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return "\(model ?? "unknown processor"), \(cores) cores, load \(load)"
    }

    /// The resident memory of this process in MB. Source: proc(5), `statm`.
    static var residentMegabytes: Int {
        let words = lines(of: "/proc/self/statm").first?.split(separator: " ") ?? []
        return words.dropFirst().first.flatMap { Int($0) }.map { ($0 * 4096) >> 20 } ?? 0
    }

    private static func lines(of file: String) -> [Substring] {
        guard let data = FileManager.default.contents(atPath: file) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }
}
