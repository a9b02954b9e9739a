/// `Alexa.EndpointHealth`: whether an endpoint can be reached, and how it fares. Source: Alexa.EndpointHealth 3.1;
/// battery, radioDiagnostics and networkThroughput from earlier editions of that page.
package enum EndpointHealth: AlexaInterface {
    package static let namespace = "Alexa.EndpointHealth"
    package static let version = "3.1"
    package static let properties = [
        PropertyKind(
            "connectivity",
            .object([
                .required("value", .word(Connectivity.allCases.map(\.rawValue))),
                .optional(
                    "reason",
                    .word([
                        "WIFI_BAD_PASSWORD", "WIFI_AP_NOT_FOUND", "WIFI_ROUTER_UNREACHABLE",
                        "WIFI_AP_CHANNEL_QUALITY_LOW", "INTERNET_UNREACHABLE", "CAPTIVE_PORTAL_CHECK_FAILED",
                        "UNKNOWN",
                    ])),
            ])),
        PropertyKind(
            "battery",
            .object([
                .required(
                    "health",
                    .object([
                        .required("state", .word(["OK", "WARNING", "CRITICAL"])),
                        .optional(
                            "reasons",
                            .list(
                                .word([
                                    "COLD", "DEAD", "OVERHEATED", "OVER_VOLTAGE", "NO_BATTERY", "LOW_CHARGE",
                                    "UNKNOWN",
                                ]))),
                    ])),
                .optional(
                    "chargingHealth",
                    .object([
                        .required("state", .word(["OK", "WARNING", "CRITICAL"])),
                        .optional("reasons", .list(.word(["LOW_POWER", "INCOMPATIBLE_CHARGER", "UNKNOWN"]))),
                    ])),
                .optional("levelPercentage", .integer(0...100)),
            ]), isDeclared: false),
        PropertyKind(
            "radioDiagnostics",
            .object([
                .required("radioType", .word(["WIFI", "BLUETOOTH"])),
                .optional(
                    "signalStrength",
                    .object([.required("quality", quality), .optional("rssiInDBM", .integer(-200...100))])),
                .optional(
                    "signalToNoiseRatio",
                    .object([.required("quality", quality), .optional("snrInDB", .integer(-200...200))])),
            ]), isDeclared: false),
        PropertyKind(
            "networkThroughput",
            .object([.required("quality", quality), .optional("bitsPerSecond", .integer(0...Int(Int32.max)))]),
            isDeclared: false),
    ]

    private static let quality = ValueShape.word(["GOOD", "FAIR", "POOR"])

    /// Whether the endpoint can be reached.
    package enum Connectivity: String, CaseIterable, Sendable {
        /// It answers.
        case ok = "OK"
        /// It does not answer.
        case unreachable = "UNREACHABLE"
    }

    /// `connectivity`.
    package static func connectivity(_ value: Connectivity) -> PropertyState {
        PropertyState(namespace, "connectivity", ["value": .string(value.rawValue)])
    }
}
