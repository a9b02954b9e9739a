// Amazon switched off the interfaces Alexa.Networking on 1 April 2024. Homes that still declare them are sent as they
// are, if Alexa could ever read them.

extension AccessController { package static let isDeprecated = true }
extension HomeNetworkController { package static let isDeprecated = true }

extension ConnectedDevice {
    package static let isDeprecated = true
    package static let rules: [Rule] = [.connectedDevice]

    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool {
        var problem: String?
        inspection.object("configuration", of: &capability) { configuration, inspection in
            if let text = configuration["firstConnectionTime"]?.string, let first = Timestamp(text),
                first.withoutFraction != text
            {
                inspection.note(
                    .connectedDevice, "firstConnectionTime has a fraction", at: "firstConnectionTime",
                    doing: .mended("cut to whole seconds"))
                configuration["firstConnectionTime"] = .string(first.withoutFraction)
            }
            problem = self.problem(with: configuration)
            return true
        }
        if let problem {
            inspection.note(.connectedDevice, problem, at: "configuration", doing: .leftOut("the capability"))
        }
        return problem == nil
    }

    private static func problem(with configuration: JSONObject) -> String? {
        guard let information = configuration["staticDeviceInformation"]?.object,
            information["deviceName"]?.string != nil, let address = information["macAddress"]?.string
        else { return "staticDeviceInformation lacks deviceName or macAddress" }
        guard MACAddress.isValid(address, bytes: [6, 8]) else {
            return "macAddress is not six or eight bytes in hexadecimal with : or -"
        }
        for key in ["dhcp4Fingerprint", "dhcp6Fingerprint"] {
            guard let value = information[key] else { continue }
            guard let text = value.string, isFingerprint(text) else {
                return "\(key) is not numbers with , between them"
            }
        }
        guard let first = configuration["firstConnectionTime"] else { return nil }
        return first.string.flatMap { Timestamp($0) } == nil ? "firstConnectionTime is not ISO 8601 in UTC" : nil
    }

    private static func isFingerprint(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).allSatisfy { number in
            !number.isEmpty && number.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
    }
}

extension Rule {
    static let connectedDevice = Rule(
        "connected-device", costs: .capability, .schema,
        "staticDeviceInformation names the device and its hardware address; firstConnectionTime has whole seconds.",
        "Correct the configuration.")
}
