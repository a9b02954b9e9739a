/// `Alexa.DeviceUsage.Meter`: a device that knows how much energy it used. It reports proactively, and again on request.
/// Source: Alexa.DeviceUsage.Meter; the payloads from Amazon's Alexa Connect Kit and an implementation.
package enum DeviceUsageMeter: AlexaInterface {
    package static let namespace = "Alexa.DeviceUsage.Meter"
    package static let configurationKey = "configurations"
    package static let version = "1.0"
    package static let payloadVersion = "1.0"
    package static let directives = [
        DirectiveKind("ReportMeasurements", answer: nil, Directive.reportMeasurements),
        DirectiveKind("ReduceResolution") { payload throws(AlexaError) in
            Directive.reduceResolution(
                limit: try payload.integer("limit", in: 0...Int(Int32.max)),
                duration: try payload.duration("duration"))
        },
        DirectiveKind("InvalidMeasurementError") { payload throws(AlexaError) in
            let electricity = try payload.optionalPayload("electricity").map(Complaint.init)
            let naturalGas = try payload.optionalPayload("naturalGas").map(Complaint.init)
            guard electricity != nil || naturalGas != nil else {
                throw .invalidDirective("InvalidMeasurementError names neither electricity nor naturalGas")
            }
            return Directive.invalidMeasurementError(electricity: electricity, naturalGas: naturalGas)
        },
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Report what was used since the last report. Answered with ``DeviceUsageMeter/measurementsReport(_:)``.
        case reportMeasurements
        /// Report less often: at most `limit` intervals, each of `duration` at least.
        case reduceResolution(limit: Int, duration: ISODuration)
        /// A report was refused; one of the two has the reason.
        case invalidMeasurementError(electricity: Complaint?, naturalGas: Complaint?)
    }

    /// Why Alexa refuses measurements.
    package struct Complaint: Hashable, Sendable {
        /// Alexa's code; its values are not public.
        package let errorCode: String
        /// When the refused measurement was made.
        package let timeOfError: Timestamp?

        fileprivate init(_ payload: Payload) throws(AlexaError) {
            errorCode = try payload.text("errorCode")
            timeOfError = try payload.optionalTimestamp("timeOfError")
        }
    }

    /// What was used between two moments.
    package struct Interval: Hashable, Sendable {
        /// How much, 0 or more, in the unit that the capability declares.
        package let usage: Double
        /// From when.
        package let start: Timestamp
        /// Until when.
        package let end: Timestamp

        /// `usage` from `start` to `end`.
        package init(_ usage: Double, from start: Timestamp, to end: Timestamp) {
            self.usage = usage
            self.start = start
            self.end = end
        }

        /// Reads `{"usage": 0.21, "start": ..., "end": ...}`; `nil` for anything else.
        package init?(_ json: JSONValue) {
            guard let object = json.object, let usage = object["usage"]?.number, usage >= 0,
                let start = object["start"]?.string.flatMap({ Timestamp($0) }),
                let end = object["end"]?.string.flatMap({ Timestamp($0) }), start <= end
            else { return nil }
            self.init(usage, from: start, to: end)
        }

        fileprivate var json: JSONValue {
            ["usage": .number(usage), "start": .string(start.description), "end": .string(end.description)]
        }
    }

    /// What was used, of one form of energy at least.
    package struct Measurements: Hashable, Sendable {
        /// The electricity used.
        package let electricity: [Interval]
        /// The natural gas used.
        package let naturalGas: [Interval]

        /// `nil` if there are no intervals at all: Alexa accepts no empty report.
        package init?(electricity: [Interval] = [], naturalGas: [Interval] = []) {
            guard !electricity.isEmpty || !naturalGas.isEmpty else { return nil }
            self.electricity = electricity
            self.naturalGas = naturalGas
        }

        fileprivate var json: JSONObject {
            var json = JSONObject()
            if !electricity.isEmpty { json["electricityIntervals"] = .array(electricity.map(\.json)) }
            if !naturalGas.isEmpty { json["naturalGasIntervals"] = .array(naturalGas.map(\.json)) }
            return json
        }
    }

    /// What was used: the answer to ReportMeasurements.
    package static func measurementsReport(_ measurements: Measurements) -> Answer {
        Answer(namespace, "MeasurementsReport", payloadVersion: payloadVersion, measurements.json)
    }

    /// What was used, reported proactively, as the interface requires it.
    package static func measurementsReported(_ measurements: Measurements) -> InterfaceEvent {
        InterfaceEvent(namespace, "MeasurementsReport", payloadVersion: payloadVersion, measurements.json)
    }
}
