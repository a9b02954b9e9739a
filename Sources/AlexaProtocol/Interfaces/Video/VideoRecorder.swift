/// `Alexa.VideoRecorder`: plans recordings. Source: Alexa.VideoRecorder; the name of its event from the AVS Device SDK.
package enum VideoRecorder: AlexaInterface {
    package static let namespace = "Alexa.VideoRecorder"
    package static let directives = [
        DirectiveKind("SearchAndRecord", answer: { _ in searchAndRecordResponse(.scheduled) }) {
            payload throws(AlexaError) in Directive.searchAndRecord(try Request(payload))
        },
        DirectiveKind("CancelRecording") { payload throws(AlexaError) in
            Directive.cancelRecording(try Request(payload))
        },
        DirectiveKind("DeleteRecording") { payload throws(AlexaError) in
            Directive.deleteRecording(try Request(payload))
        },
    ]
    package static let properties = [
        PropertyKind("isExtendedRecordingGUIShown", .boolean),
        PropertyKind("storageLevel", .number(0...100)),
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Record what is found, now or when it is shown.
        case searchAndRecord(Request)
        /// Do not record what was planned.
        case cancelRecording(Request)
        /// Delete what was recorded.
        case deleteRecording(Request)
    }

    /// The arguments of all three directives.
    package struct Request: Sendable {
        /// What is meant.
        package let search: VideoSearch
        /// Which of several; `nil` if the customer named none.
        package let quantifier: Quantifier?

        fileprivate init(_ payload: Payload) throws(AlexaError) {
            search = try VideoSearch(payload)
            quantifier = try payload.optionalPayload("quantifier").map { quantifier throws(AlexaError) in
                try quantifier.word("name", Quantifier.self)
            }
        }
    }

    /// `quantifier.name`: which of several recordings.
    package enum Quantifier: String, CaseIterable, Sendable {
        /// Every one.
        case all = "ALL"
        /// The next one.
        case next = "NEXT"
        /// Those not shown before.
        case new = "NEW"
        /// Those that were watched.
        case watched = "WATCHED"
    }

    /// `recordingStatus`.
    package enum RecordingStatus: String, CaseIterable, Sendable {
        /// It will be recorded.
        case scheduled = "SCHEDULED"
        /// It is being recorded.
        case started = "STARTED"
    }

    /// The interface's own answer to SearchAndRecord.
    package static func searchAndRecordResponse(_ status: RecordingStatus) -> Answer {
        Answer(namespace, "SearchAndRecord.Response", ["recordingStatus": .string(status.rawValue)])
    }

    /// `isExtendedRecordingGUIShown`: whether the list of recordings is on the screen.
    package static func isExtendedRecordingGUIShown(_ isShown: Bool) -> PropertyState {
        PropertyState(namespace, "isExtendedRecordingGUIShown", .bool(isShown))
    }

    /// `storageLevel`: how full the storage is, 0 to 100 percent.
    package static func storageLevel(_ percent: Double) -> PropertyState {
        PropertyState(namespace, "storageLevel", .number(percent))
    }
}
