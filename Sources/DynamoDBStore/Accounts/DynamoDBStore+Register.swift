import AWSClient
import AlexaProtocol
package import EventGateway
package import Skill
package import Timing

/// Changes and lists accounts, for an operator. The items are in the index of due times, in shards of their own, so that
/// customers can be listed without reading the whole table.
extension DynamoDBStore: CustomerRegister {
    package func replace(
        _ accounts: CustomerAccounts, forgettingHomesAt clouds: [String], before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        let customer = cipher.hash(of: accounts.customer)
        let key = ItemKey.accounts(customer)
        let version = Int64.random(in: 1...Int64.max)
        let condition =
            accounts.version.map {
                Write.Condition("\(Self.versionName) = :version", [":version": .whole($0)])
            } ?? .isNew
        let write: Write
        if accounts.accounts.isEmpty {
            write = .delete(key, if: condition)
        } else {
            var item = try attributes(accounts, version: version, in: key)
            item[Query.shardName] = .text(table.customerShard(of: customer))
            item[Query.dueName] = .whole(environment.now().milliseconds)
            write = .put(key, item, if: condition)
        }
        do throws(AWSFailure) {
            try await table.write([write], before: deadline)
        } catch {
            guard case .conditionFailed = error.kind else { throw StoreFailure(error) }
            // An earlier attempt took effect, but its answer was lost.
            let present = Table.presentItem(error)?.whole(Self.versionName)
            guard error.mayHaveTakenEffect, present == (accounts.accounts.isEmpty ? nil : version) else { return false }
        }
        for cloud in clouds { try await forgetHome(of: customer, at: cloud, before: deadline) }
        return true
    }

    package func removeAccounts(
        of customer: CustomerID, before deadline: Deadline
    ) async throws(StoreFailure) -> Bool {
        let hash = cipher.hash(of: customer)
        let exists = Write.Condition("attribute_exists(pk)")
        var existed = true
        do throws(AWSFailure) {
            try await table.write([.delete(.accounts(hash), if: exists)], before: deadline)
        } catch {
            guard case .conditionFailed = error.kind else { throw StoreFailure(error) }
            existed = false
        }
        try await forgetHomes(of: hash, before: deadline)
        return existed
    }

    package func customers(
        from cursor: CustomerPage.Cursor?, limit: Int, before deadline: Deadline
    ) async throws(StoreFailure) -> CustomerPage {
        guard limit > 0 else { return CustomerPage(customers: [], damaged: 0, next: nil) }
        let shards = table.customerShards
        var place = cursor.flatMap { ListingPlace(OutboxPage.Cursor($0.rawValue)) } ?? ListingPlace()
        var customers: [CustomerAccounts] = []
        var damaged = 0
        while place.shard < shards.count, customers.count + damaged < limit {
            var query = Query.shard(shards[place.shard])
            query.limit = limit - customers.count - damaged
            query.start = place.start
            let page = try await asking { [query] table throws(AWSFailure) in
                try await table.query(query, before: deadline)
            }
            let keys = page.items.compactMap { ItemKey($0) }
            let items = try await asking { table throws(AWSFailure) in try await table.items(keys, before: deadline) }
            // The index is eventually consistent: items deleted meanwhile are left out.
            for item in keys.compactMap({ items[$0] }) {
                if let accounts = readAccounts(item) { customers.append(accounts) } else { damaged += 1 }
            }
            if let next = page.next {
                place.start = next
            } else {
                place = ListingPlace(shard: place.shard + 1)
            }
        }
        let next = place.shard < shards.count ? CustomerPage.Cursor(place.cursor.rawValue) : nil
        return CustomerPage(customers: customers, damaged: damaged, next: next)
    }
}
