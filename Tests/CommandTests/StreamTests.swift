import AlexaProtocol
import Foundation
import HTTPTypes
import LoopbackServer
import Testing

/// `porchlight handle --stream`, ended during its work.
@Suite struct StreamTests {
    /// How the process is ended.
    enum Ending: CaseIterable {
        case readerGoesAway, interrupt, terminate, hangUp, quit
    }

    private static func lock(_ number: Int) -> JSONValue {
        [
            "directive": [
                "header": [
                    "namespace": "Alexa.LockController", "name": "Lock", "payloadVersion": "3",
                    "messageId": .string("m-\(number)"), "correlationToken": .string("corr-\(number)"),
                ],
                "endpoint": [
                    "endpointId": "lock-gate", "scope": ["type": "BearerToken", "token": "t"], "cookie": [:],
                ],
                "payload": [:],
            ]
        ]
    }

    private static let home = """
        {"endpoints": [{"endpointId": "lock-gate", "manufacturerName": "Porchlight", "friendlyName": "Gate",
        "description": "Lock", "displayCategories": ["SMARTLOCK"], "capabilities": [
        {"type": "AlexaInterface", "interface": "Alexa", "version": "3"},
        {"type": "AlexaInterface", "interface": "Alexa.LockController", "version": "3",
        "properties": {"supported": [{"name": "lockState"}], "retrievable": true}}],
        "simulation": {"latencyMs": 300}}]}
        """

    @Test(arguments: Ending.allCases) func deferredWorkIsFinished(_ ending: Ending) async throws {
        try await withFolder { folder in
            try await LoopbackServer.run(tls: false) { _, _ in
                LoopbackAnswer(
                    .ok, body: Array(#"{"access_token": "a", "refresh_token": "r", "expires_in": 3600}"#.utf8))
            } _: { server in
                let home = folder.appending(path: "home.json")
                try Data(Self.home.utf8).write(to: home)
                let environment = [
                    "PORCHLIGHT_STORE_PATH": folder.appending(path: "store").path,
                    "PORCHLIGHT_STORE_KEY": String(repeating: "0a", count: 32),
                    "PORCHLIGHT_LWA_CLIENT_ID": "client", "PORCHLIGHT_LWA_CLIENT_SECRET": "client-secret",
                    "PORCHLIGHT_LWA_URL": server.url, "PORCHLIGHT_DEFERRAL_SLOW_INTERFACES": "Alexa.LockController",
                ]
                try await KillTests.giveGrant(environment)

                let (input, output) = (Pipe(), Pipe())
                let process = Command(arguments: ["handle", "--stream", "--home", home.path], environment: environment)
                    .process(output: output, log: FileHandle.nullDevice, input: input)
                try process.run()
                try input.fileHandleForWriting.write(contentsOf: Self.lock(1).encoded() + [UInt8(ascii: "\n")])
                let first = output.fileHandleForReading.availableData
                #expect(String(decoding: first, as: UTF8.self).contains("DeferredResponse"))
                switch ending {
                case .readerGoesAway:
                    try output.fileHandleForReading.close()
                    try input.fileHandleForWriting.write(contentsOf: Self.lock(2).encoded() + [UInt8(ascii: "\n")])
                case .interrupt: process.interrupt()
                case .terminate: process.terminate()
                case .hangUp: kill(process.processIdentifier, SIGHUP)
                case .quit: kill(process.processIdentifier, SIGQUIT)
                }
                process.waitUntilExit()
                let outbox = try await Command(arguments: ["outbox", "list"], environment: environment).run().output
                #expect(outbox.contains("waiting  Alexa.Response  lock-gate"), "\(outbox)")
                #expect(outbox.contains("0 promised"), "\(outbox)")
            }
        }
    }
}
