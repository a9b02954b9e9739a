package import DeviceCloud

extension AmpsCloud {
    /// All codes of Amps: the 30 of its page "Error codes", and those of its own platform.
    package static let errors: ErrorTable = table(isLive: false)

    /// The table for a sandbox key or a live key: with a live key, a simulated failure raises an alarm.
    static func table(isLive: Bool) -> ErrorTable {
        ErrorTable(
            cloud: name,
            rows: AmpsErrors.account + AmpsErrors.devices + AmpsErrors.commands + AmpsErrors.conflicts
                + AmpsErrors.transport(isLive: isLive) + AmpsErrors.platform + AmpsErrors.actions,
            aliases: ["ACTION_CANCELLED": "cancelled", "RATE_LIMIT": "RATE_LIMIT_EXCEEDED"],
            statuses: [:])
    }
}

/// The rows, grouped as Amps groups them. Sources: docs.amps.ai/reference/error-codes, /concepts/error-envelope and
/// /concepts/auth-model.
enum AmpsErrors {
    /// The row of a code that refuses the end user's account at the maker. The customer fixes this on Amps's own page (Link UI).
    /// Linking the Alexa skill again would not help, and Alexa's errors about credentials would cut the link.
    private static func link(
        _ code: String, _ meaning: String, http: Int, when conditions: [ErrorCondition] = [], note: String
    ) -> ErrorRow {
        ErrorRow(
            code, meaning, http: http, .partnerApplicationRedirection, Recovery(breaker: .account), stateReport: .off,
            when: conditions, note: note)
    }

    /// Codes about the end user's login and account at the maker.
    static let account: [ErrorRow] = [
        link(
            "INVALID_CREDENTIALS", "the maker refuses the end user's stored login", http: 401,
            note: "the link to the maker is mended in Link UI, not in Alexa; further tries could lock the account"),
        link(
            "INVALID_API_KEY", "the maker refuses the end user's stored API key", http: 401,
            note: "Amps uses the name for our own key too: a list asked for afterwards tells which one is meant"),
        link(
            "INVALID_MFA_CODE", "the maker did not accept the second factor", http: 403,
            note: "the link to the maker is unfinished and has to be made again in Link UI"),
        link(
            "MFA_REQUIRED", "the maker wants a second factor", http: 403,
            note: "the link to the maker has to be made again in Link UI, with the factor"),
        link(
            "ACCOUNT_LOCKED", "the maker has locked the account", http: 403,
            note: "only the maker can unlock it; further tries prolong the lock"),
        link(
            "UNSUPPORTED_CREDENTIAL_TYPE", "the maker does not take a credential of the stored kind", http: 400,
            note: "the link to the maker has to be made again in Link UI, with the right kind"),
        link(
            "UNSUPPORTED_AUTH_PATH", "the maker does not allow the sign-in method of the link", http: 400,
            when: [ErrorCondition(.everyUserOfMaker, nil, Recovery(breaker: .account, alarm: true))],
            note:
                "the link to the maker has to be made again in Link UI; if all end users of the maker get it, Amps or the "
                + "maker has closed the method"),
        link(
            "CREDENTIAL_NOT_FOUND", "no credential is stored for the device", http: 404,
            note: "HTTP 404 alone would wrongly say that the device is gone"),
    ]

    /// Codes about finding the device at the maker.
    static let devices: [ErrorRow] = [
        ErrorRow(
            "DEVICE_NOT_FOUND", "the maker does not know the device, or Amps has no data of it", http: 404,
            .noSuchEndpoint, Recovery(confirmedByList: true), stateReport: .gone, discovery: .skip,
            note:
                "Amps says this of an existing device too when it has no data: ENDPOINT_UNREACHABLE unless a list made "
                + "afterwards lacks the device"),
        ErrorRow(
            "NO_DEVICES_FOUND", "the maker shares no device of the account", http: 404, .noSuchEndpoint,
            Recovery(confirmedByList: true), stateReport: .gone, discovery: .empty,
            note: "as DEVICE_NOT_FOUND; discovery believes it after a second list 10 minutes later"),
        ErrorRow(
            "DEVICE_OFFLINE", "the device is offline at its maker", http: 410, .endpointUnreachable,
            Recovery(backOff: .device), stateReport: .off, note: "HTTP 410 alone would say that the device is gone"),
        ErrorRow(
            "DEVICE_UNAUTHORIZED", "the account may read the device but not control it", http: 403,
            .insufficientPermissions, stateReport: .odd, note: "the right is given in the maker's app"),
    ]

    /// Codes for operations that the device or its maker does not support.
    static let commands: [ErrorRow] = [
        ErrorRow(
            "COMMAND_FAILED", "the maker took the command and could not carry it out", http: 400,
            .partnerApplicationRedirection, stateReport: .odd, discovery: .never,
            note: "the cause is on the device and shown in the maker's app only"),
        ErrorRow(
            "COMMAND_NOT_SUPPORTED", "the device does not have the command", http: 400, .invalidDirective,
            Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .skipCapability,
            note:
                "UNSUPPORTED_THERMOSTAT_MODE for a thermostat's mode; of a live thermostat or charger it means that the "
                + "whole family can only be read, which discovery then declares"),
        ErrorRow(
            "BIND_NOT_SUPPORTED", "the device cannot be linked to other services", http: 400, .cloudControlDisabled,
            stateReport: .odd, discovery: .skip, note: "there is no control over the internet at all"),
        ErrorRow(
            "UNKNOWN_SETTING", "the device does not have the setting", http: 400, .invalidDirective,
            Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .skipCapability,
            note: "what is known of the device's settings is out of date"),
        ErrorRow(
            "INVALID_PARAMETERS", "a parameter failed the maker's check", http: 400, .invalidValue, fields: .bounds,
            Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .never,
            note:
                "the value came from the directive; outside known bounds it is VALUE_OUT_OF_RANGE or its temperature form"
        ),
        ErrorRow(
            "INVALID_OEM_PARAMETERS", "the maker refused a value that Amps had let through", http: 400, .invalidValue,
            fields: .bounds, Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .never,
            note: "the declared bounds are wider than the device's own; as INVALID_PARAMETERS"),
        ErrorRow(
            "EXECUTION_NOT_SUPPORTED", "the command cannot be carried out at once", http: 422, .invalidDirective,
            Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .skipCapability,
            note: "commands without `immediate` are not declared; this device has changed"),
        ErrorRow(
            "INVALID_TIME_WINDOW", "start and end do not go together", http: 422, .invalidValue, stateReport: .odd,
            discovery: .never, note: "UNWILLING_TO_SET_SCHEDULE for a thermostat's schedule"),
    ]

    /// Codes for a device state that blocks the command.
    static let conflicts: [ErrorRow] = [
        ErrorRow(
            "SCHEDULER_ACTIVE", "a schedule of the device has to be cleared first", http: 409,
            .notSupportedInCurrentMode, Recovery(again: .yes), stateReport: .odd, discovery: .never,
            note:
                "waiting does not help; sent once more with cancel_and_replace only if the operator lets commands replace "
                + "schedules (clouds.amps.replace_schedules)"),
        ErrorRow(
            "SCHEDULER_FULL", "the device's schedule has no free place", http: 409, .partnerApplicationRedirection,
            stateReport: .odd, discovery: .never, note: "the customer has to clear rows in the maker's app"),
        ErrorRow(
            "MODE_OVERRIDDEN", "another mode or schedule of the device dominates", http: 409,
            .notSupportedInCurrentMode, stateReport: .odd, discovery: .never,
            note: "it has to be cleared at the device or in its app"),
        ErrorRow(
            "VPP_LOCKED", "a power-plant programme holds the device", http: 409, .notSupportedInCurrentMode,
            stateReport: .odd, discovery: .never,
            note: "the owner opts out at the maker; cancel_and_replace does not lift it"),
    ]

    /// Codes about the connection to the maker.
    static func transport(isLive: Bool) -> [ErrorRow] {
        [
            ErrorRow(
                "NETWORK_ERROR", "Amps could not reach the maker", http: 502, .endpointUnreachable, .retry,
                note: "says nothing about the device: connectivity stays as it was"),
            ErrorRow(
                "RATE_LIMITED", "the maker limits requests", http: 429, .rateLimitExceeded, Recovery(backOff: .account),
                note: "details may say for how long; the end user's account at that maker is backed off"),
            ErrorRow(
                "SERVICE_UNAVAILABLE", "the maker's cloud is down", http: 503, .endpointUnreachable, .retry,
                note: "as NETWORK_ERROR"),
            ErrorRow(
                "TIMEOUT", "the maker took the request and did not answer", http: 504, .endpointUnreachable, .retry,
                note: "perhaps carried out: the device's last action is read before the command is sent again"),
            ErrorRow(
                "SIMULATED_FAILURE", "a failure that the sandbox was asked for", http: 503, .internalError,
                isLive ? .alarm : .none,
                note: "never sent again, because whoever asks for a failure wants to see it; an alarm with a live key"),
            ErrorRow(
                "UNKNOWN_ERROR", "the maker's answer has no code yet", http: 500, .internalError,
                Recovery(.retryOnce, again: .ifIdempotent, alarm: true),
                note: "once more, then Amps's support, with the trace id"),
        ]
    }
}
