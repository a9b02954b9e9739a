import AlexaProtocol
import TestSupport
import Testing

@testable import TuyaCloud

/// Conversion of numbers in both directions, over whole ranges: a value that is set is read back unchanged.
struct ConversionTests {
    @Test(arguments: [IntegerType(10...1000), IntegerType(25...255), IntegerType(0...100), IntegerType(1...1000)])
    func everyLevelIsReadAsItWasSet(_ type: IntegerType) {
        for percent in 1...100 {
            #expect(type.level(Double(type.raw(level: percent))) == percent)
        }
    }

    @Test func aRangeOf10To1000IsTenTimesThePercentage() {
        let type = IntegerType(10...1000)
        #expect((1...100).map { type.raw(level: $0) } == (1...100).map { $0 * 10 })
    }

    @Test(arguments: [255.0, 1000]) func everyLevelOfAColourIsReadAsItWasSet(_ brightest: Double) {
        let type = ColourType([:], usesNewColours: brightest == 1000)
        for percent in 1...100 { #expect(type.level(type.value(level: percent)) == percent) }
    }

    @Test func everyColourOfTheDeviceIsSentAsItWasRead() {
        for usesNewColours in [false, true] {
            let type = ColourType([:], usesNewColours: usesNewColours)
            for hue in stride(from: 0.0, through: 360, by: 1) {
                let raw = ColourType.Raw(hue: hue, saturation: (hue / 2).rounded(), value: hue.rounded() / 2 + 1)
                let again = type.raw(type.color(raw))
                #expect(again.hue == raw.hue)
                #expect(again.saturation == raw.saturation)
                #expect(again.value == raw.value.rounded())
            }
        }
    }

    @Test(arguments: [
        IntegerType(50...350, scale: 1, step: 5), IntegerType(5...35), IntegerType(-200...600, scale: 1),
        IntegerType(0...10_000, scale: 2, step: 25), IntegerType(0...123_456, scale: 3),
    ]) func everyRawValueIsSentAsItWasRead(_ type: IntegerType) {
        for raw in stride(from: type.minimum, through: type.maximum, by: type.step) {
            #expect(type.raw(type.decimal(Double(raw))) == raw)
        }
    }

    @Test func setpointsOfHalfDegreesGoBothWaysInBothScales() throws {
        let type = IntegerType(50...350, scale: 1, step: 5)
        for raw in stride(from: 50, through: 350, by: 5) {
            let celsius = Temperature(type.decimal(Double(raw)), .celsius)
            #expect(type.raw(celsius.converted(to: .fahrenheit).converted(to: .celsius).value) == raw)
        }
    }

    @Test(arguments: [IntegerType(0...1000), IntegerType(0...255), IntegerType(0...100)])
    func alexasWhitesAreReadAsTheyWereSet(_ type: IntegerType) throws {
        let point = IntegerPoint(code: "temp_value", reads: type, writes: type, isInverted: false)
        let white = Lamp.White(point: point, kelvins: 2700...6500)
        for kelvin in [2700, 3000, 4000, 5500, 6500] {
            let (command, told) = white.command(kelvin: kelvin)
            let raw = try #require(command.value.number)
            #expect(told == kelvin)
            #expect(white.kelvin(raw, type) == kelvin)
        }
        // A value that is read and set again does not change.
        for raw in type.minimum...type.maximum {
            let kelvin = white.kelvin(Double(raw), type)
            let again = try #require(white.command(kelvin: kelvin).0.value.number)
            #expect(white.kelvin(again, type) == kelvin)
        }
    }

    @Test(arguments: [(0, 0), (10, 0), (41.6, 0), (100, 0)]) func rawValuesStayOnTheStep(_ value: Double, _: Int) {
        let type = IntegerType(3...97, step: 10)
        let raw = type.raw(value)
        #expect(raw == 97 || (raw - 3) % 10 == 0)
        #expect(type.contains(Double(raw)))
    }

    @Test func randomRangesKeepTheirBounds() {
        var random = SplitMix64()
        for _ in 0..<2000 * TestSize.factor {
            let low = Int.random(in: -1000...1000, using: &random)
            let type = IntegerType(
                low...low + Int.random(in: 1...5000, using: &random), scale: Int.random(in: 0...4, using: &random),
                step: Int.random(in: 1...300, using: &random))
            let value = Double.random(in: -2000...8000, using: &random)
            let raw = type.raw(value)
            #expect(type.contains(Double(raw)), "seed \(random.seed)")
            #expect(type.raw(type.decimal(Double(raw))) == raw, "seed \(random.seed)")
            let percent = Int.random(in: 1...100, using: &random)
            #expect(type.contains(Double(type.raw(level: percent))), "seed \(random.seed)")
        }
    }

    @Test func bitsHaveTheirLabels() {
        let point = BitsPoint(code: "fault", labels: ["E1", "low_battery"])
        #expect(point.labels(0) == [])
        #expect(point.labels(0b1011) == ["E1", "low_battery", "bit 3"])
    }

    @Test(arguments: [
        ("℃", Temperature.Scale.celsius, 1.0), ("°C", .celsius, 1), ("C", .celsius, 1), ("c", .celsius, 1),
        ("℉", .fahrenheit, 1), ("°F", .fahrenheit, 1), ("F", .fahrenheit, 1), ("0.5 °C", .celsius, 0.5),
        ("0.5℃", .celsius, 0.5),
    ]) func unitsAreReadInEverySpelling(_ text: String, _ scale: Temperature.Scale, _ factor: Double) throws {
        let unit = try #require(TemperatureUnit.scale(text))
        #expect(unit.scale == scale)
        #expect(unit.factor == factor)
    }

    @Test(arguments: ["", "%", "W", "K", "0°C", "x°C"]) func otherUnitsNameNoScale(_ text: String) {
        #expect(TemperatureUnit.scale(text) == nil)
    }
}
