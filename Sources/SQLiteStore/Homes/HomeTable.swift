import AlexaProtocol
import EventGateway
import Foundation
import GRDB
import Skill

/// Access to the table `homes`, inside a transaction.
struct HomeTable {
    private let db: Database
    private let cipher: RecordCipher

    init(_ db: Database, _ cipher: RecordCipher) {
        self.db = db
        self.cipher = cipher
    }

    func homes(of customer: CustomerID) throws -> [StoredHome] {
        let rows = try db.cachedStatement(
            sql: "SELECT cloud, as_of, endpoints FROM homes WHERE customer = ? ORDER BY cloud"
        ).rows([cipher.hash(of: customer)])
        return try rows.compactMap { row in
            let cloud: String = try row.value(0)
            // A damaged home is left out: the cloud is asked again.
            guard let endpoints = cipher.open(try row.value(2), at: .home(customer, cloud: cloud)) else { return nil }
            return StoredHome(
                cloud: cloud, endpoints: Array(endpoints), asOf: Timestamp(milliseconds: try row.value(1)))
        }
    }

    func keep(_ home: StoredHome, of customer: CustomerID) throws {
        try db.run(
            """
            INSERT INTO homes (customer, cloud, as_of, endpoints) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (customer, cloud) DO UPDATE SET as_of = ?3, endpoints = ?4 WHERE as_of <= ?3
            """,
            [
                cipher.hash(of: customer), home.cloud, home.asOf.milliseconds,
                try cipher.seal(home.endpoints, at: .home(customer, cloud: home.cloud)),
            ])
    }
}
