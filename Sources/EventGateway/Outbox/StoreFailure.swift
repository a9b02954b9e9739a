/// Why a call of the store failed.
package struct StoreFailure: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    package enum Kind: Hashable, Sendable {
        /// The key is missing, malformed, or not the key of the store.
        case wrongKey
        /// The device is full.
        case full
        /// The file or its folder cannot be written.
        case readOnly
        /// There is no such folder, or no permission to open the file.
        case cannotOpen
        /// Another process holds a lock on the file for too long.
        case busy
        /// The store did not answer by the deadline. Whether a change was stored is unknown.
        case timedOut
        /// The file is not a store, or is damaged.
        case damaged
        /// The file was made by a newer version of Porchlight.
        case tooNew
        /// Anything else.
        case other
    }

    /// The kind of failure.
    package let kind: Kind
    /// What happened, why, and what to do; without secrets.
    package let description: String

    /// Whether the same call may succeed later without a restart.
    package var mayPass: Bool {
        switch kind {
        case .full, .busy, .timedOut: true
        case .wrongKey, .readOnly, .cannotOpen, .damaged, .tooNew, .other: false
        }
    }

    /// A failure; `description` says what happened, why, and what to do.
    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
