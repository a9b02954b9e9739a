import EventGateway
import Foundation
import GRDB
import Skill

/// Access to the table `accounts`, inside a transaction.
struct AccountTable {
    private let db: Database
    private let cipher: RecordCipher

    init(_ db: Database, _ cipher: RecordCipher) {
        self.db = db
        self.cipher = cipher
    }

    func accounts(of customer: CustomerID) throws -> CustomerAccounts {
        let hash = cipher.hash(of: customer)
        let row = try db.cachedStatement(sql: "SELECT version, body FROM accounts WHERE customer = ?").row([hash])
        guard let row else { return CustomerAccounts(customer) }
        guard let accounts = try accounts(body: row.value(1), of: hash, version: row.value(0)) else {
            throw StoreFailure(
                .damaged,
                "The accounts of a customer in the store are damaged: remove the customer with `porchlight customers remove`"
                    + " and add the accounts again.")
        }
        return accounts
    }

    private func accounts(body: Data, of hash: Data, version: Int64) throws -> CustomerAccounts? {
        cipher.open(body, at: .accounts(hash)).flatMap { CustomerAccounts(Array($0), version: version) }
    }

    func replace(_ accounts: CustomerAccounts, forgettingHomesAt clouds: [String]) throws -> Bool {
        let hash = cipher.hash(of: accounts.customer)
        let present = try db.cachedStatement(sql: "SELECT version FROM accounts WHERE customer = ?").row([hash])
            .map { try $0.value(0) as Int64 }
        guard present == accounts.version else { return false }
        if accounts.accounts.isEmpty {
            try db.run("DELETE FROM accounts WHERE customer = ?", [hash])
        } else {
            try db.run(
                """
                INSERT INTO accounts (customer, version, body) VALUES (?1, ?2, ?3)
                ON CONFLICT (customer) DO UPDATE SET version = ?2, body = ?3
                """,
                [
                    hash, Int64.random(in: 1...Int64.max), try cipher.seal(accounts.bytes, at: .accounts(hash)),
                ])
        }
        for cloud in clouds { try db.run("DELETE FROM homes WHERE customer = ? AND cloud = ?", [hash, cloud]) }
        return true
    }

    func remove(_ customer: CustomerID) throws -> Bool {
        let hash = cipher.hash(of: customer)
        try db.run("DELETE FROM homes WHERE customer = ?", [hash])
        try db.run("DELETE FROM accounts WHERE customer = ?", [hash])
        return db.changesCount > 0
    }

    func customers(from cursor: CustomerPage.Cursor?, limit: Int) throws -> CustomerPage {
        let limit = max(0, limit)
        let last = cursor.flatMap { Int64($0.rawValue) } ?? 0
        let rows = try db.cachedStatement(
            sql: "SELECT id, customer, version, body FROM accounts WHERE id > ? ORDER BY id LIMIT ?"
        ).rows([last, limit])
        var customers: [CustomerAccounts] = []
        for row in rows {
            if let accounts = try accounts(body: row.value(3), of: row.value(1), version: row.value(2)) {
                customers.append(accounts)
            }
        }
        let isLast = limit == 0 || rows.count < limit
        let next: Int64? = isLast ? nil : try rows.last?.value(0)
        return CustomerPage(
            customers: customers, damaged: rows.count - customers.count,
            next: next.map { CustomerPage.Cursor(String($0)) })
    }
}
