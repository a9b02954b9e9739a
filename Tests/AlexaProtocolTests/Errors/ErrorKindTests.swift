import AlexaProtocol
import Testing

@Suite("ErrorKind: the fields of an error")
struct ErrorKindTests {
    /// An error type, the fields of a recording, and the fields that are sent.
    struct Row: CustomTestStringConvertible {
        let type: String
        let recorded: String
        let sent: String

        init(_ type: String, _ recorded: String, sent: String? = nil) {
            (self.type, self.recorded, self.sent) = (type, recorded, sent ?? recorded)
        }

        var testDescription: String { "\(type) \(recorded)" }
    }

    private static let celsius = #"{"value": 15, "scale": "CELSIUS"}"#
    private static let fahrenheit = #"{"value": 86, "scale": "FAHRENHEIT"}"#

    static let good =
        [
            Row("ENDPOINT_LOW_POWER", #"{"percentageState": 0}"#),
            Row("ENDPOINT_LOW_POWER", #"{"percentageState": 5.0}"#, sent: #"{"percentageState": 5}"#),
            Row("ENDPOINT_LOW_POWER", #"{"percentageState": 100}"#),
            Row("ENDPOINT_LOW_POWER", #"{"percentageState": "5"}"#, sent: #"{"percentageState": 5}"#),
            Row(
                "NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE",
                #"{"currentChargeState": "FULLY_CHARGED", "currentChargeLevelInPercentage": "100"}"#,
                sent: #"{"currentChargeState": "FULLY_CHARGED", "currentChargeLevelInPercentage": 100}"#),
            Row("VALUE_OUT_OF_RANGE", #"{"validRange": {"minimumValue": -0.5, "maximumValue": 100}}"#),
            Row("VALUE_OUT_OF_RANGE", #"{"validRange": {"minimumValue": 7, "maximumValue": 7}}"#),
            Row("VALUE_OUT_OF_RANGE", #"{"unknown": true}"#, sent: "{}"),
            Row(
                "TEMPERATURE_VALUE_OUT_OF_RANGE",
                #"{"validRange": {"minimumValue": \#(celsius), "maximumValue": \#(fahrenheit)}}"#),
            Row("REQUESTED_SETPOINTS_TOO_CLOSE", #"{"minimumTemperatureDelta": \#(celsius)}"#),
            Row("COOK_DURATION_TOO_LONG", #"{"maxCookTime": "PT90M"}"#, sent: #"{"maxCookTime": "PT1H30M"}"#),
            Row("BYPASS_NEEDED", #"{"endpointsNeedingBypass": []}"#, sent: "{}"),
            Row(
                "BYPASS_NEEDED",
                #"{"endpointsNeedingBypass": [{"friendlyName": "Shed", "endpointId": "contact-shed"}, {"friendlyName": "Attic"}]}"#
            ),
        ]
        + ControlUnavailableReason.allCases.map {
            Row("ENDPOINT_CONTROL_UNAVAILABLE", #"{"reason": "\#($0.rawValue)"}"#)
        }
        + DeviceMode.allCases.map { Row("NOT_SUPPORTED_IN_CURRENT_MODE", #"{"currentDeviceMode": "\#($0.rawValue)"}"#) }
        + ChargeState.allCases.map {
            Row("NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE", #"{"currentChargeState": "\#($0.rawValue)"}"#)
        }

    @Test("are read and sent", arguments: good)
    func read(row: Row) throws {
        let kind = try #require(ErrorCatalog.kind(ofType: row.type, preferring: "Alexa"))
        let error = try #require(kind.error(fields: JSONValue(reading: row.recorded).object ?? [:]))
        #expect(error.type == row.type)
        #expect(error.header == kind.header)
        #expect(error.fields == JSONValue(reading: row.sent).object)
        #expect(Set(error.fields.members.map(\.key)).isSubset(of: kind.fields.map(\.name)))
        // The sent fields are read back unchanged.
        #expect(kind.error(fields: error.fields) == error)
    }

    @Test(
        "are refused if they are not what Amazon lists",
        arguments: [
            Row("ENDPOINT_CONTROL_UNAVAILABLE", #"{"reason": "ASLEEP"}"#),
            Row("ENDPOINT_CONTROL_UNAVAILABLE", #"{"reason": "unknown"}"#),
            Row("ENDPOINT_CONTROL_UNAVAILABLE", #"{"reason": null}"#),
            Row("NOT_SUPPORTED_IN_CURRENT_MODE", #"{"currentDeviceMode": "COLOUR"}"#),
            Row("NOT_SUPPORTED_IN_CURRENT_MODE", #"{"currentDeviceMode": 1}"#),
            Row("NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE", #"{"currentChargeLevelInPercentage": 5}"#),
            Row("NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE", #"{"currentChargeState": "EMPTY"}"#),
            Row(
                "NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE",
                #"{"currentChargeState": "FULLY_CHARGED", "currentChargeLevelInPercentage": 101}"#),
            Row("ENDPOINT_LOW_POWER", #"{"percentageState": -1}"#),
            Row("ENDPOINT_LOW_POWER", #"{"percentageState": 101}"#),
            Row("ENDPOINT_LOW_POWER", #"{"percentageState": 5.5}"#),
            Row("ENDPOINT_LOW_POWER", #"{"percentageState": "low"}"#),
            Row("VALUE_OUT_OF_RANGE", #"{"validRange": [0, 100]}"#),
            Row("VALUE_OUT_OF_RANGE", #"{"validRange": {"minimumValue": 0}}"#),
            Row("VALUE_OUT_OF_RANGE", #"{"validRange": {"minimumValue": 100, "maximumValue": 0}}"#),
            Row("VALUE_OUT_OF_RANGE", #"{"validRange": {"minimumValue": "0", "maximumValue": "1"}}"#),
            Row("VALUE_OUT_OF_RANGE", #"{"validRange": {"minimumValue": \#(celsius), "maximumValue": \#(celsius)}}"#),
            Row("TEMPERATURE_VALUE_OUT_OF_RANGE", #"{"validRange": {"minimumValue": 0, "maximumValue": 1}}"#),
            Row("TEMPERATURE_VALUE_OUT_OF_RANGE", #"{"validRange": {"minimumValue": \#(celsius)}}"#),
            Row("REQUESTED_SETPOINTS_TOO_CLOSE", #"{"minimumTemperatureDelta": 2}"#),
            Row("COOK_DURATION_TOO_LONG", #"{"maxCookTime": 90}"#),
            Row("COOK_DURATION_TOO_LONG", #"{"maxCookTime": "90 minutes"}"#),
            Row("BYPASS_NEEDED", #"{"endpointsNeedingBypass": ["Shed"]}"#),
            Row("BYPASS_NEEDED", #"{"endpointsNeedingBypass": [{"endpointId": "contact-shed"}]}"#),
        ])
    func refused(row: Row) throws {
        let kind = try #require(ErrorCatalog.kind(ofType: row.type, preferring: "Alexa"))
        #expect(kind.error(fields: JSONValue(reading: row.recorded).object ?? [:]) == nil)
    }

    @Test("are told with each kind that has any")
    func fieldNames() {
        let told = ErrorCatalog.kinds.filter { !$0.fields.isEmpty }.map { kind in
            "\(kind.type) \(kind.fields.map { $0.isRequired ? $0.name : "\($0.name)?" }.joined(separator: " "))"
        }
        #expect(
            Set(told) == [
                "ENDPOINT_CONTROL_UNAVAILABLE reason", "ENDPOINT_LOW_POWER percentageState?",
                "NOT_SUPPORTED_IN_CURRENT_MODE currentDeviceMode",
                "NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE currentChargeState currentChargeLevelInPercentage?",
                "TEMPERATURE_VALUE_OUT_OF_RANGE validRange?", "VALUE_OUT_OF_RANGE validRange?",
                "COOK_DURATION_TOO_LONG maxCookTime", "BYPASS_NEEDED endpointsNeedingBypass?",
                "REQUESTED_SETPOINTS_TOO_CLOSE minimumTemperatureDelta",
            ])
    }
}
