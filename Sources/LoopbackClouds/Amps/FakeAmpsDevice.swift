package import AlexaProtocol

/// A device of the fake's home, with documented members only.
package struct FakeAmpsDevice: Sendable {
    /// The device's id.
    package let id: String
    /// The segment of its path: `battery`, `ev-charger`, `hvac`, `solar-inverter` or `vehicle`.
    package let family: String
    /// The whole description in a read, except for `sync`, `metadata.source` and `lastAction`.
    package var json: JSONObject
    /// `metadata.source`: `cache`, `live`, `fallback` or `projection`.
    package var source = "cache"
    /// `sync.available`.
    package var isAvailable = true
    /// The age of the state in milliseconds.
    package var age: Int64 = 0
    /// The end user that the device belongs to; `nil` for the home's.
    package var owner: String?
    /// The last action.
    package var lastAction: String?
    /// Whether lists omit `commands`, `conflictStrategies` and `settings`.
    package var isShortInLists = false

    /// A device with these members.
    package init(_ id: String, family: String, _ json: JSONObject) {
        self.id = id
        self.family = family
        var json = json
        json["id"] = .string(id)
        self.json = json
    }

    /// `deviceType` of its actions.
    var deviceType: String { family.map { $0 == "-" ? "_" : String($0) }.joined() }

    /// Whether it accepts commands.
    var isWritable: Bool { !(json["commands"]?.object?.isEmpty ?? true) }

    /// Members of the state.
    package var state: JSONObject {
        get { json["state"]?.object ?? [:] }
        set { json["state"] = .object(newValue) }
    }

    /// A home with a device of each family.
    package static let home: [FakeAmpsDevice] = [battery("battery-1"), charger, thermostat, inverter, vehicle]

    /// A home battery with all commands.
    package static func battery(_ id: String) -> FakeAmpsDevice {
        let stop: JSONValue = ["unit": "percent", "min": 15, "max": 95]
        let power: JSONValue = ["unit": "kw", "min": 0, "max": 5]
        let atOnce: JSONValue = ["immediate", "scheduled", "windowed"]
        return FakeAmpsDevice(
            id, family: "battery",
            [
                "vendor": "voltmaker", "metadata": ["model": "Cell 10", "cacheType": "normal"],
                "state": [
                    "status": "idle", "level": 40, "capacity": 8.0, "chargeRate": 0, "dischargeLimit": 15,
                    "currentMode": "auto.balanced",
                ],
                "commands": [
                    "charge": ["parameters": ["target": stop, "power": power], "execution": atOnce],
                    "discharge": ["parameters": ["target": stop, "power": power], "execution": atOnce],
                    "idle": ["parameters": [:], "execution": atOnce],
                    "auto.balanced": ["parameters": [:], "execution": atOnce],
                    "auto.reserve": ["parameters": [:], "execution": ["immediate"]],
                    "auto.export": ["parameters": [:], "execution": ["windowed"]],
                ],
                "conflictStrategies": ["cancel_and_replace", "queue_after"],
                "settings": ["discharge_floor": ["value": 15, "unit": "percent", "min": 0, "max": 100]],
                "currentSchedule": .null,
            ])
    }

    private static let charger = FakeAmpsDevice(
        "charger-1", family: "ev-charger",
        [
            "vendor": "plugmaker", "metadata": ["model": "Wall 11"],
            "state": [
                "status": "available", "isConnected": true, "isCharging": false, "currentPower": 0, "maxCurrent": 16,
                "powerRateLimit": 11,
            ],
            "commands": [
                "charge": ["parameters": [:], "execution": ["immediate", "scheduled"]],
                "idle": ["parameters": [:], "execution": ["immediate", "scheduled"]],
            ],
            "conflictStrategies": ["cancel_and_replace"],
            "settings": ["max_charge_rate": ["value": 7.4, "unit": "kw", "min": 0, "max": 50]],
        ])

    private static let thermostat: FakeAmpsDevice = {
        let setpoint: JSONValue = ["unit": "celsius", "min": 10, "max": 35]
        return FakeAmpsDevice(
            "hvac-1", family: "hvac",
            [
                "vendor": "climatemaker", "metadata": ["model": "Comfort"],
                "state": [
                    "temperature": 20.5, "active": true, "heatSetpoint": 21, "coolSetpoint": 25,
                    "holdType": "permanent", "mode": "heat",
                ],
                "commands": [
                    "heat": ["parameters": ["target": setpoint], "execution": ["immediate"]],
                    "cool": ["parameters": ["target": setpoint], "execution": ["immediate"]],
                    "auto": [
                        "parameters": ["heatSetpoint": setpoint, "coolSetpoint": setpoint],
                        "execution": ["immediate"],
                    ],
                    "idle": ["parameters": [:], "execution": ["immediate"]],
                    "follow_schedule": ["parameters": [:], "execution": ["immediate"]],
                ],
                "conflictStrategies": ["cancel_and_replace"],
            ])
    }()

    private static let inverter = FakeAmpsDevice(
        "solar-1", family: "solar-inverter",
        [
            "vendor": "sunmaker", "metadata": ["model": "Ray"],
            "state": ["status": "normal", "currentPower": 3.2, "producing": true, "energyTotal": 12_345],
            "commands": [:],
        ])

    private static let vehicle = FakeAmpsDevice(
        "car-1", family: "vehicle",
        [
            "vendor": "carmaker", "metadata": ["model": "Roadster"],
            "state": ["status": "charging", "level": 61, "isConnected": true, "isCharging": true], "commands": [:],
        ])
}

/// An accepted command.
struct FakeAmpsAction: Sendable {
    let id: String
    let device: String
    let deviceType: String
    let command: String
    let parameters: JSONObject
    var fate: FakeAmps.Fate
    var state = "acknowledged"
    var reads = 0
    var code: String?
    var details: JSONObject = [:]
    let createdAt: Timestamp
    var start: String?
    var end: String?

    var hasEnded: Bool { ["completed", "failed", "cancelled"].contains(state) }
}
