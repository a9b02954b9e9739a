/// Limits of a device that its cloud knows and discovery has no field for. They are checked before the cloud is asked, and
/// never sent to Alexa. The cloud checks limits that are unknown here.
package protocol CapabilityLimits: Hashable, Sendable {
    /// Reads the members that concern the interface, from the file of a home or from a store; `nil` if there is none.
    init?(_ json: JSONObject)
    /// The members that ``init(_:)`` reads.
    var json: JSONObject { get }
}

/// The limits of an interface that has none.
extension Never: CapabilityLimits {
    /// Reads nothing.
    package init?(_ json: JSONObject) { nil }
    package var json: JSONObject { switch self {} }
}

extension Capability {
    /// The limits of one capability, of any interface.
    package struct Limits: Sendable {
        fileprivate let value: any CapabilityLimits

        /// Limits of an interface's own type.
        package init(_ value: some CapabilityLimits) {
            self.value = value
        }

        /// The limits as members of an object.
        package var json: JSONObject { value.json }
    }

    /// The limits in the interface's own type; `nil` if nothing is known, or if the capability is of another interface.
    package func limits<Interface: AlexaInterface>(of _: Interface.Type) -> Interface.Limits? {
        limits?.value as? Interface.Limits
    }

    /// Reads the limits out of `json`, in the form of the capability's interface.
    package mutating func readLimits(_ json: JSONObject) {
        limits = InterfaceCatalog.interface(interface)?.limits(reading: json)
    }
}

extension Capability.Limits: Hashable {
    /// Whether both hold the same limits.
    package static func == (left: Self, right: Self) -> Bool {
        left.value.isEqual(to: right.value)
    }

    /// Hashes what `==` compares.
    package func hash(into hasher: inout Hasher) {
        value.hash(into: &hasher)
    }
}

extension CapabilityLimits {
    fileprivate func isEqual(to other: any CapabilityLimits) -> Bool {
        (other as? Self) == self
    }
}
