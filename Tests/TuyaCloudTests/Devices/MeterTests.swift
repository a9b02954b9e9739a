import AlexaProtocol
import Testing

@testable import TuyaCloud

/// Readings of electricity meters, converted to one unit each.
struct MeterTests {
    @Test(arguments: [
        ("cur_power", "W", 1, 1235, "Meter.Power rangeValue 123.5"),
        ("cur_power", "", 1, 1235, "Meter.Power rangeValue 123.5"),
        ("cur_power", " kW", 3, 1235, "Meter.Power rangeValue 1235"),
        ("cur_voltage", "V", 1, 2304, "Meter.Voltage rangeValue 230.4"),
        ("cur_voltage", "mV", 0, 2500, "Meter.Voltage rangeValue 2.5"),
        ("cur_current", "mA", 0, 500, "Meter.Current rangeValue 0.5"),
        ("cur_current", "", 0, 500, "Meter.Current rangeValue 0.5"),
        ("cur_current", "A", 2, 250, "Meter.Current rangeValue 2.5"),
        ("add_ele", "kW.h", 3, 2500, "Meter.Energy rangeValue 2.5"),
        ("add_ele", "度", 2, 250, "Meter.Energy rangeValue 2.5"),
        ("forward_energy_total", "Wh", 0, 2500, "Meter.Energy rangeValue 2.5"),
        ("cur_power", "kW", 3, 1001, "Meter.Power rangeValue 1001"),
        ("cur_current", "mA", 0, 9, "Meter.Current rangeValue 0.009"),
    ]) func aMeterIsReadInItsOwnUnit(_ code: String, _ unit: String, _ scale: Int, _ raw: Int, _ report: String) throws
    {
        let bench = try DeviceBench(
            .of("cz", ["switch_1": .bool], status: [code: .int(0...10_000, scale: scale, unit: unit)]))
        #expect(bench.report([code: .number(Double(raw))]) == [report])
        #expect(bench.lines.all == [])
        let range = bench.endpoints[0].capabilities.first {
            $0.instance == report.split(separator: " ").first.map(String.init)
        }
        #expect(range?.properties?.nonControllable == true)
    }

    @Test func aUnitOfSomethingElseIsLeftOutAndNoted() throws {
        let bench = try DeviceBench(
            .of("cz", ["switch_1": .bool], status: ["cur_power": .int(0...10_000, unit: "lx")]))
        #expect(!bench.endpoints[0].readable.contains("Meter"))
        #expect(bench.lines.all == ["data_point dev1 cur_power the unit is not one of power: the point is left out"])
    }

    /// A read returns the last increment, which is not the meter's reading.
    @Test(arguments: [
        #"{"code": "add_ele", "type": "Integer", "report_type": "sum", "values": "{\"min\":0,\"max\":50000,\"scale\":3,\"step\":1}"}"#,
        #"{"code": "add_ele", "type": "Integer", "values": {"min": 0, "max": 50000, "scale": 3, "report_type": "sum"}}"#,
    ]) func incrementsAreNoReading(_ point: String) throws {
        let json = #"{"category": "cz", "functions": [{"code": "switch_1", "type": "Boolean"}], "status": [\#(point)]}"#
        let specification = try #require(
            JSONDocument(parsing: Array(json.utf8)).value.flatMap { TuyaSpecification($0) })
        let bench = try DeviceBench(specification)
        #expect(!bench.endpoints[0].readable.contains("Meter"))
        #expect(bench.report(["add_ele": 12, "switch_1": true]) == ["powerState ON"])
    }
}
