import AlexaProtocol
import EventGateway
import Foundation
import GRDB

/// Access to the table `grants`, inside a transaction.
struct GrantTable {
    private let db: Database
    private let cipher: RecordCipher

    init(_ db: Database, _ cipher: RecordCipher) {
        self.db = db
        self.cipher = cipher
    }

    func grant(of customer: CustomerID) throws -> Grant? {
        let row = try db.cachedStatement(
            sql: """
                SELECT accepted_at, revision, region, access_token, refresh_token, obtained_at, expires_at
                FROM grants WHERE customer = ?
                """
        ).row([cipher.hash(of: customer)])
        guard let row else { return nil }
        guard let region = Region(rawValue: try row.value(2)),
            let accessToken = cipher.open(try row.value(3), at: .accessToken(customer)),
            let refreshToken = cipher.open(try row.value(4), at: .refreshToken(customer))
        else {
            throw StoreFailure(
                .damaged,
                "A customer's grant in the store is damaged. The customer has to disable the skill and enable it again."
            )
        }
        return Grant(
            customer: customer, acceptedAt: Timestamp(milliseconds: try row.value(0)), revision: try row.value(1),
            region: region,
            accessToken: Secret(String(decoding: accessToken, as: UTF8.self)),
            refreshToken: Secret(String(decoding: refreshToken, as: UTF8.self)),
            obtainedAt: Timestamp(milliseconds: try row.value(5)),
            expiresAt: Timestamp(milliseconds: try row.value(6)))
    }

    func accept(_ grant: Grant) throws -> Bool {
        let stored = try version(of: grant.customer)
        if let stored, stored.acceptedAt > grant.acceptedAt.milliseconds { return false }
        var grant = grant
        // Accepted at the same time: the revision increases, so that a process with the old grant notices the change.
        if let stored, stored.acceptedAt == grant.acceptedAt.milliseconds {
            grant.revision = max(grant.revision, stored.revision + 1)
        }
        try store(grant, endsClaim: true)
        return true
    }

    /// - Parameter endsClaim: whether the update ends a claim on the renewal.
    func update(_ grant: Grant, endsClaim: Bool) throws -> Grant? {
        if let stored = try version(of: grant.customer),
            stored == (grant.acceptedAt.milliseconds, grant.revision)
        {
            var grant = grant
            grant.revision += 1
            try store(grant, endsClaim: endsClaim)
        }
        return try self.grant(of: grant.customer)
    }

    func claimRenewal(of grant: Grant, at now: Timestamp, until: Timestamp) throws -> Bool {
        // A claim further ahead than the longest claim was made before the clock was set back.
        let limit = now.advanced(by: RetryPolicy.longestWait)
        try db.run(
            """
            UPDATE grants SET renewing_until = ?1
            WHERE customer = ?2 AND accepted_at = ?3 AND revision = ?4
                AND (renewing_until <= ?5 OR renewing_until > ?6)
            """,
            [
                until.milliseconds, cipher.hash(of: grant.customer), grant.acceptedAt.milliseconds, grant.revision,
                now.milliseconds, limit.milliseconds,
            ])
        return db.changesCount > 0
    }

    func releaseRenewal(of grant: Grant, claimedUntil: Timestamp) throws {
        // Not by the revision: the region may have changed meanwhile.
        try db.run(
            "UPDATE grants SET renewing_until = 0 WHERE customer = ? AND accepted_at = ? AND renewing_until = ?",
            [cipher.hash(of: grant.customer), grant.acceptedAt.milliseconds, claimedUntil.milliseconds])
    }

    /// Deletes the customer's grant. `false` if there is none, or one that was accepted later than `grant`, which stays.
    func forget(_ grant: Grant) throws -> Bool {
        guard let stored = try version(of: grant.customer), stored.acceptedAt <= grant.acceptedAt.milliseconds else {
            return false
        }
        try db.run("DELETE FROM grants WHERE customer = ?", [cipher.hash(of: grant.customer)])
        return true
    }

    private func version(of customer: CustomerID) throws -> (acceptedAt: Int64, revision: Int)? {
        let row = try db.cachedStatement(sql: "SELECT accepted_at, revision FROM grants WHERE customer = ?")
            .row([cipher.hash(of: customer)])
        return try row.map { (try $0.value(0), try $0.value(1)) }
    }

    private func store(_ grant: Grant, endsClaim: Bool) throws {
        try db.run(
            """
            INSERT INTO grants
                (customer, accepted_at, revision, region, access_token, refresh_token, obtained_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (customer) DO UPDATE SET accepted_at = ?2, revision = ?3, region = ?4, access_token = ?5,
                refresh_token = ?6, obtained_at = ?7, expires_at = ?8, renewing_until = iif(?9, 0, renewing_until)
            """,
            [
                cipher.hash(of: grant.customer), grant.acceptedAt.milliseconds, grant.revision, grant.region.rawValue,
                try cipher.seal(grant.accessToken.exposed.utf8, at: .accessToken(grant.customer)),
                try cipher.seal(grant.refreshToken.exposed.utf8, at: .refreshToken(grant.customer)),
                grant.obtainedAt.milliseconds, grant.expiresAt.milliseconds, endsClaim,
            ])
    }
}
