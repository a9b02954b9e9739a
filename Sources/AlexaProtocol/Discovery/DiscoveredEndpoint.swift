/// An endpoint of a discovery answer, encoded once: a customer's home changes less often than Alexa asks for it.
package final class DiscoveredEndpoint: Sendable {
    /// The endpoint.
    package let endpoint: Endpoint
    private let compact: [UInt8]

    /// An endpoint that may be sent; see ``DiscoveryRules``.
    package init(_ endpoint: Endpoint) {
        self.endpoint = endpoint
        var json = JSONWriter()
        endpoint.write(to: &json)
        compact = json.bytes
    }

    /// The number of bytes in an answer.
    var size: Int { compact.count }

    func write(to json: inout JSONWriter) {
        if json.isCompact {
            json.write(compact: compact)
        } else {
            endpoint.write(to: &json)
        }
    }
}
