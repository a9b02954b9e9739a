import AlexaProtocol

@testable import TuyaCloud

extension CategoryTests {
    static let sensorsAndOthers: [Device] = [
        Device(
            "lock that may be opened",
            .of(
                "ms", [:],
                status: [
                    "lock_motor_state": .bool, "battery_state": .words(["high", "medium", "low", "poweroff"]),
                    "doorcontact_state": .bool,
                ]), unlock: true,
            """
            tuya:dev1 "Thing" SMARTLOCK
              LockController
              ContactSensor
              EndpointHealth battery
            """),
        Device(
            "lock that may not be opened",
            .of("ms", [:], status: ["closed_opened": .words(["closed", "open"]), "doorcontact_state": .bool]),
            unlock: false,
            """
            tuya:dev1 "Thing" CONTACT_SENSOR
              ContactSensor
              EndpointHealth
            """),
        Device(
            "contact sensor",
            .of("mcs", [:], status: ["doorcontact_state": .bool, "battery_percentage": .int(0...100, unit: "%")]),
            """
            tuya:dev1 "Thing" CONTACT_SENSOR
              ContactSensor
              EndpointHealth battery
            """),
        Device(
            "motion sensor",
            .of(
                "pir", [:],
                status: ["pir": .words(["pir", "none"]), "battery_state": .words(["low", "middle", "high"])]),
            """
            tuya:dev1 "Thing" MOTION_SENSOR
              MotionSensor
              EndpointHealth battery
            """),
        Device(
            "temperature sensor",
            .of(
                "wsdcg", [:],
                status: [
                    "va_temperature": .int(-200...600, scale: 1, unit: "℃"), "va_humidity": .int(0...100, unit: "%"),
                    "battery_percentage": .int(0...100),
                ]),
            """
            tuya:dev1 "Thing" TEMPERATURE_SENSOR
              TemperatureSensor
              HumiditySensor
              EndpointHealth battery
            """),
        Device(
            "air quality monitor",
            .of(
                "hjjcy", [:],
                status: [
                    "temp_current": .int(0...1000, scale: 1, unit: "℃"), "humidity_value": .int(0...1000, scale: 1),
                    "co2_value": .int(0...2000), "pm25_value": .int(0...1000),
                    "ch2o_value": .int(0...1000, scale: 3),
                ]),
            """
            tuya:dev1 "Thing" AIR_QUALITY_MONITOR
              RangeController Air.Dust ['fine dust'] 0...1000 by 1 read-only
              RangeController Air.CarbonDioxide ['carbon dioxide'] 0...2000 by 1 read-only
              RangeController Air.Formaldehyde ['formaldehyde'] 0...1 by 0.001 read-only
              TemperatureSensor
              HumiditySensor
              EndpointHealth
            """),
        Device(
            "smoke sensor", .of("ywbj", [:], status: ["smoke_sensor_status": .words(["alarm", "normal"])]),
            """
            tuya:dev1 "Thing" CONTACT_SENSOR
              ModeController Sensor.Alarm ['smoke'] alarm='alarm' normal='normal' read-only
              ContactSensor
              EndpointHealth
            """),
        Device(
            "water sensor", .of("sj", [:], status: ["watersensor_state": .words(["alarm", "normal"])]),
            """
            tuya:dev1 "Thing" CONTACT_SENSOR
              ModeController Sensor.Alarm ['water leak'] alarm='alarm' normal='normal' read-only
              ContactSensor
              EndpointHealth
            """),
        Device(
            "garage door", .of("ckmkzq", ["switch_1": .bool], status: ["doorcontact_state": .bool]),
            """
            tuya:dev1 "Thing" GARAGE_DOOR
              ModeController GarageDoor.Position ['door position',Opening] Position.Open=Open Position.Closed=Close with semantics
              EndpointHealth
            """),
        Device(
            "vacuum robot",
            .of(
                "sd",
                [
                    "power_go": .bool, "mode": .words(["standby", "smart", "chargego"]),
                    "suction": .words(["gentle", "normal", "strong"]), "switch_charge": .bool,
                ],
                status: [
                    "status": .words(["standby", "cleaning", "charging"]), "electricity_left": .int(0...100, unit: "%"),
                ]),
            """
            tuya:dev1 "Thing" VACUUM_CLEANER
              PowerController
              ModeController Vacuum.Program ['cleaning mode'] standby='standby' smart='smart' chargego='dock'
              ModeController Vacuum.Suction ['suction power'] ordered gentle='gentle' normal='normal' strong='turbo'
              ModeController Vacuum.Activity ['activity'] standby='standby activity' cleaning='cleaning' charging='charging' read-only
              ToggleController Vacuum.Dock ['dock','charging station']
              EndpointHealth battery
            """),
        Device(
            "kettle",
            .of(
                "bh",
                ["start": .bool, "temp_setting_quick_c": .words(["50", "85", "100"]), "keep_warm_setting": .bool],
                status: ["temp_current": .int(0...100, unit: "℃"), "status": .words(["standby", "heating", "warm"])]),
            """
            tuya:dev1 "Thing" OTHER
              PowerController
              ModeController Kettle.Preset [Preset] ordered 50='50' 85='85' 100='100'
              ModeController Kettle.Activity ['activity'] standby='standby' heating='heating' warm='warm' read-only
              ToggleController Kettle.Warm ['keep warm']
              TemperatureSensor
              EndpointHealth
            """),
        Device(
            "unknown lamp", .of("zzz", ["switch_led": .bool, "bright_value": .int(10...1000)]),
            """
            tuya:dev1 "Thing" LIGHT
              PowerController
              BrightnessController
              EndpointHealth
            """),
        Device(
            "unknown sensor", .of("zzz", [:], status: ["temp_current": .int(0...500, scale: 1, unit: "℃")]),
            """
            tuya:dev1 "Thing" TEMPERATURE_SENSOR
              TemperatureSensor
              EndpointHealth
            """),
        Device(
            "unknown switches", .of("zzz", ["switch_1": .bool, "switch_2": .bool]),
            """
            tuya:dev1 "Thing 1" SWITCH
              PowerController
              EndpointHealth
            tuya:dev1:switch_2 "Thing 2" SWITCH
              PowerController
              EndpointHealth
            """),
        Device(
            "unknown thermostat", .of("", ["switch": .bool, "temp_set": .int(5...35, unit: "℃")]),
            """
            tuya:dev1 "Thing" THERMOSTAT
              PowerController
              ThermostatController HEAT OFF 5 °C to 35 °C
              EndpointHealth
            """),
    ]
}
