import AlexaProtocol

@testable import TuyaCloud

extension CategoryTests {
    static let golden = lightsAndDoors + climate + sensorsAndOthers

    private static let lightsAndDoors: [Device] = [
        Device(
            "colour lamp", .colourLamp,
            """
            tuya:dev1 "Thing" LIGHT
              PowerController
              BrightnessController
              ColorController
              ColorTemperatureController
              EndpointHealth
            """),
        Device(
            "lamp of the first format", .oldLamp,
            """
            tuya:dev1 "Thing" LIGHT
              PowerController
              BrightnessController
              ColorController
              ColorTemperatureController
              EndpointHealth
            """),
        Device(
            "lamp without work_mode", .whiteLamp,
            """
            tuya:dev1 "Thing" LIGHT
              PowerController
              BrightnessController
              ColorTemperatureController
              EndpointHealth
            """),
        Device(
            "dimmer with two gangs",
            .of(
                "tgq",
                [
                    "switch_led_1": .bool, "bright_value_1": .int(10...1000), "brightness_min_1": .int(10...1000),
                    "brightness_max_1": .int(10...1000), "switch_led_2": .bool, "bright_value_2": .int(10...1000),
                ]),
            """
            tuya:dev1 "Thing 1" LIGHT
              PowerController
              BrightnessController
              EndpointHealth
            tuya:dev1:switch_led_2 "Thing 2" LIGHT
              PowerController
              BrightnessController
              EndpointHealth
            """),
        Device(
            "plug",
            .of(
                "cz", ["switch_1": .bool, "countdown_1": .int(0...86400, unit: "s")],
                status: ["cur_power": .int(0...50000, scale: 1, unit: "W")]),
            """
            tuya:dev1 "Thing" SMARTPLUG
              PowerController
              RangeController Meter.Power ['power in watts'] 0...5000 by 0.1 read-only
              EndpointHealth
            """),
        Device(
            "power strip", .of("pc", ["switch_1": .bool, "switch_2": .bool, "switch_usb1": .bool]),
            """
            tuya:dev1 "Thing 1" SMARTPLUG
              PowerController
              EndpointHealth
            tuya:dev1:switch_2 "Thing 2" SMARTPLUG
              PowerController
              EndpointHealth
            tuya:dev1:switch_usb1 "Thing USB 1" SMARTPLUG
              PowerController
              EndpointHealth
            """),
        Device(
            "switch with a main one", .of("kg", ["switch": .bool, "switch_1": .bool, "switch_2": .bool]),
            """
            tuya:dev1 "Thing" SWITCH
              PowerController
              EndpointHealth
            tuya:dev1:switch_1 "Thing 1" SWITCH
              PowerController
              EndpointHealth
            tuya:dev1:switch_2 "Thing 2" SWITCH
              PowerController
              EndpointHealth
            """),
        Device(
            "fan",
            .of(
                "fs",
                [
                    "switch": .bool, "fan_speed_percent": .int(1...100),
                    "fan_direction": .words(["forward", "reverse"]),
                    "fan_horizontal": .bool, "mode": .words(["normal", "nature", "sleep"]), "light": .bool,
                    "bright_value": .int(10...1000),
                ]),
            """
            tuya:dev1 "Thing" FAN
              PowerController
              RangeController Fan.Speed [FanSpeed] 1...100 by 1
              ModeController Fan.Direction [Direction] forward='forward' reverse='reverse'
              ModeController Fan.Program [Mode] normal='normal' nature='natural wind' sleep='sleep'
              ToggleController Fan.Oscillation [Oscillate]
              EndpointHealth
            tuya:dev1:light "Thing light" LIGHT
              PowerController
              BrightnessController
              EndpointHealth
            """),
        Device(
            "fan with counted speeds", .of("fs", ["switch": .bool, "fan_speed": .words(["1", "2", "3", "4"])]),
            """
            tuya:dev1 "Thing" FAN
              PowerController
              RangeController Fan.Speed [FanSpeed] 1...4 by 1
              EndpointHealth
            """),
        Device(
            "fan with named speeds",
            .of("fs", ["switch": .bool, "fan_speed_enum": .words(["low", "middle", "high"])]),
            """
            tuya:dev1 "Thing" FAN
              PowerController
              ModeController Fan.Speed [FanSpeed] ordered low=Low middle=Medium high=High
              EndpointHealth
            """),
        Device(
            "curtain", .curtain,
            """
            tuya:dev1 "Thing" INTERIOR_BLIND
              RangeController Cover.Position [Opening,'position'] 0...100 by 1 Alexa.Unit.Percent with semantics
              EndpointHealth
            """),
        Device(
            "curtain of words", .of("cl", ["mach_operate": .words(["ZZ", "FZ", "STOP"])]),
            """
            tuya:dev1 "Thing" INTERIOR_BLIND
              ModeController Cover.Position [Opening,'position'] Position.Open=Open Position.Closed=Close Position.Stop='stop' with semantics
              EndpointHealth
            """),
        Device(
            "curtain with two gangs",
            .of(
                "clkg",
                [
                    "control": .words(["open", "stop", "close"]), "percent_control": .int(0...100),
                    "control_2": .words(["open", "stop", "close"]), "percent_control_2": .int(0...100),
                ]),
            """
            tuya:dev1 "Thing" INTERIOR_BLIND
              RangeController Cover.Position [Opening,'position'] 0...100 by 1 Alexa.Unit.Percent with semantics
              EndpointHealth
            tuya:dev1:control_2 "Thing 2" INTERIOR_BLIND
              RangeController Cover.Position [Opening,'position'] 0...100 by 1 Alexa.Unit.Percent with semantics
              EndpointHealth
            """),
    ]
}
