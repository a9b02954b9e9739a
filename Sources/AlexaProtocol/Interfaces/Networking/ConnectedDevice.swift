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

        /// What is known at least.
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

    /// A capability for a device of which that is known.
    package static func capability(_ information: StaticInformation, firstConnection: Timestamp? = nil) -> Capability {
        var configuration: JSONObject = [:]
        configuration["firstConnectionTime"] = firstConnection.map { .string($0.withoutFraction) }
        configuration["staticDeviceInformation"] = information.json
        return Capability(Self.self, configuration: configuration)
    }

    package static func problem(with capability: Capability) -> String? {
        guard let configuration = capability.configuration else { return nil }
        guard let information = configuration["staticDeviceInformation"]?.object,
            information["deviceName"]?.string != nil, let address = information["macAddress"]?.string
        else { return "configuration.staticDeviceInformation must give deviceName and macAddress" }
        guard isMACAddress(address) else {
            return "macAddress must be six or eight bytes in hexadecimal with : or - between them"
        }
        for key in ["dhcp4Fingerprint", "dhcp6Fingerprint"] {
            guard let value = information[key] else { continue }
            guard let fingerprint = value.string, isFingerprint(fingerprint) else {
                return "\(key) must be numbers with , between them"
            }
        }
        if let first = configuration["firstConnectionTime"] {
            guard let text = first.string, Timestamp(text)?.withoutFraction == text else {
                return "firstConnectionTime must be ISO 8601, UTC, in whole seconds"
            }
        }
        return nil
    }

    package static func strictForm(of configuration: JSONObject) -> JSONObject {
        var strict = configuration
        if let first = configuration["firstConnectionTime"]?.string.flatMap({ Timestamp($0) }) {
            strict["firstConnectionTime"] = .string(first.withoutFraction)
        }
        return strict
    }

    private static func isMACAddress(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 17 || bytes.count == 23 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            index % 3 == 2
                ? byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") : Character(Unicode.Scalar(byte)).isHexDigit
        }
    }

    private static func isFingerprint(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).allSatisfy { number in
            !number.isEmpty && number.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
    }
}
