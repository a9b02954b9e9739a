package import AlexaProtocol
package import EventGateway
package import Timing

/// A snapshot of the endpoints of one customer at one cloud.
package struct StoredHome: Sendable {
    /// The cloud, one lower-case word.
    package let cloud: String
    /// A JSON array of endpoints as in Discover.Response, each capability with our own limits.
    package let endpoints: [UInt8]
    /// When the cloud listed them.
    package let asOf: Timestamp

    /// A home of these values.
    package init(cloud: String, endpoints: [UInt8], asOf: Timestamp) {
        self.cloud = cloud
        self.endpoints = endpoints
        self.asOf = asOf
    }
}

/// Keeps the endpoints of customers, so that a new process need not list a cloud before its first directive.
package protocol HomeStore: Sendable {
    /// The stored endpoints of a customer, one item per cloud; empty if nothing is stored.
    func homes(of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure) -> [StoredHome]

    /// Stores the endpoints of a customer at one cloud, unless the stored ones are newer.
    func keep(_ home: StoredHome, of customer: CustomerID, before deadline: Deadline) async throws(StoreFailure)
}
