import AlexaProtocol
import Testing

/// Dependencies between the interfaces of a device: no report may contain two contradictory values.
@Suite("Interfaces of one device")
struct CouplingTests {
    /// A device, its initial state, directives, and the report after them.
    struct Row: CustomTestStringConvertible {
        let title: String
        let capabilities: [String]
        let state: [String]
        let directives: [(String, JSONValue)]
        let report: String

        init(
            _ title: String, _ capabilities: [String], _ state: [String], _ directives: [(String, JSONValue)],
            _ report: String
        ) {
            self.title = title
            self.capabilities = capabilities
            self.state = state
            self.directives = directives
            self.report = report
        }

        var testDescription: String { title }
    }

    private static let power = Device.text("PowerController", "powerState")
    private static let off: (String, JSONValue) = ("PowerController.TurnOff", [:])
    private static let on: (String, JSONValue) = ("PowerController.TurnOn", [:])
    private static let isOn = Device.seed("PowerController", "powerState", #""ON""#)
    private static let isOff = Device.seed("PowerController", "powerState", #""OFF""#)

    private static let oven = [power, Device.text("Cooking", "cookingMode", "foodItem")]
    private static let bakes = Device.seed("Cooking", "cookingMode", #"{"value":"BAKE"}"#)
    private static let player = [
        power, Device.text("PlaybackController"), Device.text("PlaybackStateReporter", "playbackState"),
    ]
    private static let plays = Device.seed("PlaybackStateReporter", "playbackState", #"{"state":"PLAYING"}"#)
    private static let playing = #"playbackState={"state":"PLAYING"} powerState=ON"#
    private static let stopped = #"playbackState={"state":"STOPPED"} powerState=OFF"#
    private static let recorder = [power, Device.text("RecordController", "RecordingState")]
    private static let heater = [
        Device.text(
            "ThermostatController", "targetSetpoint", "thermostatMode",
            more: #""configuration":{"supportedModes":["HEAT","COOL","EM_HEAT","OFF"]}"#),
        Device.text("TemperatureSensor", "temperature"),
        Device.text(
            "ThermostatController.HVAC.Components", "primaryHeaterOperation", "auxiliaryHeaterOperation",
            "coolerOperation", "fanOperation"),
    ]
    private static let heats = [
        Device.seed("ThermostatController", "thermostatMode", #""HEAT""#),
        Device.seed("ThermostatController", "targetSetpoint", #"{"value":20,"scale":"CELSIUS"}"#),
        Device.seed("TemperatureSensor", "temperature", #"{"value":18,"scale":"CELSIUS"}"#),
        Device.seed("ThermostatController.HVAC.Components", "primaryHeaterOperation", #""STAGE_2""#),
        Device.seed("ThermostatController.HVAC.Components", "fanOperation", #""STAGE_1""#),
    ]
    private static let fan = [
        power,
        Device.text(
            "RangeController", "rangeValue",
            more: #"""
                "instance":"Speed","capabilityResources":{"friendlyNames":[
                {"@type":"asset","value":{"assetId":"Alexa.Setting.FanSpeed"}}]},
                "configuration":{"supportedRange":{"minimumValue":0,"maximumValue":10,"precision":1}}
                """#),
    ]
    private static let washer = [
        power, Device.text("TimeHoldController", "holdStartTime", "holdEndTime"),
    ]
    private static let door = [
        Device.text("LockController", "lockState"), Device.text("ContactSensor", "detectionState"),
        Device.text(
            "ToggleController", "toggleState",
            more: #"""
                "instance":"Door","capabilityResources":{"friendlyNames":[
                {"@type":"text","value":{"text":"Wing","locale":"en-US"}}]},"semantics":{"stateMappings":[
                {"@type":"StatesToValue","states":["Alexa.States.Closed"],"value":"OFF"}]}
                """#),
    ]
    private static func parts(_ heater: String, _ auxiliary: String, _ cooler: String, _ fan: String) -> String {
        "auxiliaryHeaterOperation=\(auxiliary) coolerOperation=\(cooler) fanOperation=\(fan) "
            + "primaryHeaterOperation=\(heater)"
    }

    private static let rows: [Row] = [
        Row(
            "an oven that is switched off bakes no longer", oven, [isOn, bakes], [off],
            #"cookingMode={"value":"OFF"} powerState=OFF"#),
        Row(
            "an oven that is off in the home file does not bake", oven, [isOff, bakes], [],
            #"cookingMode={"value":"OFF"} powerState=OFF"#),
        Row(
            "an oven that bakes in the home file is on", oven, [bakes], [],
            #"cookingMode={"value":"BAKE"} powerState=ON"#),
        Row(
            "an oven that is switched on again does not go on baking", oven, [isOn, bakes], [off, on],
            #"cookingMode={"value":"OFF"} powerState=ON"#),
        Row("a speaker that is switched off plays no longer", player, [isOn, plays], [off], stopped),
        Row("a speaker that is off in the home file does not play", player, [isOff, plays], [], stopped),
        Row("a speaker that is off comes on to play", player, [isOff], [("PlaybackController.Play", [:])], playing),
        Row(
            "a speaker that is off comes on to start over", player, [isOff], [("PlaybackController.StartOver", [:])],
            playing),
        Row(
            "a speaker that is off has nothing to pause", player, [isOff], [("PlaybackController.Pause", [:])], stopped),
        Row("a speaker that is off stays so for Next", player, [isOff], [("PlaybackController.Next", [:])], stopped),
        Row(
            "a recorder that is switched off records no longer", recorder, [isOn],
            [("RecordController.StartRecording", [:]), off], "RecordingState=NOT_RECORDING powerState=OFF"),
        Row(
            "a recorder that is off comes on to record", recorder, [isOff], [("RecordController.StartRecording", [:])],
            "RecordingState=RECORDING powerState=ON"),
        Row(
            "a television that is off comes on for an input", [power, Device.text("InputController", "input")], [isOff],
            [("InputController.SelectInput", ["input": "HDMI 1"])], "input=HDMI 1 powerState=ON"),
        Row(
            "a television that is off comes on for a channel", [power, Device.text("ChannelController", "channel")],
            [isOff], [("ChannelController.SkipChannels", ["channelCount": 1])],
            #"channel={"number":"2"} powerState=ON"#),
        Row(
            "a television that is off comes on for an app", [power, Device.text("Launcher", "target")], [isOff],
            [("Launcher.LaunchTarget", ["identifier": "i", "name": "n"])],
            #"powerState=ON target={"name":"n","identifier":"i"}"#),
        Row(
            "a heater that is set to OFF heats no longer", heater, heats,
            [("ThermostatController.SetThermostatMode", ["thermostatMode": ["value": "OFF"]])],
            parts("OFF", "OFF", "OFF", "OFF") + " temperature=18C thermostatMode=OFF"),
        Row(
            "a heater that comes on heats to the setpoint it had", heater, heats,
            [
                ("ThermostatController.SetThermostatMode", ["thermostatMode": ["value": "OFF"]]),
                ("ThermostatController.SetThermostatMode", ["thermostatMode": ["value": "HEAT"]]),
            ],
            parts("STAGE_1", "OFF", "OFF", "STAGE_1")
                + " targetSetpoint=20C temperature=18C thermostatMode=HEAT"),
        Row(
            "a room that is warm enough is not heated", heater, heats,
            [("ThermostatController.SetTargetTemperature", ["targetSetpoint": degrees("17C")])],
            parts("OFF", "OFF", "OFF", "STAGE_1") + " targetSetpoint=17C temperature=18C thermostatMode=HEAT"),
        Row(
            "a warmer setpoint leaves the stage", heater, heats,
            [("ThermostatController.SetTargetTemperature", ["targetSetpoint": degrees("22C")])],
            parts("STAGE_2", "OFF", "OFF", "STAGE_1") + " targetSetpoint=22C temperature=18C thermostatMode=HEAT"),
        Row(
            "emergency heat is the auxiliary heater's", heater, heats,
            [("ThermostatController.SetThermostatMode", ["thermostatMode": ["value": "EM_HEAT"]])],
            parts("OFF", "ON", "OFF", "STAGE_1") + " targetSetpoint=20C temperature=18C thermostatMode=EM_HEAT"),
        Row(
            "a cooler does not heat", heater, heats,
            [("ThermostatController.SetThermostatMode", ["thermostatMode": ["value": "COOL"]])],
            parts("OFF", "OFF", "OFF", "STAGE_1") + " targetSetpoint=24C temperature=18C thermostatMode=COOL"),
        Row(
            "an air conditioner that is switched off is in the mode OFF", [power] + heater, [isOn] + heats, [off],
            parts("OFF", "OFF", "OFF", "OFF") + " powerState=OFF temperature=18C thermostatMode=OFF"),
        Row(
            "an air conditioner goes back to its mode", [power] + heater, [isOn] + heats, [off, on],
            parts("STAGE_1", "OFF", "OFF", "STAGE_1")
                + " powerState=ON targetSetpoint=20C temperature=18C thermostatMode=HEAT"),
        Row(
            "the mode OFF switches an air conditioner off", [power] + heater, [isOn] + heats,
            [("ThermostatController.SetThermostatMode", ["thermostatMode": ["value": "OFF"]])],
            parts("OFF", "OFF", "OFF", "OFF") + " powerState=OFF temperature=18C thermostatMode=OFF"),
        Row(
            "a fan at speed 0 is off", fan, [isOn], [("RangeController.SetRangeValue", ["rangeValue": 0])],
            "Speed=0 powerState=OFF"),
        Row(
            "a fan that is off comes on for a speed", fan, [isOff],
            [("RangeController.SetRangeValue", ["rangeValue": 4])],
            "Speed=4 powerState=ON"),
        Row(
            "a fan goes back to its speed", fan, [isOn],
            [
                ("RangeController.SetRangeValue", ["rangeValue": 4]),
                ("RangeController.SetRangeValue", ["rangeValue": 0]), on,
            ], "Speed=4 powerState=ON"),
        Row(
            "a washer that is switched off is not on hold", washer, [isOn],
            [("TimeHoldController.Hold", [:]), off], "powerState=OFF"),
        Row(
            "a dimmer goes back to its level", [power, Device.text("PowerLevelController", "powerLevel")], [isOn],
            [
                ("PowerLevelController.SetPowerLevel", ["powerLevel": 30]),
                ("PowerLevelController.SetPowerLevel", ["powerLevel": 0]), on,
            ], "powerLevel=30 powerState=ON"),
        Row(
            "a dimmer that is off counts from 0", [power, Device.text("PercentageController", "percentage")],
            [isOff, Device.seed("PercentageController", "percentage", "80")],
            [("PercentageController.AdjustPercentage", ["percentageDelta": 15])], "percentage=15 powerState=ON"),
        Row(
            "a door that opens is told by its contact", door, [], [("ToggleController.TurnOn", [:])],
            "Door=ON detectionState=DETECTED lockState=LOCKED"),
        Row(
            "a door that closes is told by its contact", door, [],
            [("ToggleController.TurnOn", [:]), ("ToggleController.TurnOff", [:])],
            "Door=OFF detectionState=NOT_DETECTED lockState=LOCKED"),
        Row(
            "a panel that is disarmed sees no burglar, but fire",
            [Device.text("SecurityPanelController", "armState", "burglaryAlarm", "fireAlarm")],
            [
                Device.seed("SecurityPanelController", "armState", #""ARMED_STAY""#),
                Device.seed("SecurityPanelController", "burglaryAlarm", #"{"value":"ALARM"}"#),
                Device.seed("SecurityPanelController", "fireAlarm", #"{"value":"ALARM"}"#),
            ], [("SecurityPanelController.Disarm", [:])],
            #"armState=DISARMED burglaryAlarm={"value":"OK"} fireAlarm={"value":"ALARM"}"#),
    ]

    @Test(arguments: rows)
    func agree(_ row: Row) async throws {
        let device = try Device(
            reading: row.capabilities.joined(separator: ","),
            simulation: #"{"state":[\#(row.state.joined(separator: ","))]}"#)
        for (directive, payload) in row.directives {
            let instance = directive.hasPrefix("Range") ? "Speed" : directive.hasPrefix("Toggle") ? "Door" : nil
            let reply = try await device.ask(directive, payload, instance: instance)
            #expect(reply.name == "Response", "\(directive)")
            #expect(try await reply.summary == device.report(), "\(directive)")
        }
        let told = try await device.report().split(separator: " ").sorted()
        #expect(told == row.report.split(separator: " ").sorted())
    }

    /// Directives that fail on a device that is off, or on a door that is open.
    @Test(
        arguments: [
            (
                power + "," + Device.text("SeekController"), isOff, "SeekController.AdjustSeekPosition",
                ["deltaPositionMilliseconds": 5], "NOT_IN_OPERATION"
            ),
            (
                power + "," + Device.text("ThermostatController", "targetSetpoint", "thermostatMode"), isOff,
                "ThermostatController.SetTargetTemperature", ["targetSetpoint": degrees("20C")], "THERMOSTAT_IS_OFF"
            ),
            (
                Device.text("LockController", "lockState") + "," + Device.text("ContactSensor", "detectionState"),
                Device.seed("ContactSensor", "detectionState", #""DETECTED""#) + ","
                    + Device.seed("LockController", "lockState", #""UNLOCKED""#),
                "LockController.Lock", [:], "NOT_SUPPORTED_IN_CURRENT_MODE"
            ),
        ] as [(String, String, String, JSONValue, String)])
    func refused(
        _ capabilities: String, _ state: String, _ directive: String, _ payload: JSONValue, _ error: String
    ) async throws {
        let device = try Device(reading: capabilities, simulation: #"{"state":[\#(state)]}"#)
        let before = try await device.report()
        #expect(try await device.ask(directive, payload).name == error)
        #expect(try await device.report() == before)
    }
}
