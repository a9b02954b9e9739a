import AlexaProtocol
import Testing

@Suite("Simulated supplies and scenes")
struct LightSuppliesTests {
    private static func sensor(_ configuration: String) -> String {
        Device.text(
            "InventoryLevelSensor", "level", more: #""instance":"S","configuration":{\#(configuration)}"#)
    }

    @Test(
        arguments: [
            (#""measurement":{"@type":"Volume","unit":"LITER"}"#, ["@type": "Volume", "value": 1, "unit": "LITER"]),
            (#""measurement":{"@type":"Weight","unit":"POUND"}"#, ["@type": "Weight", "value": 1, "unit": "POUND"]),
            (#""measurement":{"@type":"Count"}"#, ["@type": "Count", "value": 1]),
            (#""measurement":{"@type":"Percentage"}"#, ["@type": "Percentage", "value": 100]),
            (#""measurement":{"@type":"Wishes"}"#, ["@type": "Percentage", "value": 100]),
            ("", ["@type": "Percentage", "value": 100]),
        ] as [(String, JSONValue)])
    func somethingIsThereAtFirst(_ configuration: String, _ level: JSONValue) async throws {
        #expect(try await Device(reading: Self.sensor(configuration)).state() == ["S": level])
    }

    @Test func theSeededLevelIsTold() async throws {
        let seed = Device.seed(
            "InventoryLevelSensor", "level", #"{"@type":"Weight","value":850,"unit":"GRAM"}"#, instance: "S")
        let room = try Device(reading: Self.sensor(""), simulation: #"{"state":[\#(seed)]}"#)
        #expect(try await room.state() == ["S": ["@type": "Weight", "value": 850, "unit": "GRAM"]])
    }

    private static let meter = #"{"interface":"Alexa.DeviceUsage.Meter","version":"1.0"}"#

    @Test func aMeterReportsItsIntervals() async throws {
        let intervals: JSONValue = [
            ["usage": 0.25, "start": "2026-01-01T10:00:00.000Z", "end": "2026-01-01T11:00:00.000Z"]
        ]
        let room = try Device(reading: Self.meter, simulation: #"{"electricityIntervals":\#(intervals.text)}"#)
        let reply = try await room.ask("DeviceUsage.Meter.ReportMeasurements")
        #expect(reply.name == "MeasurementsReport")
        #expect(reply.payload == ["electricityIntervals": intervals])
    }

    @Test func aMeterWithoutIntervalsReportsThatNothingWasUsed() async throws {
        let room = try Device(
            reading:
                #"{"interface":"Alexa.DeviceUsage.Meter","configurations":{"energySources":{"naturalGas":{}}}}"#)
        let hour = try await room.ask("DeviceUsage.Meter.ReportMeasurements").payload
        #expect(hour == ["naturalGasIntervals": [interval(from: "2025-12-31T23:00:00.000Z")]])
        let reduce: JSONValue = ["limit": 24, "duration": "PT2H"]
        #expect(try await room.ask("DeviceUsage.Meter.ReduceResolution", reduce).name == "Response")
        let twoHours = try await room.ask("DeviceUsage.Meter.ReportMeasurements").payload
        #expect(twoHours == ["naturalGasIntervals": [interval(from: "2025-12-31T22:00:00.000Z")]])
    }

    @Test func aMeterHearsComplaints() async throws {
        let complaint: JSONValue = ["electricity": ["errorCode": "ANY", "timeOfError": "2026-01-01T11:30:00Z"]]
        let reply = try await Device(reading: Self.meter).ask("DeviceUsage.Meter.InvalidMeasurementError", complaint)
        #expect(reply.name == "Response")
    }

    @Test func scenesStart() async throws {
        let room = try Device(reading: #"{"interface":"Alexa.SceneController","supportsDeactivation":true}"#)
        let reply = try await room.ask("SceneController.Activate")
        #expect(reply.name == "ActivationStarted")
        #expect(
            reply.payload == ["cause": ["type": "VOICE_INTERACTION"], "timestamp": "2026-01-01T00:00:00.000Z"])
        #expect(try await room.ask("SceneController.Deactivate").name == "DeactivationStarted")
    }

    private func interval(from start: String) -> JSONValue {
        ["usage": 0, "start": .string(start), "end": "2026-01-01T00:00:00.000Z"]
    }
}
