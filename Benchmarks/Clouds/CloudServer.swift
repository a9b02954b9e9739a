import Foundation
import LoopbackServer

/// A fake of a cloud's servers in a process of its own, so that its CPU time is not ours: this program again, started with
/// `clouds-server CLOUD`.
final class CloudServer {
    /// Where it listens, over TLS with HTTP/2.
    let url: String
    /// The file of its certificate authority.
    let certificate: String
    private let process: Process
    private let input = Pipe()

    /// Starts servers of a cloud.
    init(_ cloud: String) throws {
        process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [Self.command, cloud]
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var text = Data()
        while text.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw BenchmarkFailure("the fake of \(cloud) does not start") }
            text += more
        }
        let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 2 else { throw BenchmarkFailure("the fake of \(cloud) does not say where it listens") }
        (url, certificate) = (String(words[0]), String(words[1]))
    }

    func stop() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    // MARK: In the process of the servers

    static let command = "clouds-server"

    /// Serves until standard input ends.
    static func serve(_ cloud: String) async throws {
        guard let scenario = CloudScenario.all.first(where: { $0.cloud == cloud }) else {
            throw BenchmarkFailure("there is no cloud \(cloud)")
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString).pem")
        defer { try? FileManager.default.removeItem(at: file) }
        try await LoopbackServer.run(tls: true, scenario.servers()) { server in
            try Data(server.certificateAuthority.utf8).write(to: file)
            FileHandle.standardOutput.write(Data("\(server.url) \(file.path)\n".utf8))
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    _ = FileHandle.standardInput.readDataToEndOfFile()
                    continuation.resume()
                }
            }
        }
    }
}
