import Foundation
import HTTPTransport
import HTTPTypes

/// `nghttpd` on this machine, which answers every POST with 200 and two bytes.
final class EventServer {
    /// The address for events.
    let url: String
    /// The file of its certificate, which is its own authority.
    let certificate: String
    /// A file with the body of an event.
    let bodyFile: String
    private let folder: URL
    private let process: Process

    init(nghttpd: Tool, openssl: Tool, body: [UInt8]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appending(path: "certificate.pem").path
        let key = folder.appending(path: "key.pem").path
        _ = try openssl.run([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
        ])
        bodyFile = folder.appending(path: "body").path
        try Data(body).write(to: URL(filePath: bodyFile))
        try Data("ok".utf8).write(to: folder.appending(path: "events"))
        let port = Int.random(in: 20_000...60_000)
        url = "https://localhost:\(port)/events"
        process = nghttpd.process(["-a", "127.0.0.1", "-d", folder.path, "\(port)", key, certificate])
        try process.run()
    }

    /// Waits until the server listens.
    func waitUntilItAnswers() async throws {
        var configuration = HTTPTransport.Configuration()
        configuration.certificateAuthorities = certificate
        let transport = try HTTPTransport(configuration)
        let request = try ServiceURL(url).request(.get)
        for _ in 0..<100 where process.isRunning {
            do {
                _ = try await transport.send(request, within: .seconds(5))
                return
            } catch {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        throw BenchmarkFailure("nghttpd does not answer at \(url)")
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}

/// A program that is installed on this machine.
struct Tool {
    private static let packages = ["nghttpd": "nghttp2-server", "h2load": "nghttp2-client", "openssl": "openssl"]
    private let file: URL

    init(_ name: String) throws {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        // nghttpd is in a folder that is only in administrators' search paths.
        let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin"]
        let candidates = folders.map { URL(filePath: $0).appending(path: name) }
        guard let file = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
            throw BenchmarkFailure(
                "\(name) is not installed: run apt-get install \(Self.packages[name] ?? name) and try again")
        }
        self.file = file
    }

    func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = file
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }

    /// Runs the program to its end, and returns its output.
    func run(_ arguments: [String]) throws -> String {
        let process = process(arguments)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchmarkFailure("\(file.lastPathComponent) failed with status \(process.terminationStatus)")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
