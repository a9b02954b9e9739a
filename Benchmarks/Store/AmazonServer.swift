import Foundation
import HTTPTypes
import LoopbackServer

/// A fake of Login with Amazon, whose tokens are valid for an hour, and of the event gateway, which accepts every event, in
/// another process of this program, started with `amazon-server`.
final class AmazonServer {
    /// The address, with HTTP/1.1 without TLS.
    var url: String { process.line }
    private let process: ServerProcess

    init() throws { process = try ServerProcess(ServerProcess.ourselves, [Self.command, "-"]) }

    func stop() throws { try process.stop() }

    static let command = "amazon-server"

    /// For the server's process: serves until standard input is closed.
    static func serve() async throws {
        let tokens = #"{"access_token":"Atza|one","refresh_token":"Atzr|one","token_type":"bearer","expires_in":3600}"#
        try await LoopbackServer.run(tls: false) { request, _ in
            request.path == "/v3/events" ? LoopbackAnswer(.accepted) : LoopbackAnswer(.ok, body: Array(tokens.utf8))
        } _: { server in
            await ServerProcess.serve(server.url)
        }
    }
}
