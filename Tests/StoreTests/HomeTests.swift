import AlexaProtocol
import EventGateway
import Skill
import TestSupport
import Testing
import Timing

/// Known homes.
struct HomeTests {
    private func home(_ cloud: String, _ text: String, at time: Double = 0) -> StoredHome {
        StoredHome(cloud: cloud, endpoints: Array(text.utf8), asOf: .at(time))
    }

    private func texts(_ store: any TestedStore, _ customer: CustomerID = .ann) async throws -> [String] {
        try await store.homes(of: customer, before: .soon).map { home in
            let time = home.asOf.milliseconds - Timestamp.at(0).milliseconds
            return "\(home.cloud) \(String(decoding: home.endpoints, as: UTF8.self)) \(time)"
        }
    }

    @Test(arguments: StoreEngine.available)
    func theNewestOfEachCloudIsKept(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            #expect(try await texts(store).isEmpty)
            try await store.keep(home("tuya", "[1]", at: 1), of: .ann, before: .soon)
            try await store.keep(home("amps", "[2]", at: 2), of: .ann, before: .soon)
            try await store.keep(home("tuya", "[3]", at: 3), of: .ann, before: .soon)
            try await store.keep(home("tuya", "[old]", at: 2), of: .ann, before: .soon)
            try await store.keep(home("tuya", "[bob]"), of: .bob, before: .soon)
        }
        try await place.withStore { store async throws in
            #expect(try await texts(store) == ["amps [2] 2000", "tuya [3] 3000"])
            #expect(try await texts(store, .bob) == ["tuya [bob] 0"])
        }
    }

    @Test(arguments: StoreEngine.available)
    func itGoesWithTheGrant(engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            _ = try await store.accept(.of(.ann))
            try await store.keep(home("tuya", "[1]"), of: .ann, before: .soon)
            _ = try await store.revoke(.of(.ann))
            #expect(try await texts(store).isEmpty)
        }
    }

    /// Sizes around the limit at which DynamoDB needs several items.
    @Test(arguments: [299_999, 300_000, 300_001, 1_000_000], StoreEngine.available)
    func aLargeHomeComesBackWhole(size: Int, engine: StoreEngine) async throws {
        let place = try await engine.place()
        try await place.withStore { store async throws in
            for (time, letter) in [(1.0, "a"), (2, "b"), (0, "c")] {
                try await store.keep(
                    home("tuya", String(repeating: letter, count: size), at: time), of: .ann, before: .soon)
            }
            let kept = try #require(try await store.homes(of: .ann, before: .soon).first)
            #expect(kept.endpoints == Array(repeating: UInt8(ascii: "b"), count: size))
            try await store.keep(home("tuya", "[]", at: 3), of: .ann, before: .soon)
            #expect(try await texts(store) == ["tuya [] 3000"])
        }
    }
}
