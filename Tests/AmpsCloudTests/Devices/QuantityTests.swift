import AlexaProtocol
import Testing

@testable import AmpsCloud

struct QuantityTests {
    @Test(arguments: [
        (AmpsUnit.kilowatts, AmpsUnit.watts, 7.4, 7400.0), (.hours, .minutes, 1.5, 90),
        (.celsius, .fahrenheit, 21.5, 70.7),
    ])
    func unitsAreConvertedBothWaysWithoutDrift(_ one: AmpsUnit, _ other: AmpsUnit, _ value: Double, _ same: Double) {
        #expect(one.convert(value, to: other) == same && other.convert(same, to: one) == value)
        for step in 0...10_000 {
            let value = Double(step) / 100
            let back = one.convert(value, to: other).flatMap { other.convert($0, to: one) }
            #expect(abs((back ?? -1) - value) < 1e-5)
        }
    }

    @Test func whatMeasuresSomethingElseIsNotConverted() {
        for one in AmpsUnit.allCases {
            for other in AmpsUnit.allCases where other != one {
                let pairs: [Set<AmpsUnit>] = [[.kilowatts, .watts], [.hours, .minutes], [.celsius, .fahrenheit]]
                #expect((one.convert(1, to: other) != nil) == pairs.contains([one, other]))
            }
        }
    }

    @Test(arguments: [
        (#"{"unit":"percent","min":15,"max":95}"#, 15.0...95), (#"{"unit":"percent","min":95,"max":15}"#, nil),
        (#"{"unit":"percent","min":"15","max":95}"#, 15.0...95), (#"{"unit":"percent","min":"few","max":95}"#, nil),
        (#"{"unit":"percent","min":"nan","max":"inf"}"#, nil), (#"{"unit":"percent"}"#, nil),
    ])
    func boundsAreReadLeniently(_ text: String, _ limits: ClosedRange<Double>?) {
        let json = JSONDocument(parsing: Array(text.utf8)).value?.object ?? [:]
        let bounds = AmpsBounds(json, usual: nil)
        #expect(bounds?.unit == .percent && bounds?.limits == limits)
        #expect(AmpsBounds(["min": 1, "max": 2], usual: nil) == nil)
        #expect(AmpsBounds(["unit": "furlongs", "min": 1, "max": 2], usual: .watts)?.unit == .watts)
    }

    @Test(arguments: [
        (#"{"id":"a","command":"charge","state":"completed"}"#, "a", "charge", true),
        (
            #"{"actionId":"a","type":"battery:set_operation_mode","parameters":{"mode":"idle"},"state":"failed","error":{"code":"X"}}"#,
            "a", "idle", true
        ),
        (#"{"id":"a","state":"queued"}"#, "a", nil, false), (#"{"id":"a"}"#, "a", nil, false),
        (#"{"id":"a","state":"canceled"}"#, "a", nil, true),
    ])
    func actionsOfBothEditionsAreRead(_ text: String, _ id: String, _ command: String?, _ hasEnded: Bool) {
        let action = AmpsAction(JSONDocument(parsing: Array(text.utf8)).value)
        #expect(action?.id == id && action?.command == command && action?.hasEnded == hasEnded)
        #expect(action?.errorCode == (action?.state == .failed ? "X" : nil))
    }

    @Test(arguments: [
        (#"{"id":"a","state":"scheduled","start":"2026-01-01T00:00:00Z"}"#, true),
        (#"{"id":"a","state":"acknowledged","start":"2026-01-01T00:00:00Z","end":null}"#, false),
        (#"{"id":"a","state":"acknowledged","end":"2026-01-01T00:00:00Z"}"#, true),
    ])
    func aPlannedActionIsTold(_ text: String, _ isPlanned: Bool) {
        #expect(AmpsAction(JSONDocument(parsing: Array(text.utf8)).value)?.isPlanned == isPlanned)
    }
}
