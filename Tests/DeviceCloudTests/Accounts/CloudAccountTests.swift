import AlexaProtocol
import DeviceCloud
import EventGateway
import Foundation
import HTTPTransport
import Settings
import TestSupport
import Testing

/// Accounts at a cloud, from the file, from the environment and from both.
struct CloudAccountTests {
    private struct Account: CloudAccount {
        static let cloud = "acme"
        static let key = SettingKey("key", "a key", isSecret: true)
        static let region = SettingKey("region", "a region", defaultValue: "eu")
        static let fields = [key, region]

        let identity: AccountIdentity
        let key: Secret
        let region: String

        init?(_ identity: AccountIdentity, reading reader: inout AccountReader) {
            let key = reader.secret(Self.key, "Acme shows it")
            let region = reader.choice(Self.region, of: ["eu", "us"])
            guard let key else { return nil }
            (self.identity, self.key, self.region) = (identity, key, region ?? "eu")
        }

        /// Name, key, region, address and customers in one line.
        var line: String {
            let customers = identity.customers.map { $0.map(\.rawValue).sorted().joined(separator: "+") } ?? "all"
            let address = identity.baseURL.map { " \($0)" } ?? ""
            return "\(identity.name) \(key.exposed) \(region) \(customers)\(address)"
        }
    }

    private static func read(
        _ file: String?, _ environment: [String: String] = [:]
    ) throws -> (accounts: [String], problems: [String]) {
        var environment = environment
        let path = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID().uuidString).json")
        if let file {
            try Data(file.utf8).write(to: path)
            environment["PORCHLIGHT_CONFIG"] = path.path
        }
        defer { try? FileManager.default.removeItem(at: path) }
        var reader = SettingsReader(environment, keys: Account.keys, lists: [Account.list])
        let accounts = Account.all(reading: &reader)
        do throws(SettingsProblems) {
            try reader.finish()
            return (accounts.map(\.line), [])
        } catch {
            return (accounts.map(\.line), error.problems)
        }
    }

    private static let two = #"""
        {"clouds": {"acme": {"accounts": [
            {"name": "home", "key": "k1", "region": "US", "customers": ["anna", "ben"]},
            {"key": "k2", "base_url": "http://localhost:1/x"}]}}}
        """#
    private static let one = #"""
        {"clouds": {"acme": {"accounts": [{"name": "home", "region": "us", "customers": "anna"}]}}}
        """#

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var file: String?
        var environment: [String: String] = [:]
        var accounts: [String] = []
        var problems: [String] = []
    }

    static let cases = [
        Case(testDescription: "nothing"),
        Case(
            testDescription: "the environment", environment: ["PORCHLIGHT_ACME_KEY": "k"],
            accounts: ["default k eu all"]),
        Case(
            testDescription: "the file, without a list",
            file: #"{"clouds": {"acme": {"key": "k", "region": "us", "base_url": "http://localhost:1/x"}}}"#,
            accounts: ["default k us all http://localhost:1/x"]),
        Case(
            testDescription: "a list", file: two,
            accounts: ["home k1 us anna+ben", "2 k2 eu all http://localhost:1/x"]),
        Case(
            testDescription: "a list, and one of the environment", file: two,
            environment: ["PORCHLIGHT_ACME_KEY": "k3"],
            accounts: ["home k1 us anna+ben", "2 k2 eu all http://localhost:1/x", "default k3 eu all"]),
        Case(
            testDescription: "one account in the file, its secret in the environment", file: one,
            environment: ["PORCHLIGHT_ACME_KEY": "k", "PORCHLIGHT_ACME_REGION": "eu"], accounts: ["home k eu anna"]),
        Case(
            testDescription: "no key anywhere", file: one,
            problems: ["clouds.acme.accounts[0].key is missing; Acme shows it"]),
        Case(
            testDescription: "no key in the environment", environment: ["PORCHLIGHT_ACME_REGION": "us"],
            problems: ["clouds.acme.key (PORCHLIGHT_ACME_KEY) is missing; Acme shows it"]),
        Case(
            testDescription: "everything wrong at once",
            file: #"""
                {"clouds": {"acme": {"accounts": [
                    {"name": "a", "region": "mars"}, {"name": "a", "key": "s3cret", "base_url": "http://example.com"}]}}}
                """#,
            accounts: ["a s3cret eu all"],
            problems: [
                "clouds.acme.accounts[0].key is missing; Acme shows it",
                "clouds.acme.accounts[0].region must be one of eu, us",
                "clouds.acme.accounts[1].name is that of another account",
                "clouds.acme.accounts[1].base_url cannot be used.",
            ]),
    ]

    @Test(arguments: cases)
    func areReadFromBothPlaces(_ test: Case) throws {
        let (accounts, problems) = try Self.read(test.file, test.environment)
        #expect(accounts == test.accounts)
        #expect(problems.count == test.problems.count, "\(problems)")
        for (problem, expected) in zip(problems, test.problems) { #expect(problem.hasPrefix(expected), "\(problem)") }
        #expect(!problems.joined().contains("s3cret"))
    }

    @Test func anAccountServesItsCustomersOrEverybody() {
        let anna = CustomerID("anna")
        #expect(AccountIdentity(name: "a").serves(anna))
        #expect(AccountIdentity(name: "a", customers: [anna]).serves(anna))
        #expect(!AccountIdentity(name: "a", customers: []).serves(anna))
    }

    @Test func secretsAreSecretInEverySetting() {
        #expect(Account.keys.filter(\.isSecret).map(\.variable) == ["PORCHLIGHT_ACME_KEY"])
        #expect(Account.list.fields.filter(\.isSecret).map(\.name) == ["key"])
        #expect(Account.list.fields.map(\.name) == ["name", "key", "region", "base_url", "customers"])
    }
}
