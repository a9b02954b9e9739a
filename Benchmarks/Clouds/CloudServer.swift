import Foundation
import LoopbackServer

/// A fake of a cloud's servers in another process of this program, started with `clouds-server CLOUD`.
final class CloudServer {
    /// The address, with TLS and HTTP/2.
    let url: String
    /// The file of its certificate authority.
    let certificate: String
    private let process: ServerProcess

    /// Starts servers of a cloud.
    init(_ cloud: String) throws {
        process = try ServerProcess(ServerProcess.ourselves, [Self.command, cloud])
        let words = process.line.split(separator: " ")
        guard words.count == 2 else { throw BenchmarkFailure("the fake of \(cloud) does not say where it listens") }
        (url, certificate) = (String(words[0]), String(words[1]))
    }

    func stop() throws { try process.stop() }

    // MARK: In the process of the servers

    static let command = "clouds-server"

    /// Serves until standard input is closed.
    static func serve(_ cloud: String) async throws {
        guard let scenario = CloudScenario.all.first(where: { $0.cloud == cloud }) else {
            throw BenchmarkFailure("there is no cloud \(cloud)")
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString).pem")
        defer { try? FileManager.default.removeItem(at: file) }
        try await LoopbackServer.run(tls: true, scenario.servers()) { server in
            try Data(server.certificateAuthority.utf8).write(to: file)
            await ServerProcess.serve("\(server.url) \(file.path)")
        }
    }
}
