package import EventGateway
package import Logging
package import Settings
package import Timing

/// A store for everything that a skill keeps, opened according to the settings.
package protocol SkillStore: GrantStore, PromiseStore, DeliveryQueue, AccountStore {
    /// The store's location and how to connect to it.
    associatedtype Place: StorePlace

    /// Opens the store, or creates it.
    ///
    /// - Throws: if no store is configured, or it cannot be opened before the deadline.
    static func open(_ place: Place, logger: Logger, before deadline: Deadline) async throws(StoreFailure) -> Self
}

/// The settings of a store.
package protocol StorePlace: SettingsSection {
    /// Whether the operator has configured a store.
    var isConfigured: Bool { get }
}
