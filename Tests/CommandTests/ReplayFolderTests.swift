import Foundation
import Testing

/// `porchlight replay` over faulty folders.
@Suite struct ReplayFolderTests {
    private static let discover =
        #"{"directive": {"header": {"namespace": "Alexa.Discovery", "name": "Discover", "payloadVersion": "3", "messageId": "m"}, "payload": {"scope": {"type": "BearerToken", "token": "t"}}}}"#

    /// Runs `body` over a folder with a directive in `recorded/Discovery/Discover.json`.
    private static func withDirective(_ body: (URL, _ arguments: [String]) async throws -> Void) async throws {
        try await withFolder { folder in
            let interface = folder.appending(path: "recorded/Discovery")
            try FileManager.default.createDirectory(at: interface, withIntermediateDirectories: true)
            try Data(discover.utf8).write(to: interface.appending(path: "Discover.json"))
            let arguments = [
                "replay", "--directives", folder.appending(path: "recorded").path, "--events",
                folder.appending(path: "expected").path,
            ]
            try await body(folder, arguments)
        }
    }

    @Test func differencesNameTheFolderThatWasGiven() async throws {
        try await Self.withDirective { folder, arguments in
            #expect(try await Command(arguments: arguments + ["--update"]).run().status == 0)
            let event = folder.appending(path: "expected/Discovery/Discover.json")
            try Data("{}\n".utf8).write(to: event)
            let result = try await Command(arguments: arguments).run()
            #expect(result.status == 1)
            #expect(result.output.contains("--- \(event.path) (recorded)\n"), "\(result.output.prefix(500))")
        }
    }

    @Test func aFileInPlaceOfAFolderIsReported() async throws {
        try await Self.withDirective { folder, _ in
            let file = folder.appending(path: "recorded/Discovery/Discover.json").path
            let result = try await Command(arguments: ["replay", "--directives", file]).run()
            #expect(result.status == 2)
            #expect(
                result.log
                    == "porchlight: cannot list \(file): Not a directory; --directives names a folder; for one file there is `porchlight handle`\n"
            )
        }
    }

    /// Root may read everything.
    @Test(.enabled(if: geteuid() != 0)) func anUnreadableSubfolderIsNamed() async throws {
        try await Self.withDirective { folder, arguments in
            let secret = folder.appending(path: "recorded/Secret")
            try FileManager.default.createDirectory(
                at: secret, withIntermediateDirectories: true, attributes: [.posixPermissions: 0])
            let result = try await Command(arguments: arguments).run()
            #expect(result.status == 2)
            #expect(result.log.hasPrefix("porchlight: cannot list \(secret.path): Permission denied"))
        }
    }

    @Test func aNameThatIsNotUTF8SpoilsOnlyItself() async throws {
        try await Self.withDirective { folder, arguments in
            #expect(try await Command(arguments: arguments + ["--update"]).run().status == 0)
            let path = Array((folder.path + "/recorded/Discovery/a").utf8CString.dropLast()) + [-1, 0]
            let file = unsafe open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
            #expect(file >= 0)
            close(file)
            let result = try await Command(arguments: arguments).run()
            #expect(result.status == 1)
            #expect(result.output.contains("Discovery/a\u{FFFD}: the file's name is not UTF-8; rename it\n"))
            #expect(result.output.hasSuffix("2 directives: 1 equal, 0 different, 1 not readable\n"))
            let json = try await Command(arguments: arguments + ["--json"]).run()
            #expect(json.output.contains(#""result": "unreadable""#))
        }
    }

    @Test func controlCharactersInNamesAreEscaped() async throws {
        try await Self.withDirective { folder, arguments in
            let name = "Discover.\u{1B}[2J\n\u{202E}x"
            try Data(Self.discover.utf8).write(to: folder.appending(path: "recorded/Discovery/\(name).json"))
            let update = try await Command(arguments: arguments + ["--update"]).run()
            #expect(update.output.contains(#"Discover.\x1b[2J\x0a\u202ex"#), "\(update.output)")
            let missing = try await Command(arguments: ["handle", "\u{1B}[2J"]).run()
            #expect(missing.log.hasPrefix(#"porchlight: cannot read \x1b[2J: "#), "\(missing.log)")
        }
    }
}
