import AlexaProtocol

@testable import TuyaCloud

extension CategoryTests {
    static let climate: [Device] = [
        Device(
            "thermostat", .thermostat,
            """
            tuya:dev1 "Thing" THERMOSTAT
              PowerController
              ThermostatController AUTO HEAT OFF 5 °C to 35 °C
              TemperatureSensor
              ModeController Climate.Program [Mode,'program'] auto=Auto manual='manual' holiday='holiday'
              ToggleController Device.ChildLock ['child lock']
              EndpointHealth
            """),
        Device(
            "radiator valve",
            .of(
                "wkf", ["mode": .words(["auto", "manual", "eco"]), "temp_set": .int(10...60, scale: 0, unit: "0.5℃")],
                status: ["temp_current": .int(0...500, scale: 1, unit: "℃"), "battery_percentage": .int(0...100)]),
            """
            tuya:dev1 "Thing" THERMOSTAT
              ThermostatController AUTO HEAT ECO 5 °C to 30 °C
              TemperatureSensor
              EndpointHealth battery
            """),
        Device(
            "air conditioner",
            .of(
                "kt",
                [
                    "switch": .bool, "temp_set": .int(16...31, unit: "℃"),
                    "mode": .words(["auto", "cold", "wet", "wind", "hot"]),
                    "fan_speed_enum": .words(["low", "middle", "high", "auto"]), "switch_horizontal": .bool,
                ], status: ["temp_current": .int(-20...100, unit: "℃")]),
            """
            tuya:dev1 "Thing" AIR_CONDITIONER
              PowerController
              ThermostatController AUTO COOL HEAT OFF 16 °C to 31 °C
              TemperatureSensor
              ModeController Climate.Program [Mode,'program'] auto=Auto cold='cool' wet='dry' wind='fan only' hot='heat'
              ModeController Fan.Speed [FanSpeed] low=Low middle=Medium high=High auto='auto fan speed'
              ToggleController Fan.Oscillation [Oscillate]
              EndpointHealth
            """),
        Device(
            "heater",
            .of(
                "qn", ["switch": .bool, "temp_set": .int(5...37, unit: "℃"), "level": .words(["low", "high"])],
                status: ["temp_current": .int(0...50, unit: "℃")]),
            """
            tuya:dev1 "Thing" THERMOSTAT
              PowerController
              ThermostatController HEAT OFF 5 °C to 37 °C
              TemperatureSensor
              ModeController Heater.Level ['heat level'] ordered low=Low high=High
              EndpointHealth
            """),
        Device(
            "water heater",
            .of(
                "rs", ["switch": .bool, "temp_set": .int(30...75, step: 5, unit: "℃")],
                status: ["temp_current": .int(0...100, unit: "℃")]),
            """
            tuya:dev1 "Thing" WATER_HEATER
              PowerController
              ThermostatController HEAT OFF 30 °C to 75 °C
              TemperatureSensor
              EndpointHealth
            """),
        Device(
            "humidifier",
            .of(
                "jsq",
                [
                    "switch": .bool, "humidity_set": .int(30...80, step: 5, unit: "%"),
                    "mode": .words(["auto", "sleep"]), "switch_led": .bool,
                    "colour_data_hsv": .json(TuyaSpecification.newColours),
                ], status: ["humidity_current": .int(0...100, unit: "%")]),
            """
            tuya:dev1 "Thing" OTHER
              PowerController
              RangeController Humidity.Setpoint ['target humidity','humidity setpoint'] 30...80 by 5
              ModeController Device.Program [Mode] auto=Auto sleep='sleep'
              HumiditySensor
              EndpointHealth
            tuya:dev1:light "Thing light" LIGHT
              PowerController
              BrightnessController
              ColorController
              EndpointHealth
            """),
        Device(
            "dehumidifier",
            .of(
                "cs",
                [
                    "switch": .bool, "dehumidify_set_value": .int(25...80, step: 5, unit: "%"),
                    "fan_speed_enum": .words(["low", "high"]), "child_lock": .bool,
                ],
                status: ["humidity_indoor": .int(0...100), "temp_indoor": .int(-20...60), "fault": .bits(["tankfull"])]),
            """
            tuya:dev1 "Thing" OTHER
              PowerController
              RangeController Humidity.Setpoint ['target humidity','humidity setpoint'] 25...80 by 5
              ModeController Fan.Speed [FanSpeed] ordered low=Low high=High
              ToggleController Device.ChildLock ['child lock']
              HumiditySensor
              TemperatureSensor
              EndpointHealth
            """),
        Device(
            "air purifier",
            .of(
                "kj",
                [
                    "switch": .bool, "mode": .words(["manual", "auto", "sleep"]),
                    "fan_speed_enum": .words(["mute", "low", "mid", "high"]),
                ], status: ["pm25": .int(0...999), "filter": .int(0...100, unit: "%")]),
            """
            tuya:dev1 "Thing" AIR_PURIFIER
              PowerController
              RangeController Air.Dust ['fine dust','particulate matter'] 0...999 by 1 read-only
              RangeController Filter.Life ['filter life'] 0...100 by 1 Alexa.Unit.Percent read-only
              ModeController Fan.Speed [FanSpeed] ordered mute=Quiet low=Low mid=Medium high=High
              ModeController Device.Program [Mode] manual='manual' auto=Auto sleep='sleep'
              EndpointHealth
            """),
    ]
}
