import Foundation
import Testing

/// Arguments, help and listings.
@Suite struct UsageTests {
    @Test(arguments: [
        (["handle", "--nonsense"], "porchlight handle --help"), (["outbox", "show"], "porchlight outbox show --help"),
        (["outbox", "retry"], "porchlight outbox retry --help"), (["nonsense"], "porchlight --help"),
        (["send", "-", "--token-env", "HOME", "--customer", "c"], "porchlight send --help"),
    ])
    func errorsNameTheHelpOfTheSubcommand(arguments: [String], help: String) async throws {
        let result = try await Command(arguments: arguments).run()
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.log.hasSuffix("(see \(help))\n"), "\(result.log)")
    }

    @Test func theVersionIsPrinted() async throws {
        let result = try await Command(arguments: ["--version"]).run()
        #expect(result.status == 0)
        #expect(
            result.output.wholeMatch(of: /\d+\.\d+\.\d+( \([0-9a-f]{7,40}(-dirty)?\))?\n/) != nil, "\(result.output)")
    }

    @Test func everySettingIsListed() async throws {
        let list = try await Command(arguments: ["settings"]).run()
        let table = try await Command(arguments: ["settings", "--markdown"]).run()
        #expect(list.output.contains("store.path  PORCHLIGHT_STORE_PATH\n"))
        #expect(table.output.contains("| `lwa.client_secret` | `PORCHLIGHT_LWA_CLIENT_SECRET` |"))
        #expect(list.output.count { $0 == "\n" } == 2 * (table.output.count { $0 == "\n" } - 2))
    }

    /// Only root may unmount, so this runs as root only.
    @Test(.enabled(if: geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare")))
    func withoutProcTheLossOfTheArgumentsIsReported() async throws {
        var command = Command(arguments: [])
        command.wrapper = ["/usr/bin/unshare", "--mount", "sh", "-c", "umount -l /proc && exec \"$0\" relay"]
        let result = try await command.run()
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.log.hasPrefix("porchlight: the arguments cannot be read"), "\(result.log)")
    }
}
