/// Why a call of the store failed.
package struct StoreFailure: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    package enum Kind: Hashable, Sendable {
        /// The key is missing, malformed, or not the one that the store was made with.
        case wrongKey
        /// The device is full.
        case full
        /// The file or its folder cannot be written.
        case readOnly
        /// There is no such folder, or no permission to open the file.
        case cannotOpen
        /// Another process holds the file for too long.
        case busy
        /// The store has not answered by the deadline. Whether a change was kept is unknown.
        case timedOut
        /// The file is not a store, or is damaged.
        case damaged
        /// A newer Porchlight has made the file.
        case tooNew
        /// Anything else.
        case other
    }

    /// The kind of failure.
    package let kind: Kind
    /// What happened, why, and what to do; without any secret.
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
