/// `Alexa.Networking.AccessController`: whether a device may use the home network. Source: Amazon's message schema (July
/// 2025) for the property; the directive after an implementation, its payload is named like the property.
///
/// Amazon switched its networking interfaces off on 1 April 2024 (Alexa.Networking.ConnectedDevice, notice). A home that
/// declares them is still answered, but Alexa no longer asks.
package enum AccessController: AlexaInterface {
    package static let namespace = "Alexa.Networking.AccessController"
    package static let directives = [
        DirectiveKind("SetNetworkAccess") { payload throws(AlexaError) in
            Directive.setNetworkAccess(try payload.word("networkAccess", NetworkAccess.self))
        }
    ]
    package static let properties = [
        PropertyKind("networkAccess", .word(NetworkAccess.allCases.map(\.rawValue)))
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Let it use the network, or not.
        case setNetworkAccess(NetworkAccess)
    }

    /// Whether a device may use the network.
    package enum NetworkAccess: String, CaseIterable, Sendable {
        /// It may.
        case allowed = "ALLOWED"
        /// It may not.
        case blocked = "BLOCKED"
    }

    /// `networkAccess`.
    package static func networkAccess(_ access: NetworkAccess) -> PropertyState {
        PropertyState(namespace, "networkAccess", .string(access.rawValue))
    }
}
