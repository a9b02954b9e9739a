import Foundation
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Testing

/// Runs a loopback server and a transport that trusts it.
func withServer<Result>(
    _ offer: LoopbackServer.Offer = LoopbackServer.Offer(),
    connectionsPerHost: Int = 8,
    _ script: @escaping LoopbackServer.Script,
    _ body: (HTTPTransport, ServiceURL, LoopbackServer) async throws -> Result
) async throws -> Result {
    try await LoopbackServer.run(offer, script) { server in
        try await withFile(server.certificateAuthority) { file in
            var configuration = HTTPTransport.Configuration()
            configuration.connectTimeout = ample
            if offer.tls { configuration.certificateAuthorities = file }
            configuration.connectionsPerHost = connectionsPerHost
            return try await body(HTTPTransport(configuration), ServiceURL(server.url), server)
        }
    }
}

/// Runs `body` with the path of a temporary file.
func withFile<Result>(_ content: String, _ body: (String) async throws -> Result) async throws -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID()).pem")
    try Data(content.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await body(file.path)
}

/// The protocols, on which the behaviour is the same.
enum Wire: CaseIterable, Sendable {
    case http2OverTLS, http1OverTLS, http1

    var offer: LoopbackServer.Offer {
        var offer = LoopbackServer.Offer()
        offer.tls = self != .http1
        offer.http2 = self == .http2OverTLS
        return offer
    }
}

/// A timeout that no test reaches, even on a busy machine.
let ample = Duration.seconds(300)

extension HTTPTransport {
    /// The error of a call; `nil` if it succeeds.
    func failure(
        _ request: HTTPRequest, body: [UInt8] = [], within timeout: Duration = ample, responseLimit: Int = 1 << 20
    ) async -> HTTPTransportError? {
        do throws(HTTPTransportError) {
            _ = try await send(request, body: body, within: timeout, responseLimit: responseLimit)
            return nil
        } catch {
            return error
        }
    }
}

extension HTTPField.Name {
    static func test(_ name: String) -> Self { Self(name)! }
}
