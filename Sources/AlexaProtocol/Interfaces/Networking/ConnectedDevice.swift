/// `Alexa.Networking.ConnectedDevice`: what a router knows of a device in its network. Nothing can be asked or reported.
/// Source: Amazon's message schema (July 2025).
///
/// Amazon switched its networking interfaces off on 1 April 2024 (Alexa.Networking.ConnectedDevice, notice). A home that
/// declares them is still answered, but Alexa no longer asks.
package enum ConnectedDevice: AlexaInterface {
    package static let namespace = "Alexa.Networking.ConnectedDevice"

    /// What a router knows of a device.
    package struct StaticInformation: Hashable, Sendable {
        /// Six or eight bytes in hexadecimal, with `:` or `-` between them.
        package var macAddress: String
        /// What the device calls itself.
        package var deviceName: String
        /// Its name in the network.
        package var hostname: String?
        /// Its operating system.
        package var operatingSystem: String?
        /// Who made it.
        package var brand: String?
        /// What they call it.
        package var model: String?
        /// Numbers of DHCPv4 options, with `,` between them.
        package var dhcp4Fingerprint: String?
        /// Numbers of DHCPv6 options, with `,` between them.
        package var dhcp6Fingerprint: String?

        /// The members that are required.
        package init(macAddress: String, deviceName: String) {
            self.macAddress = macAddress
            self.deviceName = deviceName
        }

        fileprivate var json: JSONValue {
            var json: JSONObject = ["macAddress": .string(macAddress), "deviceName": .string(deviceName)]
            json["hostname"] = hostname.map { .string($0) }
            json["operatingSystem"] = operatingSystem.map { .string($0) }
            json["brand"] = brand.map { .string($0) }
            json["model"] = model.map { .string($0) }
            json["dhcp4Fingerprint"] = dhcp4Fingerprint.map { .string($0) }
            json["dhcp6Fingerprint"] = dhcp6Fingerprint.map { .string($0) }
            return .object(json)
        }
    }

    /// A capability for a device with this information.
    package static func capability(_ information: StaticInformation, firstConnection: Timestamp? = nil) -> Capability {
        var configuration: JSONObject = [:]
        configuration["firstConnectionTime"] = firstConnection.map { .string($0.withoutFraction) }
        configuration["staticDeviceInformation"] = information.json
        return Capability(Self.self, configuration: configuration)
    }
}
