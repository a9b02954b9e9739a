import AlexaProtocol

/// A function that a device of a category may have, and its data points. Of several codes, the first that the device has is used.
enum FunctionRow: Sendable {
    /// The main switch: PowerController.
    case power([String])
    /// Brightness, colour and white.
    case lamp(LampCodes)
    /// A curtain or blind.
    case cover(CoverCodes)
    /// A garage door.
    case garage(GarageCodes)
    /// Setpoint, mode and temperature.
    case thermostat(ThermostatRow)
    /// A lock, if the account permits opening it.
    case lock
    /// A number: RangeController.
    case range(RangeRow)
    /// A speed: RangeController if it is a number, ModeController if it is a word.
    case speed(RangeRow)
    /// One of several words: ModeController.
    case mode(ModeRow)
    /// On or off: ToggleController.
    case toggle(ToggleRow)
    /// TemperatureSensor. A room's temperature never has three digits, by which tenths are recognised; that of water may.
    case temperature([String], isOfRoom: Bool = true)
    /// HumiditySensor.
    case humidity([String])
    /// ContactSensor.
    case contact([String])
    /// MotionSensor.
    case motion([String])
}

/// A number, settable or read-only.
struct RangeRow: Hashable, Sendable {
    let instance: String
    let names: [FriendlyName]
    let codes: [String]
    var unit: String?
    /// Whether it can be set.
    var isControl = true
    /// Whether setting it switches the device on.
    var switchesOn = false
    /// The quantity of a meter; `nil` for everything else.
    var quantity: ElectricQuantity?
}

/// One of several words, settable or read-only.
struct ModeRow: Hashable, Sendable {
    let instance: String
    let names: [FriendlyName]
    let codes: [String]
    /// Whether it can be set.
    var isControl = true
    /// Whether setting it switches the device on.
    var switchesOn = false
}

/// Something that is on or off.
struct ToggleRow: Hashable, Sendable {
    let instance: String
    let names: [FriendlyName]
    let codes: [String]
}

/// The points of a lamp.
struct LampCodes: Hashable, Sendable {
    var brightness = ["bright_value_v2", "bright_value", "bright_controller", "bright_value_1"]
    var temperature = ["temp_value_v2", "temp_value", "temp_controller"]
    var colour = ["colour_data_v2", "colour_data", "colour_data_hsv", "color_data_v2"]
    var mode = ["work_mode"]
    /// Points with the ends of the range that a dimmer uses.
    var lowest = "brightness_min_1"
    var highest = "brightness_max_1"

    /// The dimmer of a gang.
    static func gang(_ number: Int) -> LampCodes {
        LampCodes(
            brightness: number == 1
                ? ["bright_value_1", "bright_value", "bright_value_v2"] : ["bright_value_\(number)"],
            temperature: [], colour: [], mode: [], lowest: "brightness_min_\(number)",
            highest: "brightness_max_\(number)")
    }
}

/// The points of a curtain.
struct CoverCodes: Hashable, Sendable {
    /// The position to move to.
    var target = ["percent_control", "position"]
    /// The current position.
    var positions = ["percent_state"]
    var control = ["control", "mach_operate"]
    var situation = ["situation_set"]

    /// The curtain of a gang.
    static func gang(_ number: Int) -> CoverCodes {
        CoverCodes(
            target: ["percent_control_\(number)"], positions: ["percent_state_\(number)"],
            control: ["control_\(number)"], situation: ["situation_set_\(number)"])
    }
}

/// The points of a garage door.
struct GarageCodes: Hashable, Sendable {
    let motor: [String]
    let contact: [String]
}

/// The points of a thermostat.
struct ThermostatRow: Hashable, Sendable {
    var power = ["switch", "switch_1"]
    var mode = ["mode", "work_mode"]
    var setpoint = ["temp_set", "temp_set_f"]
    var sensor = ["temp_current", "temp_current_f"]
    /// The mode of a device without words for modes, and of the word "manual".
    var usualMode = ThermostatController.Mode.heat
    var manualMeansUsual = true
    /// Whether the temperatures are those of a room. They have no step of several degrees and no three digits.
    var isOfRoom = true
}
