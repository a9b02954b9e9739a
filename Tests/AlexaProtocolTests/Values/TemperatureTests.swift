import AlexaProtocol
import TestSupport
import Testing

@Suite("Temperature")
struct TemperatureTests {
    @Test(
        "is converted from scale to scale",
        arguments: [
            (Temperature(0, .celsius), Temperature(32, .fahrenheit)),
            (Temperature(100, .celsius), Temperature(212, .fahrenheit)),
            (Temperature(-40, .celsius), Temperature(-40, .fahrenheit)),
            (Temperature(21.5, .celsius), Temperature(70.7, .fahrenheit)),
            (Temperature(68, .fahrenheit), Temperature(20, .celsius)),
            (Temperature(71, .fahrenheit), Temperature(21.67, .celsius)),
            (Temperature(0, .celsius), Temperature(273.15, .kelvin)),
            (Temperature(300, .kelvin), Temperature(26.85, .celsius)),
            (Temperature(300, .kelvin), Temperature(80.33, .fahrenheit)),
            (Temperature(32, .fahrenheit), Temperature(273.15, .kelvin)),
        ])
    func converted(from: Temperature, to: Temperature) {
        #expect(from.converted(to: to.scale) == to)
    }

    @Test("is not rounded on its own scale", arguments: Temperature.Scale.allCases)
    func unchanged(scale: Temperature.Scale) {
        #expect(Temperature(21.123456, scale).converted(to: scale) == Temperature(21.123456, scale))
    }

    @Test("comes back from another scale to a hundredth of a degree", arguments: Temperature.Scale.allCases)
    func roundTrip(scale: Temperature.Scale) {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<1000 {
            let degrees = (Double.random(in: -100...100, using: &generator) * 10).rounded() / 10
            let back = Temperature(degrees, .celsius).converted(to: scale).converted(to: .celsius)
            #expect(abs(back.value - degrees) < 0.011)
        }
    }

    @Test(
        "a difference is converted without the zero's offset",
        arguments: [
            (Temperature(1, .celsius), Temperature.Scale.fahrenheit, 1.8), (Temperature(9, .fahrenheit), .celsius, 5),
            (Temperature(-9, .fahrenheit), .kelvin, -5), (Temperature(2, .kelvin), .celsius, 2),
            (Temperature(2, .kelvin), .fahrenheit, 3.6), (Temperature(2, .fahrenheit), .fahrenheit, 2),
            (Temperature(0, .fahrenheit), .celsius, 0),
        ])
    func difference(delta: Temperature, scale: Temperature.Scale, degrees: Double) {
        #expect(abs(delta.difference(in: scale) - degrees) < 1e-9)
    }

    @Test(
        "is moved by a difference and keeps its scale",
        arguments: [
            (Temperature(20, .celsius), Temperature(2, .celsius), Temperature(22, .celsius)),
            (Temperature(20, .celsius), Temperature(-3.6, .fahrenheit), Temperature(18, .celsius)),
            (Temperature(68, .fahrenheit), Temperature(1, .celsius), Temperature(69.8, .fahrenheit)),
            (Temperature(68, .fahrenheit), Temperature(1, .kelvin), Temperature(69.8, .fahrenheit)),
            (Temperature(0.1, .celsius), Temperature(0.2, .celsius), Temperature(0.3, .celsius)),
        ])
    func adding(start: Temperature, delta: Temperature, end: Temperature) {
        #expect(start.adding(delta) == end)
    }

    @Test("is read from JSON", arguments: ["25", "25.0", "2.5e1"])
    func read(number: String) {
        #expect(
            Temperature(JSONValue(reading: #"{"value": \#(number), "scale": "CELSIUS", "x": 1}"#))
                == Temperature(25, .celsius))
    }

    @Test(
        "is not read from anything else",
        arguments: [
            "25", #""25""#, "null", "[25]", "{}", #"{"value": 25}"#, #"{"scale": "CELSIUS"}"#,
            #"{"value": "25", "scale": "CELSIUS"}"#, #"{"value": 25, "scale": "celsius"}"#,
            #"{"value": 25, "scale": "RANKINE"}"#, #"{"value": null, "scale": "CELSIUS"}"#,
        ])
    func refused(json: String) {
        #expect(Temperature(JSONValue(reading: json)) == nil)
    }

    @Test("is written to JSON", arguments: Temperature.Scale.allCases)
    func written(scale: Temperature.Scale) {
        #expect(Temperature(21.5, scale).json == ["value": 21.5, "scale": .string(scale.rawValue)])
    }

    @Test(
        "describes itself",
        arguments: [
            (Temperature(21, .celsius), "21 °C"), (Temperature(70.7, .fahrenheit), "70.7 °F"),
            (Temperature(300, .kelvin), "300 K"), (Temperature(1e300, .kelvin), "1e+300 K"),
        ])
    func described(temperature: Temperature, text: String) {
        #expect(temperature.description == text)
    }
}
