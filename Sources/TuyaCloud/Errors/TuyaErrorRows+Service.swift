import AlexaProtocol
import DeviceCloud

extension TuyaErrorRows {
    /// Service codes: 20xx and 21xx.
    static let service: [ErrorRow] = [
        row(
            "2001", "device offline", .endpointUnreachable, Recovery(backOff: .device), stateReport: .off,
            "behind a gateway that is offline by its own record: BRIDGE_UNREACHABLE"),
        row(
            "2002", "the user has no devices", .noSuchEndpoint, Recovery(confirmedByList: true), stateReport: .gone,
            discovery: .empty, "said of a device only if a list lacks it"),
        row(
            "2003", "function not supported", .invalidDirective, Recovery(rechecksCapabilities: true),
            discovery: .skipCapability,
            "on a read it means that this generation of the API does not model the device (field): the other one is asked "
                + "once"),
        row(
            "2004", "lock type not supported", .invalidDirective, Recovery(rechecksCapabilities: true),
            stateReport: .odd, discovery: .skipCapability, "this lock cannot be driven over the cloud"),
        row(
            "2005", "product does not exist", .internalError, .alarm, discovery: .skip,
            "a product is a model, not the customer's device: NO_SUCH_ENDPOINT would mislead"),
        row(
            "2006", "user does not exist", .partnerApplicationRedirection, Recovery(breaker: .account),
            stateReport: .off,
            when: [ErrorCondition(.severalAccounts, nil, Recovery(breaker: .account, alarm: true))],
            "the app account is gone, which linking the skill again does not fix. Several at once: wrong data centre"),
        row(
            "2007", "device token expired, or access from this region refused", .internalError, .projectFault,
            "the seed means the pairing token, which no directive uses; field: a call from another region"),
        row(
            "2008", "command or value not supported", .invalidValue, fields: .bounds,
            Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .never,
            when: [ErrorCondition(.declared, .invalidDirective, Recovery(rechecksCapabilities: true))],
            "a value that the device declares is refused because the point can only be read (field), so that no other value "
                + "helps: INVALID_DIRECTIVE. A thermostat's mode: UNSUPPORTED_THERMOSTAT_MODE"),
        row(
            "2009", "device type not supported", .invalidDirective, Recovery(rechecksCapabilities: true),
            stateReport: .odd, discovery: .skip, "there is no such call for this type"),
        row(
            "2010", "device does not exist", .noSuchEndpoint, Recovery(confirmedByList: true), stateReport: .gone,
            discovery: .skip,
            when: [ErrorCondition(.severalDevices, nil, Recovery(alarm: true, confirmedByList: true))],
            "said only if a list made afterwards lacks the device, else ENDPOINT_UNREACHABLE: the wrong data centre gives it "
                + "too"),
        unreached("2012", "application not supported", .alarm, "set-up of a project"),
        row(
            "2013", "adding a timer failed", unwillingToSetSchedule, stateReport: .never, discovery: .never,
            "only a thermostat's schedule leads here"),
        row(
            "2014", "the device has no timers", unwillingToSetSchedule, stateReport: .part, discovery: .never,
            "only ResumeSchedule leads here: there is none to resume. For a read it is an answer"),
        row(
            "2015", "category not supported", .invalidDirective, Recovery(rechecksCapabilities: true),
            stateReport: .odd, discovery: .skip, "there is no such call for this category"),
        row(
            "2016", "remote control removed or missing", .noSuchEndpoint, Recovery(confirmedByList: true),
            stateReport: .gone, discovery: .skip, "the infrared remote was the endpoint; said only if a list lacks it"),
        unreached("2017", "app schema does not exist", .projectFault, "set-up of a project"),
        row("2018", "decrypting data failed", .internalError, .alarm, "our keys or theirs"),
        row(
            "2019", "period longer than two hours", .internalError, .alarm, stateReport: .odd, discovery: .never,
            "the limit of a query that we compose"),
        unreached("2020", "only third-party clouds supported", .alarm, "the wrong API for the project"),
        unreached("2021", "e-mail address wrong", "registration of app users"),
        unreached("2022", "phone number wrong", "registration of app users"),
        unreached("2023", "user exists already", "registration of app users"),
        unreached("2024", "file path on the device not in form", "files"),
        unreached("2025", "device and file path do not match", "files"),
        unreached("2026", "IP address could not be obtained", "pairing"),
        row(
            "2027", "size too large", .internalError, .alarm, stateReport: .odd, discovery: .never,
            "our body is too large"),
        row(
            "2028", "encryption ticket expired", .internalError, Recovery(.renewTicket, again: .yes), stateReport: .odd,
            discovery: .never, "a lock's ticket: refused before anything was done, so a new one is fetched, once"),
        row(
            "2029", "session status invalid", .internalError, Recovery(.renewTicket, again: .yes), stateReport: .odd,
            discovery: .never, "as 2028"),
        unreached("2030", "virtual scan only in China", .alarm, "pairing"),
        row(
            "2031", "third-party authorisation failed", .partnerApplicationRedirection, stateReport: .off,
            "the broken grant is between Tuya and a third cloud, and is renewed in the Tuya app"),
        unreached("2032", "request id used already", "app push; the first request counted, so never again"),
        unreached("2033", "more than 1000 push recipients", "app push"),
        unreached("2037", "user name bound under another kind", "registration of app users"),
        unreached("2041", "operator name exists", "operators of SIM cards"),
        unreached("2042", "operator does not exist", "operators of SIM cards"),
        unreached("2043", "operator uuid does not exist", "operators of SIM cards"),
        unreached("2044", "operator IP does not exist", "operators of SIM cards"),
        unreached("2045", "operator IP bound already", "operators of SIM cards"),
        unreached("2046", "operator uuid bound already", "operators of SIM cards"),
        row(
            "2047", "device frozen", .cloudControlDisabled, .alarm,
            "closed on purpose: a device is frozen and unfrozen by the project's own API, not in the customer's app. It can "
                + "still be read"),
        row(
            "2050", "no infrared code for this key", .invalidValue, Recovery(rechecksCapabilities: true),
            stateReport: .odd, discovery: .skipCapability,
            when: [ErrorCondition(.withoutValue, .invalidDirective, Recovery(rechecksCapabilities: true))],
            "the channel, temperature or mode that the directive names; a directive without one (power, a step): "
                + "INVALID_DIRECTIVE"),
        row(
            "2051", "sending the infrared command failed", .endpointUnreachable,
            Recovery(.retryOnce, again: .ifIdempotent), stateReport: .odd, discovery: .never,
            "the blaster is offline or cannot be asked: BRIDGE_UNREACHABLE. A key is never sent twice"),
        row(
            "2052", "setting an exact temperature not supported", .invalidDirective,
            Recovery(rechecksCapabilities: true), stateReport: .odd, discovery: .skipCapability,
            "the remote has no such command"),
        row(
            "2053", "infrared code invalid", .partnerApplicationRedirection, stateReport: .odd,
            "the remote must be matched again in the Tuya app"),
        row(
            "2054", "sub-device does not exist", .noSuchEndpoint, Recovery(confirmedByList: true), stateReport: .gone,
            discovery: .skip, "removed from its gateway; said only if a list lacks it"),
        row(
            "2055", "device not supported", .invalidDirective, Recovery(rechecksCapabilities: true), stateReport: .odd,
            discovery: .skip, "as 2009"),
        row(
            "2056", "device bound already or not active", .notProvisioned, stateReport: .off,
            "on the way of a directive it can only mean that the device was never activated"),
        unreached("2060", "adding the user failed", "registration of app users"),
        unreached("2061", "push settings not made", .alarm, "app push"),
        unreached("2062", "data exists already", "a repeated creation"),
        row(
            "2063", "another Zigbee device is being updated", .endpointBusy, Recovery(backOff: .device),
            "ends by itself, in minutes"),
        unreached("2064", "firmware is the latest already", "updates; never FIRMWARE_OUT_OF_DATE, it is the opposite"),
        unreached("2101", "device name used twice", "renaming"),
    ]

    private static let unwillingToSetSchedule = CloudErrorType(ThermostatController.Failure.unwillingToSetSchedule)

    private static func unreached(_ code: String, _ meaning: String, _ note: String) -> ErrorRow {
        unreached(code, meaning, .none, note)
    }
}
