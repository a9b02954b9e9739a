extension Cooking {
    /// The errors of `Alexa.Cooking`; its sub-interfaces use them too.
    package enum Failure: ErrorVocabulary {
        /// The child lock is on.
        case childLock
        /// The time is too long to be safe; `maxCookTime` is the longest safe time.
        case cookDurationTooLong(maxCookTime: ISODuration)
        /// The door has not been opened for long: the appliance is probably empty.
        case doorClosedTooLong
        /// The door is open.
        case doorOpen
        /// The appliance must be preheated first.
        case preheatRequired
        /// The temperature probe must be put in.
        case probeRequired
        /// Cooking remotely has been switched off and must be switched on at the appliance.
        case remoteStartDisabled
        /// The appliance cannot be started remotely.
        case remoteStartNotSupported
        /// The temperature probe must be taken out.
        case removeProbe

        package static let header = ErrorHeader(Cooking.namespace)

        package var nearestGeneric: GenericError {
            switch self {
            case .childLock, .doorClosedTooLong, .doorOpen, .preheatRequired, .probeRequired, .removeProbe:
                .notSupportedInCurrentMode(.other)
            case .cookDurationTooLong: .valueOutOfRange(nil)
            case .remoteStartDisabled, .remoteStartNotSupported: .cloudControlDisabled
            }
        }

        package var type: String {
            switch self {
            case .childLock: "CHILD_LOCK"
            case .cookDurationTooLong: "COOK_DURATION_TOO_LONG"
            case .doorClosedTooLong: "DOOR_CLOSED_TOO_LONG"
            case .doorOpen: "DOOR_OPEN"
            case .preheatRequired: "PREHEAT_REQUIRED"
            case .probeRequired: "PROBE_REQUIRED"
            case .remoteStartDisabled: "REMOTE_START_DISABLED"
            case .remoteStartNotSupported: "REMOTE_START_NOT_SUPPORTED"
            case .removeProbe: "REMOVE_PROBE"
            }
        }

        package var fields: JSONObject {
            guard case .cookDurationTooLong(let longest) = self else { return [:] }
            return ["maxCookTime": .string(longest.description)]
        }

        package static var kinds: [ErrorKind] {
            let plain: [Failure] = [
                .childLock, .doorClosedTooLong, .doorOpen, .preheatRequired, .probeRequired, .remoteStartDisabled,
                .remoteStartNotSupported, .removeProbe,
            ]
            return plain.map(\.kindWithoutFields) + [
                ErrorKind(header, "COOK_DURATION_TOO_LONG", required: ["maxCookTime"]) { fields in
                    fields["maxCookTime"]?.string.flatMap { ISODuration($0) }.map {
                        AlexaErrorType(Failure.cookDurationTooLong(maxCookTime: $0))
                    }
                }
            ]
        }
    }
}
