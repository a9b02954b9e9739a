import Foundation
import HTTPTransport
import HTTPTypes
import LoopbackServer
import Testing

/// The limit of an answer's body.
@Suite struct ResponseLimitTests {
    @Test(arguments: Wire.allCases) func aBodyMayHaveExactlyTheLimit(_ wire: Wire) async throws {
        try await withServer(wire.offer) { _, _ in
            LoopbackAnswer(.ok, body: Array(repeating: 1, count: 100_000))
        } _: { transport, url, server in
            let request = url.request(.get)
            let answer = try await transport.send(request, within: ample, responseLimit: 100_000)
            #expect(answer.body.count == 100_000)
            let error = await transport.failure(request, responseLimit: 99_999)
            #expect(error?.kind == .tooLarge)
            #expect(error?.mayHaveBeenSent == true)
            let next = try await transport.send(request, within: ample)
            #expect(next.body.count == 100_000)
        }
    }

    /// 20,000 zeros in 52 bytes.
    @Test(arguments: Wire.allCases) func theLimitCountsDecompressedBytes(_ wire: Wire) async throws {
        let bomb = Array(
            Data(base64Encoded: "H4sIAAAAAAACA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAB4MAJTL5cgTgAA")!)
        try await withServer(wire.offer) { _, _ in
            LoopbackAnswer(.ok, [.contentEncoding: "gzip"], body: bomb)
        } _: { transport, url, _ in
            let answer = try await transport.send(url.request(.get), within: ample)
            #expect(answer.body == Array(repeating: 0, count: 20_000))
            let error = await transport.failure(url.request(.get), responseLimit: 19_999)
            #expect(error?.kind == .tooLarge)
        }
    }

    @Test func oneTooLargeAnswerLeavesItsConnectionToTheOthers() async throws {
        try await withServer(connectionsPerHost: 1) { request, _ in
            LoopbackAnswer(.ok, body: Array(repeating: 1, count: request.path == "/large" ? 1_000_000 : 200_000))
        } _: { transport, url, server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        if number % 4 == 0 {
                            let error = await transport.failure(
                                url.appending("large").request(.get), responseLimit: 200_000)
                            #expect(error?.kind == .tooLarge)
                        } else {
                            let answer = try await transport.send(url.request(.get), within: ample)
                            #expect(answer.body.count == 200_000)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.connections == 1)
        }
    }
}
