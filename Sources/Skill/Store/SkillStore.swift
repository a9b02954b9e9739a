package import EventGateway
package import Settings

/// A store for everything that a skill keeps, opened as the settings say. SQLite has one; others follow.
package protocol SkillStore: GrantStore, PromiseStore, DeliveryQueue {
    /// Where the store is, and how it is reached.
    associatedtype Place: SettingsSection

    /// Opens the store, or makes it.
    ///
    /// - Returns: `nil` if none is configured.
    static func open(_ place: Place) async throws(StoreFailure) -> Self?
}
