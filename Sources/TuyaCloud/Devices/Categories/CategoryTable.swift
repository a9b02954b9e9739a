import AlexaProtocol

/// Alexa's functions for Tuya's categories and data points. Sources: Tuya's standard instruction sets, and what public clients
/// read.
enum CategoryTable {
    static let rows: [CategoryRow] = lights + switches + covers + climate + air + sensors + appliances

    private static let byCategory: [String: CategoryRow] = {
        let pairs = rows.flatMap { row in row.categories.map { ($0, row) } }
        return Dictionary(pairs) { first, _ in first }
    }()

    /// The row of a category; for a category that is not listed, that of unknown devices.
    static func row(for category: String) -> CategoryRow { byCategory[category] ?? unknown }

    /// Whether a category is listed.
    static func knows(_ category: String) -> Bool { byCategory[category] != nil }

    // MARK: Lights

    private static let lightSwitch = FunctionRow.power([
        "switch_led", "switch_controller", "light", "switch", "switch_1",
    ])

    private static let lights: [CategoryRow] = [
        CategoryRow(
            "dj dd dc fwd xdd tyndj gyd tyd hxd mbd sz qjdcz dsd bzyd sxd ykq", "Light", "LIGHT",
            [.main([lightSwitch, .lamp(LampCodes()), .motion(["pir_state", "pir"])])]),
        CategoryRow(
            "tgq tgkg tdq", "Dimmer", "LIGHT",
            (1...3).map { number in
                PartRow(
                    key: "switch_led_\(number)", name: "\(number)",
                    functions: [
                        .power(
                            number == 1
                                ? ["switch_led_1", "switch_led", "switch_1", "switch"]
                                : ["switch_led_\(number)", "switch_\(number)"]),
                        .lamp(.gang(number)),
                    ])
            }),
    ]

    // MARK: Switches

    /// A main switch, then the numbered ones and those of USB sockets.
    static let gangs: [PartRow] =
        [.main([.power(["switch"])])]
        + (1...8).map { PartRow(key: "switch_\($0)", name: "\($0)", functions: [.power(["switch_\($0)"])]) }
        + [PartRow(key: "switch_usb", name: "USB", functions: [.power(["switch_usb"])])]
        + (1...6).map {
            PartRow(key: "switch_usb\($0)", name: "USB \($0)", functions: [.power(["switch_usb\($0)"])])
        }

    private static let switches: [CategoryRow] = [
        CategoryRow("kg dlq ckqdkg wkcz", "Switch", "SWITCH", gangs),
        CategoryRow("cz pc", "Plug", "SMARTPLUG", gangs),
    ]

    // MARK: Curtains and doors

    private static let covers: [CategoryRow] = [
        CategoryRow(
            "cl clkg jdcljqr", "Curtain", "INTERIOR_BLIND",
            [.main([.cover(CoverCodes())])]
                + (2...3).map { PartRow(key: "control_\($0)", name: "\($0)", functions: [.cover(.gang($0))]) }
                // One maker's curtains have a plain switch.
                + [PartRow(key: "switch_1", name: "switch", display: "SWITCH", functions: [.power(["switch_1"])])]),
        CategoryRow(
            "ckmkzq", "Garage door", "GARAGE_DOOR",
            (1...3).map { number in
                let suffix = number == 1 ? "" : "_\(number)"
                return PartRow(
                    key: "switch_\(number)", name: "\(number)",
                    functions: [
                        .garage(
                            GarageCodes(
                                motor: ["switch_\(number)"] + (number == 1 ? ["switch"] : []),
                                contact: ["doorcontact_state\(suffix)"]))
                    ])
            }),
        CategoryRow(
            "ms jtmspro jtmsbh bxx gyms hotelms mk videolock photolock", "Lock", "SMARTLOCK",
            [.main([.lock, .contact(["doorcontact_state"])])]),
    ]
}
