extension RuleWords {
    /// Rules of the skill itself.
    static let own: [String: Meaning] = [
        "skill.unreadable": Meaning(
            reason: "The message could not be read as a directive.",
            advice: ["`porchlight handle FILE` says what is wrong with a message."]),
        "skill.too_large": Meaning(reason: "The directive has more than 6 MB, which Lambda does not pass on either."),
        "skill.unknown_interface": Meaning(
            reason: "Porchlight does not speak the directive's interface.",
            advice: ["`porchlight interfaces` lists those it speaks. Do not declare others in discovery."]),
        "skill.unknown_directive": Meaning(
            reason: "The interface has no directive of this name that Porchlight answers.",
            advice: ["`porchlight interfaces` lists the directives of each interface."]),
        "skill.payload_version": Meaning(
            reason: "The directive has another payload version than its interface.",
            advice: ["Set the payload version of the skill to v3 in the developer console."]),
        "skill.payload": Meaning(
            reason: "The payload lacks a field, or a field has a value that its interface does not allow.",
            advice: ["The line `received` at level DEBUG shows the payload's shape."]),
        "skill.wrong_payload": Meaning(reason: "The payload is not that of the directive's interface."),
        "skill.limits": Meaning(
            reason: "The directive asks for a value outside of what the endpoint declares.",
            advice: [
                "If the device can do more, correct what it declares; Alexa learns it with the next discovery."
            ]),
        "skill.needs_endpoint": Meaning(reason: "The directive names no endpoint, and its interface needs one."),
        "skill.undeclared_interface": Meaning(
            reason: "The endpoint does not declare the directive's interface.",
            advice: [
                "Alexa knows an older discovery answer: have the customer discover devices again, or send an AddOrUpdateReport."
            ]),
        "skill.undeclared_instance": Meaning(
            reason: "The endpoint declares the interface, but not this instance of it.",
            advice: [
                "Alexa knows an older discovery answer: have the customer discover devices again, or send an AddOrUpdateReport."
            ]),
        "skill.read_only": Meaning(reason: "The endpoint declares that the property can only be read."),
        "skill.no_such_endpoint": Meaning(
            reason: "None of the customer's device clouds lists an endpoint of this id.",
            advice: [
                "If the device is gone, send a DeleteReport or have the customer discover devices again. If it is there, check that the right account is in the settings (`porchlight check`)."
            ]),
        "skill.no_credential": Meaning(
            reason: "The directive has no token that says whose it is.",
            advice: ["Check the account linking in the developer console."]),
        "skill.invalid_credential": Meaning(
            reason: "The account-linking token is not one that is known. Alexa ends the customer's link to the skill.",
            advice: [
                "The customer has to link the account again in the Alexa app.",
                "If it is so for many customers, compare `token.issuer`, `token.audiences` and `token.client_ids` with what the authorization server issues (docs/account-linking.md).",
            ]),
        "skill.expired_credential": Meaning(
            reason: "The account-linking token has expired. Alexa ends the customer's link to the skill.",
            advice: ["Check that the authorization server gives out refresh tokens and renews them."]),
        "skill.customer_lookup": Meaning(
            reason: "The customer of the token could not be looked up.",
            advice: [
                "Look at the alarm lines: the authorization server or the store is in trouble, or does not take our credentials. `porchlight check` tries the server."
            ]),
        "skill.customer_too_slow": Meaning(
            reason: "The customer of the token was not found before the deadline.",
            advice: ["Look at how long the identity server or the store takes."]),
        "skill.grant": Meaning(
            reason: "Login with Amazon or the store did not accept the grant.",
            advice: [
                "Look at the line `grant_failed`. The skill's client id and secret (Permissions, \"Send Alexa Events\") have to be in the settings."
            ]),
        "skill.grant_too_slow": Meaning(reason: "Login with Amazon or the store took too long to accept the grant."),
        "skill.cloud_too_slow": Meaning(
            reason: "The device cloud gave no answer before the deadline.",
            advice: ["Level DEBUG logs each call to a cloud with its time."],
            adviceBeforeDeferral: ["With a store, slow answers are deferred (docs/configuration.md)."]),
        "skill.no_answer": Meaning(reason: "The adapter ended without a result that answers this directive."),
        "skill.endpoint_unreachable": Meaning(
            reason: "The device cannot be reached, and it does not declare EndpointHealth, which could say so.",
            advice: ["Declare EndpointHealth for the endpoint: ReportState then answers with the last known state."]),
        "skill.asleep": Meaning(
            reason: "The device sleeps, and Alexa was not asked to wake it.",
            advice: ["That takes WakeOnLANController and a deferred answer."]),
        "adapter.unexpected_error": Meaning(
            reason: "The device cloud's adapter failed with an error that it does not name.",
            advice: ["Report this as a bug, with the lines of this directive at level DEBUG."]),
    ]

    /// Checks that are the same for each cloud; the key is what follows the cloud's name.
    static let ofClouds: [String: Meaning] = [
        "unknown": Meaning(
            reason: "it sent a code that its error table does not have.",
            advice: ["Add the code to the table; the line `unknown_code` has it, with the vendor's trace id."]),
        "no_handler": Meaning(reason: "the adapter cannot carry out directives of this interface."),
        "no_account": Meaning(
            reason: "no account of the customer belongs to the endpoint.",
            advice: [
                "Check the accounts in the settings with `porchlight check`, and those in the store with `porchlight customers show`."
            ]),
        "not_configured": Meaning(
            reason: "the customer has no account for the endpoint.",
            advice: [
                "Check the accounts in the settings with `porchlight check`, and those in the store with `porchlight customers show`."
            ]),
        "accounts_unknown": Meaning(
            reason: "the store did not tell which accounts the customer has.",
            advice: ["Check the store with `porchlight check`; the line `accounts_not_read` says what it answered."]),
        "wrong_account": Meaning(
            reason: "an account of the customer in the store lacks a field or has a wrong one.",
            advice: ["Put it right with `porchlight customers add --replace`."]),
        "no_token": Meaning(
            reason: "it gave no access token for the account.",
            advice: ["Check the account's id and secret in the settings with `porchlight check`."]),
        "token.late": Meaning(
            reason: "no access token came before the deadline.",
            advice: ["Look at the cloud's status page."]),
        "late": Meaning(reason: "the request was not sent because the time was up."),
        "pending": Meaning(reason: "it has accepted the command and not said yet whether it was carried out."),
        "own_rate_limit": Meaning(
            reason: "the rate limit of our own settings left no time for the request.",
            advice: ["Raise the account's rate limit in the settings, if the cloud allows more."]),
        "own_cadence": Meaning(
            reason: "the device takes commands only so often, and the last one is too recent."),
        "unreadable": Meaning(
            reason: "its answer could not be read.",
            advice: ["Report this as a bug, with the vendor's trace id."]),
        "checked": Meaning(reason: "what the directive asks for was checked and cannot be done by the device."),
        "impossible": Meaning(reason: "the device cannot do what the directive asks for."),
        "no_data_point": Meaning(
            reason: "the device has no data point for this any more.",
            advice: ["Have the customer discover devices again."]),
        "data_point": Meaning(reason: "the device's data point does not take what the directive asks for."),
        "cannot_lock": Meaning(reason: "the lock can be unlocked from afar, but not locked."),
        "not_listed": Meaning(reason: "a new list of the customer's devices lacks the device."),
    ]
}
