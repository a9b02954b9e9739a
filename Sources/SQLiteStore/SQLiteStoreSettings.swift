import AlexaProtocol
package import EventGateway
package import Logging
package import Settings
import Skill
package import Timing

/// The path of the store and its key.
package struct SQLiteStoreSettings: StorePlace {
    /// The file and the key; `nil` if no store is configured.
    package var location: Location?

    /// Whether a store is configured.
    package var isConfigured: Bool { location != nil }

    /// A file and its key.
    package struct Location: Sendable {
        /// The file.
        package var path: String
        /// The key that tokens and events in it are encrypted with.
        package var key: StoreKey
    }

    /// The path of the store's file.
    package static let path = SettingKey(
        "store.path",
        "the file that keeps grants and events (SQLite). With it `handle` accepts grants and defers slow answers")
    /// The key that the store is encrypted with.
    package static let key = SettingKey(
        "store.key",
        "32 bytes as base64 or hex, `openssl rand -base64 32`: tokens and events in the store are encrypted with it",
        isSecret: true)

    package static let keys = [path, key]

    /// Reads the settings in ``keys``.
    package init(reading reader: inout SettingsReader) {
        switch (reader.text(Self.path), reader.text(Self.key)) {
        case (let path?, let key?):
            do throws(StoreFailure) {
                location = Location(path: path, key: try StoreKey(Secret(key)))
            } catch {
                reader.addProblem(Self.key, "cannot be used. \(error)")
            }
        case (_?, nil):
            reader.addProblem(Self.key, "is missing: the store is encrypted; make one with `openssl rand -base64 32`")
        case (nil, _?):
            reader.addProblem(Self.path, "is missing: the key alone does not say where the store is")
        case (nil, nil):
            break
        }
    }
}

extension SQLiteStore: SkillStore {
    package static func open(
        _ place: SQLiteStoreSettings, logger: Logger, before deadline: Deadline
    ) async throws(StoreFailure) -> SQLiteStore {
        try await open(place, for: .use, logger: logger, before: deadline)
    }

    /// Opens the configured store.
    ///
    /// - Throws: if none is configured, or it cannot be opened before the deadline.
    package static func open(
        _ place: SQLiteStoreSettings, for purpose: Purpose, logger: Logger, before deadline: Deadline
    ) async throws(StoreFailure) -> SQLiteStore {
        guard let location = place.location else {
            let names = SQLiteStoreSettings.keys.map(\.variable).joined(separator: " and ")
            throw StoreFailure(.cannotOpen, "There is no store; set \(names).")
        }
        return try await open(at: location.path, key: location.key, for: purpose, logger: logger, before: deadline)
    }
}
