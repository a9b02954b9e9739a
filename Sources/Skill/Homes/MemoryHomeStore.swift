package import EventGateway
import Synchronization
package import Timing

/// Homes in memory, lost when the process ends. For tests, and where there is no other store.
package final class MemoryHomeStore: HomeStore {
    private let homes = Mutex<[CustomerID: [String: StoredHome]]>([:])

    /// An empty store.
    package init() {}

    package func homes(of customer: CustomerID, before deadline: Deadline) -> [StoredHome] {
        homes.withLock { homes in
            (homes[customer] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
        }
    }

    package func keep(_ home: StoredHome, of customer: CustomerID, before deadline: Deadline) {
        homes.withLock { homes in
            if let present = homes[customer]?[home.cloud], present.asOf > home.asOf { return }
            homes[customer, default: [:]][home.cloud] = home
        }
    }
}
