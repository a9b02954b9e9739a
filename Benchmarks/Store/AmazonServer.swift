import Foundation
import HTTPTypes
import LoopbackServer

/// Login with Amazon, which gives tokens for an hour, and the event gateway, which takes every event: this program again, started with
/// `amazon-server`.
final class AmazonServer {
    /// Where it listens, over HTTP/1.1 without TLS.
    var url: String { process.line }
    private let process: ServerProcess

    init() throws { process = try ServerProcess(ServerProcess.ourselves, [Self.command, "-"]) }

    func stop() throws { try process.stop() }

    static let command = "amazon-server"

    /// In the process of the server: serves until standard input ends.
    static func serve() async throws {
        let tokens = #"{"access_token":"Atza|one","refresh_token":"Atzr|one","token_type":"bearer","expires_in":3600}"#
        try await LoopbackServer.run(tls: false) { request, _ in
            request.path == "/v3/events" ? LoopbackAnswer(.accepted) : LoopbackAnswer(.ok, body: Array(tokens.utf8))
        } _: { server in
            await ServerProcess.serve(server.url)
        }
    }
}
