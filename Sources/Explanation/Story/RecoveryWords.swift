/// What the words of a row's recovery mean (docs/errors.md, "The columns").
enum RecoveryWords {
    /// What followed a failed attempt.
    enum Sequel {
        /// A retry was planned, after this number of milliseconds.
        case again(Int)
        /// The log has a later request of the same kind.
        case later
        /// Neither.
        case none
    }

    /// What was done about a failed attempt.
    static func sentence(_ recovery: String, _ sequel: Sequel) -> String {
        let words = recovery.split { $0 == "," || $0 == " " }.map { texts[String($0)] }
        let isRetry = words.contains { $0?.isRetry == true }
        let first = words.compactMap { $0?.first }.first
        switch sequel {
        case .again(let wait):
            let after = wait > 0 ? "after \(Words.milliseconds(wait))" : "at once"
            guard let first else {
                let isKnown = isRetry || words.contains { $0 != nil }
                return isKnown ? "It was to be sent again \(after)." : unknown(recovery, after)
            }
            return "\(first), and the request was to be sent again \(after)."
        case .later: return first.map { "\($0). It was asked again later." } ?? "It was asked again later."
        case .none:
            return words.contains { $0 != nil }
                ? "It was not sent again: no further attempt was allowed, or no time was left for it."
                : unknown(recovery, nil)
        }
    }

    private static func unknown(_ recovery: String, _ after: String?) -> String {
        "Recovery: \(Words.quoted(recovery, to: 80))\(after.map { ", \($0)" } ?? "")."
    }

    /// What is done first, and whether the request is sent again as it is.
    private static let texts: [String: (first: String?, isRetry: Bool)] = [
        "retry": (nil, true), "retry-once": (nil, true), "retry-when-told": (nil, true),
        "re-authenticate": ("The access token was renewed", false),
        "sign-again": ("The clock was corrected by the cloud's", false),
        "renew-ticket": ("A new ticket was fetched", false),
    ]
}

/// What the verdicts of a delivery mean.
enum GatewayWords {
    /// A verdict in words, and whether Alexa has the event.
    static func of(_ verdict: String) -> (meaning: String, isAccepted: Bool, advice: String?) {
        switch verdict {
        case "accepted": ("accepted", true, nil)
        case "accepted_unexpectedly": ("accepted, though not with status 202", true, nil)
        case "no_answer":
            (
                "no answer came", false,
                "Check gateway.url, if it is set, and whether this machine reaches the event gateway (`porchlight check`)."
            )
        case "throttled": ("too many events for now", false, nil)
        case "unavailable": ("the gateway is in trouble", false, nil)
        case "token_refused":
            (
                "the customer's token was refused", false,
                "If the renewed token is refused, too, the customer has to disable and enable the skill in the Alexa app."
            )
        case "never_enabled":
            (
                "wrong region, or the skill was never enabled", false,
                "Check that gateway.region is the customer's region; the other regions are tried by themselves."
            )
        case "not_permitted":
            (
                "the skill may not send events", false,
                "Switch on \"Send Alexa Events\" in the developer console, under Permissions, and check the skill's client id and secret in the settings."
            )
        case "revoked": ("the customer has disabled the skill", false, nil)
        case "not_found": ("there is nobody the event could be for", false, nil)
        case "too_large":
            ("the event is too large", false, "Report this as a bug: events are split before they are sent.")
        case "malformed":
            (
                "Alexa refuses the event's form", false,
                "Report this as a bug, with the event (`porchlight outbox show ID`)."
            )
        case "refused": ("refused", false, nil)
        default: (verdict.isEmpty ? "without a verdict" : Words.quoted(verdict, to: 60), false, nil)
        }
    }
}

extension GatewayWords {
    /// Why an event was dropped, in words; `nil` for any other text.
    static func dropped(_ reason: String) -> String? { drops[reason]?.meaning }

    /// What to do about an event that was dropped.
    static func advice(dropped reason: String) -> String? { drops[reason]?.advice }

    private static let drops: [String: (meaning: String, advice: String?)] = [
        "expired": ("it was older than its time to live", nil),
        "revoked": (
            "the customer's grant is revoked",
            "The customer has to disable and enable the skill in the Alexa app, which grants it anew."
        ),
        "no_grant": (
            "the customer has no grant",
            "The customer has to disable and enable the skill in the Alexa app. `AcceptGrant` brings the grant (deploy/README.md)."
        ),
        "not_found": ("Alexa does not know the customer", nil),
        "by_hand": ("`porchlight outbox drop` removed it", nil),
    ]
}

/// What the fixed words of other log lines mean.
enum EventWords {
    static func of(_ event: String) -> String? { texts[event] }

    private static let texts = [
        "account_incomplete": "An account's devices could not all be listed",
        "answer_not_posted": "Lambda did not take the answer",
        "answer_too_large": "The answer was larger than the 6 MB that Lambda passes on",
        "clock_offset": "The cloud's clock differs from this machine's",
        "customer_moved": "The customer was found in another region",
        "data_point": "A data point of the device could not be used",
        "dead_letter": "The event was given up",
        "deferred_cancelled":
            "The deferred work was cancelled because the process had to go on; Alexa gets the stored error",
        "deferred_not_stored": "The outcome of deferred work could not be stored",
        "deferred_store_retry": "The store failed; it was tried again",
        "deferred_too_late": "The deferred work ended too late: its fallback had been sent",
        "device_left_out": "A device was left out of what Alexa is told",
        "device_not_read": "A device could not be read",
        "dropped": "The event was dropped",
        "error_replaced": "The error cannot answer this interface and was replaced",
        "family_not_listed": "A family of devices could not be listed",
        "feature_left_out": "A feature of a device was left out of what Alexa is told",
        "grant_failed": "The grant was not accepted",
        "grant_refused": "The grant was refused because there is no store",
        "grant_revoked": "The customer's grant was removed",
        "homes_not_read": "The customer's known devices could not be read from the store",
        "no_runtime_api": "The program did not find Lambda's Runtime API",
        "not_deferred": "The answer could not be deferred",
        "not_offered": "A device is not offered to Alexa",
        "not_reported": "Lambda could not be told why the program did not start",
        "not_started": "The program did not start",
        "not_withdrawn": "A promised answer could not be withdrawn: Alexa gets the same error twice",
        "not_woken": "Alexa could not be asked to wake the device",
        "put_off": "The delivery was put off",
        "store_unavailable": "The store cannot be used",
        "tokens_not_stored": "Renewed tokens could not be stored",
        "unknown_code": "The vendor sent a code that the error table does not have",
        "work_unfinished": "Work after the answer had not ended at Lambda's deadline",
    ]
}
