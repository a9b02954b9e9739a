import AlexaProtocol
import Foundation
import Testing

/// `porchlight handle` measures the outbox of its store if metrics are enabled.
@Suite struct OutboxMetricsTests {
    private static let discover =
        #"{"directive": {"header": {"namespace": "Alexa.Discovery", "name": "Discover", "payloadVersion": "3", "messageId": "m"}, "payload": {"scope": {"type": "BearerToken", "token": "t"}}}}"#

    @Test(arguments: ["on", "off"], [[], ["--stream"]])
    func theOutboxIsMeasuredAtTheEnd(_ emf: String, _ arguments: [String]) async throws {
        try await withFolder { folder in
            let result = try await Command(
                arguments: ["handle"] + arguments,
                environment: [
                    "PORCHLIGHT_STORE_PATH": folder.appending(path: "store.sqlite").path,
                    "PORCHLIGHT_STORE_KEY": String(repeating: "a1", count: 32), "PORCHLIGHT_METRICS_EMF": emf,
                ], input: Array(Self.discover.utf8)
            ).run()
            #expect(result.status == 0)
            let metrics = result.log.split(separator: "\n").compactMap {
                JSONDocument(parsing: Array($0.utf8)).value?.object
            }.filter { $0["_aws"] != nil }
            #expect(metrics.compactMap { $0["OutboxDepth"]?.number } == (emf == "on" ? [0] : []), "\(result.log)")
            #expect(metrics.compactMap { $0["OutboxAge"]?.number } == (emf == "on" ? [0] : []))
        }
    }
}
