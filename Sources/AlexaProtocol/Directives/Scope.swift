/// The credential of a message. Descriptions leave out its token, so that it cannot get into a log.
package struct Scope: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `BearerToken`, or `BearerTokenWithPartition` in Alexa Smart Properties.
    package let type: String
    /// The bearer token.
    package let token: String

    /// A bearer token.
    package init(type: String = "BearerToken", token: String) {
        self.type = type
        self.token = token
    }

    package var description: String { "\(type) (token not shown)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["type": type]) }
}

extension Scope {
    /// Reads `{"type": ..., "token": ...}`; `nil` if there is no token.
    package init?(_ json: JSONValue?) {
        guard let object = json?.object, let token = object["token"]?.string else { return nil }
        self.init(type: object["type"]?.string ?? "BearerToken", token: token)
    }
}
