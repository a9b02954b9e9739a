import AlexaProtocol
import Foundation
import LoopbackClouds
import LoopbackServer
import Testing

/// `porchlight customers` over a SQLite store.
@Suite(.timeLimit(.minutes(2))) struct CustomersTests {
    private static let secret = "secret-never-shown"

    /// A store, and a shorthand for commands that use it.
    private struct Bench {
        let folder: URL

        func run(
            _ arguments: String..., input: String = "", environment: [String: String] = [:]
        ) async throws -> Command.Result {
            let store = [
                "PORCHLIGHT_STORE_PATH": folder.path + "/store.sqlite",
                "PORCHLIGHT_STORE_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            ]
            let result = try await Command(
                arguments: ["customers"] + arguments, environment: store.merging(environment) { $1 },
                input: Array(input.utf8)
            ).run()
            #expect(!result.output.contains(CustomersTests.secret))
            #expect(!result.log.contains(CustomersTests.secret))
            return result
        }
    }

    private static let tuya =
        #"{"client_id": "id-1", "client_secret": "\#(secret)", "user_id": "eu-1", "region": "eu"}"#

    @Test func accountsAreAddedListedShownAndRemoved() async throws {
        try await withFolder { folder in
            let bench = Bench(folder: folder)
            #expect(try await bench.run("list").output == "")
            for (customer, account) in [("ann", "default"), ("ann", "second"), ("bob", "default")] {
                let added = try await bench.run(
                    "add", customer, "--cloud", "tuya", "--account", account, "--credentials", "-", "--no-check",
                    input: Self.tuya)
                #expect(added.status == 0, "\(added.log)")
                #expect(added.log == "")
            }
            let file = folder.appending(path: "amps.json")
            try Data(#"{"api_key": "sk_test_\#(Self.secret)"}"#.utf8).write(to: file)
            let added = try await bench.run(
                "add", "ann", "--cloud", "amps", "--credentials", file.path, "--no-check")
            #expect(added.status == 0, "\(added.log)")
            // The end users of one key differ only in user_id.
            #expect(added.log.contains("warning: without user_id the customer has every device"))

            #expect(try await bench.run().output == "ann  amps 1, tuya 2\nbob  tuya 1\n")
            let list = try await bench.run("list", "--json").output
            #expect(
                JSONDocument(parsing: Array(list.utf8)).value
                    == [
                        "customers": [
                            ["customer": "ann", "clouds": ["amps": 1, "tuya": 2]],
                            ["customer": "bob", "clouds": ["tuya": 1]],
                        ],
                        "damaged": 0,
                    ])
            let shown = try await bench.run("show", "ann").output
            #expect(
                shown == """
                    tuya  default  client_id id-1, client_secret (set), user_id eu-1, region eu
                    tuya  second  client_id id-1, client_secret (set), user_id eu-1, region eu
                    amps  default  api_key (set)

                    """)
            let json = try await bench.run("show", "bob", "--json").output
            #expect(
                JSONDocument(parsing: Array(json.utf8)).value
                    == [
                        "customer": "bob",
                        "accounts": [
                            [
                                "cloud": "tuya", "account": "default",
                                "fields": [
                                    "client_id": "id-1", "client_secret": "(set)", "user_id": "eu-1", "region": "eu",
                                ],
                            ]
                        ],
                    ])

            // There is no terminal to ask for confirmation.
            let unasked = try await bench.run("remove", "ann")
            #expect(unasked.status == 2)
            #expect(unasked.log.contains("--yes"))
            #expect(try await bench.run("remove", "ann", "--cloud", "tuya", "--account", "second", "--yes").status == 0)
            #expect(try await bench.run().output == "ann  amps 1, tuya 1\nbob  tuya 1\n")
            #expect(try await bench.run("remove", "ann", "--cloud", "tuya", "--yes").status == 0)
            #expect(try await bench.run().output == "ann  amps 1\nbob  tuya 1\n")
            #expect(try await bench.run("remove", "ann", "--yes").status == 0)
            #expect(try await bench.run().output == "bob  tuya 1\n")
            for arguments in [["remove", "ann", "--yes"], ["show", "ann"]] {
                let gone = try await Command(
                    arguments: ["customers"] + arguments,
                    environment: [
                        "PORCHLIGHT_STORE_PATH": folder.path + "/store.sqlite",
                        "PORCHLIGHT_STORE_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                    ]
                ).run()
                #expect(gone.status == 2)
                #expect(gone.log == "porchlight: the store has no account of ann\n")
            }
        }
    }

    /// One sentence, status 2, and nothing is stored.
    @Test(arguments: [
        (["--cloud", "nest", "--credentials", "-"], "{}", "there is no device cloud nest"),
        (["--cloud", "tuya"], "", "--credentials FILE"),
        (["--cloud", "tuya", "--credentials", "-"], "{}", "tuya[default].client_id is missing"),
        (["--cloud", "tuya", "--credentials", "-"], #"{"client": 1}"#, "client is no field of an account at tuya"),
        (["--cloud", "tuya", "--credentials", "-"], #"{"client_id": {}}"#, "client_id must be a text or a number"),
        (["--cloud", "tuya", "--credentials", "-"], "[]", "is not a JSON object"),
        (["--cloud", "tuya", "--credentials", "-"], #"{"region": "eu", "region": "us"}"#, "has region twice"),
        (["--cloud", "tuya", "--credentials", "/nowhere"], "", "cannot read /nowhere"),
        (["--cloud", "tuya", "--credentials", "-", "--environment"], "", "not both"),
        (["--cloud", "tuya", "--account", "a b", "--credentials", "-"], "", "--account must be"),
        (
            ["--cloud", "tuya", "--credentials", "-"],
            #"{"client_id": "i", "client_secret": "secret-never-shown", "region": "moon"}"#,
            "tuya[default].region must be one of"
        ),
    ])
    func wrongArgumentsAreRefused(arguments: [String], input: String, message: String) async throws {
        try await withFolder { folder in
            let bench = Bench(folder: folder)
            let result = try await Command(
                arguments: ["customers", "add", "ann", "--no-check"] + arguments,
                environment: [
                    "PORCHLIGHT_STORE_PATH": folder.path + "/store.sqlite",
                    "PORCHLIGHT_STORE_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                ], input: Array(input.utf8)
            ).run()
            #expect(result.status == 2)
            #expect(result.output == "")
            #expect(result.log.contains(message), "\(result.log)")
            #expect(result.log.split(separator: "\n").count == 1)
            #expect(!result.log.contains(Self.secret))
            #expect(try await bench.run().output == "")
        }
    }

    @Test func anAccountIsNotReplacedByAccident() async throws {
        try await withFolder { folder in
            let bench = Bench(folder: folder)
            func add(_ check: String = "--no-check", _ replace: String? = nil, input: String) async throws
                -> Command.Result
            {
                replace == nil
                    ? try await bench.run("add", "ann", "--cloud", "tuya", "--credentials", "-", check, input: input)
                    : try await bench.run(
                        "add", "ann", "--cloud", "tuya", "--credentials", "-", check, "--replace", input: input)
            }
            #expect(try await add(input: Self.tuya).status == 0)
            let again = try await add(input: Self.tuya.replacingOccurrences(of: "id-1", with: "id-2"))
            #expect(again.status == 2)
            #expect(again.log.contains("--replace"))
            #expect(try await bench.run("show", "ann").output.contains("id-1"))
            let replaced = try await add(
                "--no-check", "--replace", input: Self.tuya.replacingOccurrences(of: "id-1", with: "id-2"))
            #expect(replaced.status == 0)
            #expect(try await bench.run("show", "ann").output.contains("id-2"))
        }
    }

    @Test func theFieldsComeFromTheEnvironment() async throws {
        try await withFolder { folder in
            let bench = Bench(folder: folder)
            let added = try await bench.run(
                "add", "ann", "--cloud", "tuya", "--environment", "--no-check",
                environment: [
                    "PORCHLIGHT_TUYA_CLIENT_ID": "id-e", "PORCHLIGHT_TUYA_CLIENT_SECRET": Self.secret,
                    "PORCHLIGHT_TUYA_REGION": "eu",
                ])
            #expect(added.status == 0, "\(added.log)")
            #expect(
                try await bench.run("show", "ann").output
                    == "tuya  default  client_id id-e, client_secret (set), region eu\n")
        }
    }

    /// The account is checked at the cloud first. A refused one is not stored.
    @Test func theAccountIsTried() async throws {
        let fake = FakeTuya(clock: { Int64(Date().timeIntervalSince1970 * 1000) })
        try await LoopbackServer.run(tls: false, fake.answer) { server in
            try await withFolder { folder in
                let bench = Bench(folder: folder)
                func account(_ secret: String) -> String {
                    """
                    {"client_id": "\(FakeTuya.clientId)", "client_secret": "\(secret)", "user_id": "\(FakeTuya.userId)",
                    "base_url": "\(server.url)"}
                    """
                }
                let refused = try await bench.run(
                    "add", "ann", "--cloud", "tuya", "--credentials", "-", input: account("wrong"))
                #expect(refused.status == 1)
                #expect(refused.log.contains("client_secret does not belong to client_id"), "\(refused.log)")
                #expect(try await bench.run().output == "")
                let added = try await bench.run(
                    "add", "ann", "--cloud", "tuya", "--credentials", "-", input: account(FakeTuya.secret))
                #expect(added.status == 0, "\(added.log)")
                #expect(added.log.contains("devices are listed"))
                #expect(!added.log.contains(FakeTuya.secret))
                #expect(try await bench.run().output == "ann  tuya 1\n")

                // The customer then has these devices.
                let discover = """
                    {"directive": {"header": {"namespace": "Alexa.Discovery", "name": "Discover", "messageId": "m",
                    "payloadVersion": "3"}, "payload": {"scope": {"type": "BearerToken", "token": "t"}}}}
                    """
                let answer = try await Command(
                    arguments: ["handle"],
                    environment: [
                        "PORCHLIGHT_STORE_PATH": folder.path + "/store.sqlite",
                        "PORCHLIGHT_STORE_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                        "PORCHLIGHT_CUSTOMER_ID": "ann",
                    ], input: Array(discover.utf8)
                ).run()
                #expect(answer.output.contains("tuya:plug1"), "\(answer.log)")
            }
        }
    }

    /// On a terminal the fields are prompted for, and a secret is not echoed.
    @Test func aSecretIsNotEchoed() async throws {
        try await withFolder { folder in
            let bench = Bench(folder: folder)
            let command = Command(
                arguments: ["customers", "add", "ann", "--cloud", "amps", "--no-check"],
                environment: [
                    "PORCHLIGHT_STORE_PATH": folder.path + "/store.sqlite",
                    "PORCHLIGHT_STORE_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                ])
            let result = try await command.runOnTerminal(answers: [
                ("api_key (", "sk_test_\(Self.secret)"), ("user_id (", "user-7"), ("base_url (", ""),
            ])
            #expect(result.status == 0, "\(result.output)")
            #expect(result.output.contains("user-7"), "Other fields are echoed.")
            #expect(!result.output.contains(Self.secret))
            #expect(try await bench.run("show", "ann").output == "amps  default  api_key (set), user_id user-7\n")
        }
    }
}
