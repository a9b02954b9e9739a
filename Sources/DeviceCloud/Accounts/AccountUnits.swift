import AlexaProtocol
import EventGateway
import Settings
package import Skill

/// The state of an adapter for one account: its client, its token and its known devices.
package protocol AccountUnit: AnyObject, Sendable {
    /// The account's type.
    associatedtype Account: CloudAccount

    /// The account.
    var account: Account { get }
}

/// The accounts at one cloud, each with its unit: those of the settings, and those of customers in the store.
///
/// An adapter gets a customer's units only from here, so no call can reach an account of another customer.
package struct AccountUnits<Unit: AccountUnit>: Sendable {
    /// The units of the accounts in the settings, in their order.
    package let configured: [Unit]
    private let directory: AccountDirectory?
    private let make: @Sendable (Unit.Account) -> Unit

    /// The accounts of the settings and those in `directory`.
    ///
    /// - Parameter make: creates the unit of an account, without a connection.
    package init(
        _ accounts: [Unit.Account], _ directory: AccountDirectory?, make: @escaping @Sendable (Unit.Account) -> Unit
    ) {
        configured = accounts.map(make)
        self.directory = directory
        self.make = make
    }

    /// The units for the customer of a call: those of the settings that serve the customer; if there are none, those in the
    /// store.
    ///
    /// - Throws: INTERNAL_ERROR if the store fails, or has an account that cannot be used. So a failure is never mistaken for a
    ///   customer without accounts.
    package func of(_ call: AdapterCall) async throws(AdapterFailure) -> [Unit] {
        let mine = configured.filter { $0.account.identity.serves(call.customer) }
        guard mine.isEmpty, let directory else { return mine }
        let linked: [LinkedAccount]
        do throws(StoreFailure) {
            linked = try await directory.accounts(of: call.customer, before: call.answerBy)
        } catch {
            throw AccountFailure.unknown(Unit.Account.cloud, error)
        }
        var units: [Unit] = []
        for account in linked where account.account.cloud == Unit.Account.cloud {
            units.append(try unit(of: account, call))
        }
        return units
    }

    private func unit(of linked: LinkedAccount, _ call: AdapterCall) throws(AdapterFailure) -> Unit {
        if let unit = linked.unit(Unit.self) { return unit }
        do throws(SettingsProblems) {
            return linked.keep(make(try Unit.Account.stored(linked.account, of: call.customer)))
        } catch {
            throw AccountFailure.wrong(linked.account, error)
        }
    }
}

private enum AccountFailure {
    static func unknown(_ cloud: String, _ failure: StoreFailure) -> AdapterFailure {
        AdapterFailure(
            .internalError("the customer's accounts at \(cloud) cannot be read from the store: \(failure)"),
            rule: "\(cloud).accounts_unknown", facts: FailureFacts(isTransient: true))
    }

    static func wrong(_ account: StoredAccount, _ problems: SettingsProblems) -> AdapterFailure {
        AdapterFailure(
            .internalError("the customer's account \(account.name) in the store cannot be used: \(problems)"),
            rule: "\(account.cloud).wrong_account")
    }
}
