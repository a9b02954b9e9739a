/// `Alexa.EndpointHealth`: whether an endpoint can be reached, and its condition. Source: Alexa.EndpointHealth. The newest page
/// is titled 3.1 and has connectivity only; an edition titled 3.2 has battery, radioDiagnostics and networkThroughput too.
/// Skills in the field declare these with 3.2 and 3.3.
package enum EndpointHealth: AlexaInterface {
    package static let namespace = "Alexa.EndpointHealth"
    package static let version = "3.1"
    package static let versions = ["3", "3.1", "3.2", "3.3"]
    package static let properties = [
        PropertyKind(
            "connectivity",
            // A reason belongs to UNREACHABLE only.
            .either([
                .object([.required("value", .word([Connectivity.ok.rawValue]))]),
                .object([
                    .required("value", .word([Connectivity.unreachable.rawValue])),
                    .optional(
                        "reason",
                        .word([
                            "WIFI_BAD_PASSWORD", "WIFI_AP_NOT_FOUND", "WIFI_ROUTER_UNREACHABLE",
                            "WIFI_AP_CHANNEL_QUALITY_LOW", "INTERNET_UNREACHABLE", "CAPTIVE_PORTAL_CHECK_FAILED",
                            "UNKNOWN",
                        ])),
                ]),
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
            ]), versions: versionsWithBattery, isUsual: false),
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
            ]), versions: versionsWithBattery, isUsual: false),
        PropertyKind(
            "networkThroughput",
            .object([.required("quality", quality), .optional("bitsPerSecond", .integer(0...Int(Int32.max)))]),
            versions: versionsWithBattery, isUsual: false),
    ]

    /// The versions in which a battery, a radio and a network's throughput can be reported.
    private static let versionsWithBattery = ["3.2", "3.3"]

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
