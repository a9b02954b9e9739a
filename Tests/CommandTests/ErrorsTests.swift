import AlexaProtocol
import Foundation
import Testing

/// `porchlight errors`: the printed tables.
@Suite struct ErrorsTests {
    private static func rows(_ arguments: [String]) async throws -> [JSONObject] {
        let result = try await Command(arguments: ["errors", "--json"] + arguments).run()
        #expect(result.status == 0)
        #expect(result.log.isEmpty)
        let document = JSONDocument(parsing: Array(result.output.utf8))
        #expect(document.problem == nil)
        return document.value?.array?.compactMap(\.object) ?? []
    }

    @Test(arguments: [[], ["--cloud", "alexa"]])
    func alexasErrorsAreListed(arguments: [String]) async throws {
        let rows = try await Self.rows(arguments)
        #expect(rows.count == ErrorCatalog.kinds.count)
        for row in rows {
            #expect(row.members.map(\.key) == ["type", "namespace", "name", "payloadVersion", "fields"])
            #expect(row["fields"]?.array?.allSatisfy { $0.string != nil } == true)
        }
        let range = rows.first { $0["type"] == "TEMPERATURE_VALUE_OUT_OF_RANGE" }
        #expect(range?["fields"] == ["validRange"] && range?["namespace"] == "Alexa")
    }

    /// The codes of the vendors' own lists.
    static let seeds: [(cloud: String, codes: [String])] = [
        (
            "amps",
            [
                "INVALID_CREDENTIALS", "INVALID_API_KEY", "INVALID_MFA_CODE", "MFA_REQUIRED", "ACCOUNT_LOCKED",
                "UNSUPPORTED_CREDENTIAL_TYPE", "UNSUPPORTED_AUTH_PATH", "CREDENTIAL_NOT_FOUND", "DEVICE_NOT_FOUND",
                "NO_DEVICES_FOUND", "DEVICE_OFFLINE", "DEVICE_UNAUTHORIZED", "COMMAND_FAILED", "COMMAND_NOT_SUPPORTED",
                "BIND_NOT_SUPPORTED", "UNKNOWN_SETTING", "INVALID_PARAMETERS", "INVALID_OEM_PARAMETERS",
                "EXECUTION_NOT_SUPPORTED", "INVALID_TIME_WINDOW", "SCHEDULER_ACTIVE", "SCHEDULER_FULL",
                "MODE_OVERRIDDEN", "VPP_LOCKED", "NETWORK_ERROR", "RATE_LIMITED", "SERVICE_UNAVAILABLE", "TIMEOUT",
                "SIMULATED_FAILURE", "UNKNOWN_ERROR",
            ]
        ),
        (
            "realer",
            [
                "2000", "4000", "4001", "4002", "4003", "4004", "4009", "4013", "4015", "4022", "4029", "5003",
            ]
        ),
        (
            "tuya",
            [500, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1010, 1011, 1012, 1013].map { "\($0)" }
                + (1100...1113).map { "\($0)" } + ["1199", "1400"] + (2001...2010).map { "\($0)" }
                + (2012...2033).map { "\($0)" } + ["2037"] + (2041...2047).map { "\($0)" }
                + (2050...2056).map { "\($0)" } + (2060...2064).map { "\($0)" } + ["2101"]
                + ["1114", "2401", "2406", "-9999999", "28841001", "28841002", "28841003", "28841004", "28841101"]
                + ["28841102", "28841103", "28841104", "28841105", "28841106", "28841107", "60009001"]
        ),
    ]

    @Test(arguments: seeds.indices)
    func everyCodeHasARow(_ index: Int) async throws {
        let (cloud, codes) = Self.seeds[index]
        let rows = try await Self.rows(["--cloud", cloud])
        let listed = rows.filter { $0["context"] == nil }.compactMap { $0["code"]?.string }
        #expect(Set(codes).subtracting(listed) == [])
        #expect(Set(listed).count == listed.count)
        for row in rows {
            #expect(row["code"]?.string != nil && row["meaning"]?.string != nil && row["note"]?.string != nil)
            #expect(row["recovery"]?.string != nil)
            guard let type = row["type"]?.string, let namespace = row["namespace"]?.string else {
                #expect(row["recovery"] == "success", "\(row)")
                continue
            }
            let kind = ErrorCatalog.kinds.first { $0.type == type && $0.header.namespace == namespace }
            let fields = row["fields"]?.array?.compactMap(\.string) ?? []
            #expect(kind != nil, "\(namespace) \(type)")
            #expect(row["name"]?.string == kind?.header.name)
            for field in kind?.fields ?? [] where field.isRequired { #expect(fields.contains(field.name), "\(row)") }
            for field in fields where type != "INVALID_VALUE" {
                #expect(kind?.fields.contains { $0.name == field } == true, "\(row)")
            }
            // These cut the customer's link to the skill, although linking again would not help.
            #expect(!type.hasSuffix("AUTHORIZATION_CREDENTIAL"))
        }
    }

    @Test(arguments: ["alexa", "amps", "realer", "tuya"])
    func peopleReadATable(cloud: String) async throws {
        let rows = try await Self.rows(["--cloud", cloud])
        let result = try await Command(arguments: ["errors", "--cloud", cloud]).run()
        #expect(result.status == 0)
        for row in rows {
            let word = row["code"]?.string ?? row["type"]?.string ?? ""
            #expect(result.output.contains(word), "\(word)")
        }
    }

    @Test func anUnknownCloudIsAUsageError() async throws {
        let result = try await Command(arguments: ["errors", "--cloud", "acme"]).run()
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.log.contains("acme") && result.log.contains("realer"), "\(result.log)")
    }
}
