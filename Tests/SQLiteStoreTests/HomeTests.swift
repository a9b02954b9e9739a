import AlexaProtocol
import EventGateway
import Foundation
import GRDB
import SQLiteStore
import Skill
import TestSupport
import Testing
import Timing

/// What the file discloses about known homes.
struct HomeTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    private func home(_ cloud: String, _ text: String, at time: Double = 0) -> StoredHome {
        StoredHome(cloud: cloud, endpoints: Array(text.utf8), asOf: .at(time))
    }

    private func texts(_ store: SQLiteStore, _ customer: CustomerID = .ann) async throws -> [String] {
        try await store.homes(of: customer, before: .soon).map { home in
            "\(home.cloud) \(String(decoding: home.endpoints, as: UTF8.self)) \(home.asOf.milliseconds - Timestamp.at(0).milliseconds)"
        }
    }

    @Test func nothingOfItIsReadable() async throws {
        let customer = CustomerID("customer-4711")
        let store = try await place.open()
        try await store.keep(home("tuya", "[lamp-4711]"), of: customer, before: .soon)
        for bytes in try place.bytes().values { #expect(bytes.range(of: Data("4711".utf8)) == nil) }
        try await store.close()
    }

    /// A home copied from another customer or cloud, and a changed one.
    @Test(arguments: [
        "UPDATE homes SET endpoints = x'00'", "UPDATE homes SET cloud = 'amps'",
        "UPDATE homes SET customer = (SELECT customer FROM grants)",
    ])
    func aChangedHomeIsNotUsed(change: String) async throws {
        try await place.withStore { store async throws in
            _ = try await store.accept(.of(.bob))
            try await store.keep(home("tuya", "[1]"), of: .ann, before: .soon)
        }
        let database = try place.openDirectly()
        try await database.write { try $0.execute(sql: change) }
        try database.close()
        try await place.withStore { store async throws in
            #expect(try await texts(store).isEmpty)
            #expect(try await texts(store, .bob).isEmpty)
        }
    }
}
