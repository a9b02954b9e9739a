import AlexaProtocol
import Assembly
import DeviceCloud
import Foundation
import HTTPTransport
import Logging
import SQLiteStore
import Settings
import Skill
import Testing
import Timing

/// Requirements on every device cloud: its error table and its settings.
@Suite struct DeviceCloudsTests {
    private static let tables = DeviceClouds.errorTables

    @Test func eachCloudHasAName() {
        let names = Self.tables.map(\.cloud)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.utf8.allSatisfy { (0x61...0x7A).contains($0) } })
    }

    @Test func noTableContradictsItself() {
        for table in Self.tables { #expect(table.problems == [], "\(table.cloud)") }
    }

    @Test func everyErrorIsInAlexasCatalogueWithItsFields() {
        let kinds = ErrorCatalog.kinds
        for table in Self.tables {
            for row in table.rows {
                let errors = [row.error].compactMap(\.self) + row.conditions.compactMap(\.error)
                for error in errors {
                    let kind = kinds.first { $0.type == error.type.type && $0.header == error.type.header }
                    #expect(kind != nil, "\(table.cloud) \(row.code)")
                    let fields = Set(error.type.fields.members.map(\.key))
                    for field in kind?.fields ?? [] where field.isRequired {
                        #expect(fields.contains(field.name), "\(table.cloud) \(row.code) lacks \(field.name)")
                    }
                }
            }
        }
    }

    /// Bounds turn a value error into a range error; other errors do not use them.
    @Test func boundsStandWhereAValueIsRefused() {
        for table in Self.tables {
            for row in table.rows where row.fields == .bounds {
                let errors: [CloudErrorType] = [.invalidValue, .valueOutOfRange, .temperatureOutOfRange]
                #expect(row.error.map { errors.contains($0) } == true, "\(table.cloud) \(row.code)")
            }
        }
    }

    /// A fault of ours or of all devices must not blame the customer's device or account.
    @Test func whatOpensTheProjectsBreakerIsOurs() {
        for table in Self.tables {
            for row in table.rows where row.recovery.breaker == .project {
                #expect(row.error == .internalError || row.error == .cloudControlDisabled, "\(table.cloud) \(row.code)")
                #expect(row.recovery.raisesAlarm, "\(table.cloud) \(row.code)")
            }
        }
    }

    /// A row for a missing device requires confirmation by a list in every context.
    @Test func whatSaysThatADeviceIsGoneIsConfirmed() {
        for table in Self.tables {
            for row in table.rows where row.error == .noSuchEndpoint {
                #expect(row.recovery.isConfirmedByList && row.stateReport == .gone, "\(table.cloud) \(row.code)")
                #expect(row.discovery == .skip || row.discovery == .empty, "\(table.cloud) \(row.code)")
            }
        }
    }

    @Test func everyAnswerHasARowAndAUnknownOneIsNoSuccess() {
        for table in Self.tables {
            for call in ErrorRow.Call.allCases {
                for status in 100..<600 {
                    #expect(table.finding("a code of tomorrow", status: status, call).row.error != nil)
                    let bare = table.finding(nil, status: status, call)
                    #expect(bare.row.error != nil || table.row(bare.row.code, call)?.error == nil)
                }
            }
        }
    }

    @Test func secretsAreDeclaredAsSuch() {
        let fields = DeviceClouds.keys + DeviceClouds.lists.flatMap(\.fields)
        for field in fields {
            let isSecret = field.name.hasSuffix("client_secret") || field.name.hasSuffix("api_key")
            #expect(field.isSecret == isSecret, "\(field.name)")
        }
    }

    @Test func withoutAccountsThereIsNoCloud() throws {
        let settings = try AssemblySettings<SQLiteStore>(environment: [:])
        #expect(!settings.clouds.isConfigured)
        let adapters = settings.clouds.adapters(
            try HTTPTransport(), environment: .live, logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
        #expect(adapters.isEmpty)
    }

    @Test func anAccountMakesItsCloud() throws {
        let settings = try AssemblySettings<SQLiteStore>(environment: [
            "PORCHLIGHT_REALER_CLIENT_ID": "cdv_1", "PORCHLIGHT_REALER_CLIENT_SECRET": "s",
            "PORCHLIGHT_REALER_DEVICE_ID": "cdv_1",
        ])
        let adapters = settings.clouds.adapters(
            try HTTPTransport(), environment: .live, logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
        #expect(adapters.map(\.cloud) == ["realer"])
    }
}
