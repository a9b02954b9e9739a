/// What the words of a row's recovery mean (docs/errors.md, "The columns").
enum RecoveryWords {
    /// What was done about a failed attempt.
    static func sentence(_ recovery: String, wait: Int?) -> String {
        let steps = recovery.split { $0 == "," || $0 == " " }.map(String.init)
        let words = steps.compactMap { steps in texts[steps] }
        let text = words.isEmpty ? "Recovery: \(Words.quoted(recovery, to: 80))" : words.joined(separator: "; ")
        guard let wait, wait > 0 else { return text + "." }
        return "\(text), after \(Words.milliseconds(wait))."
    }

    private static let texts = [
        "retry": "The request may be sent again",
        "retry-once": "The request may be sent again once",
        "retry-when-told": "The request may be sent again when the cloud said so",
        "re-authenticate": "The access token is renewed and the request sent again",
        "sign-again": "The request is signed with the corrected clock and sent again",
        "renew-ticket": "Recovery: a new ticket is fetched and the request sent again",
    ]
}

/// What the verdicts of a delivery mean.
enum GatewayWords {
    /// A verdict in words, and whether Alexa has the event.
    static func of(_ verdict: String) -> (meaning: String, isAccepted: Bool, advice: String?) {
        switch verdict {
        case "accepted": ("accepted", true, nil)
        case "accepted_unexpectedly": ("accepted, though not with status 202", true, nil)
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

/// What the fixed words of other log lines mean.
enum EventWords {
    static func of(_ event: String) -> String? { texts[event] }

    private static let texts = [
        "answer_too_large": "The answer was larger than the 6 MB that Lambda passes on",
        "customer_moved": "The customer was found in another region",
        "dead_letter": "The event was given up",
        "deferred_not_stored": "The outcome of deferred work could not be stored",
        "deferred_store_retry": "The store failed; it was tried again",
        "deferred_too_late": "The deferred work ended too late: its fallback had been sent",
        "dropped": "The event was dropped",
        "error_replaced": "The error cannot answer this interface and was replaced",
        "grant_failed": "The grant was not accepted",
        "grant_revoked": "The customer's grant was removed",
        "homes_not_read": "The customer's known devices could not be read from the store",
        "not_deferred": "The answer could not be deferred",
        "not_withdrawn": "A promised answer could not be withdrawn: Alexa gets the same error twice",
        "not_woken": "Alexa could not be asked to wake the device",
        "put_off": "The delivery was put off",
        "store_unavailable": "The store cannot be used",
        "tokens_not_stored": "Renewed tokens could not be stored",
        "unknown_code": "The vendor sent a code that the error table does not have",
    ]
}
