import DeviceCloud

extension TuyaErrorRows {
    /// Codes that Tuya's page does not list, from its other pages and from the field.
    static let unlisted: [ErrorRow] = [
        row(
            "1114", "our address is not on the project's list, or wrong region", .internalError, .projectFault,
            "the project's allow-list of addresses, or a call from another region (field)"),
        row(
            "2401", "app user or password wrong", .internalError, Recovery(breaker: .account, alarm: true),
            stateReport: .off,
            "the password stands in the operator's settings; field: also an account that is not linked to the project. "
                + "Further tries may block the login for minutes"),
        row(
            "2406", "the project and the account do not fit: data centre, link, or a lapsed trial", .internalError,
            .projectFault,
            "\"skill id invalid\": wrong data centre, a project made before 2021-05-25, a lapsed trial, an account that is "
                + "not linked. All cures are the operator's"),
        row(
            "4001", "no access to this API", .internalError, apiMissing, discovery: .skipCapability,
            when: [singleFeature], "field, 2021; as 28841105"),
        row(
            "28841001", "no cloud plan was ever bought", .internalError, .projectFault,
            "the operator has to subscribe a plan"),
        row("28841002", "the cloud plan has expired", .cloudControlDisabled, .projectFault, plan),
        row("28841003", "the cloud plan's bill is overdue", .cloudControlDisabled, .projectFault, plan),
        row(
            "28841004", "the quota of the trial plan is used up", .cloudControlDisabled, .projectFault,
            plan + ". Asked again after an hour at the earliest"),
        row(
            "28841101", "this API is not subscribed", .internalError, apiMissing, discovery: .skipCapability,
            when: [singleFeature], feature),
        row(
            "28841102", "the subscription of this API has expired", .cloudControlDisabled,
            Recovery(breaker: .api, alarm: true), plan),
        row(
            "28841103", "the subscription of this API is overdue", .cloudControlDisabled,
            Recovery(breaker: .api, alarm: true), plan),
        row(
            "28841104", "the quota of this API is used up", .cloudControlDisabled,
            Recovery(breaker: .api, alarm: true), plan + ". Asked again after an hour at the earliest"),
        row(
            "28841105", "the project is not authorised for this API", .internalError, apiMissing,
            discovery: .skipCapability, when: [singleFeature], feature),
        row(
            "28841106", "this API is not subscribed", .internalError, apiMissing, discovery: .skipCapability,
            when: [singleFeature], feature),
        row(
            "28841107", "the data centre is suspended in the project", .internalError, .projectFault,
            "the operator has to enable the data centre in the project"),
        row(
            "60009001", "the API package does not fit the project", .internalError, .projectFault,
            "the project's type does not have this API"),
        row(
            "-9999999", "signature invalid", .internalError, TuyaErrorRows.signAgain,
            "a second number for 1004 (one source)"),
    ]

    /// The meaning of codes while the token is fetched, if it differs.
    static let login: [ErrorRow] = [
        login(
            "500", "Tuya's own trouble", .endpointUnreachable, Recovery(.retryOnce, again: .yes),
            "the one login fault that is not the operator's (field, autumn of 2021)"),
        login(
            "1004", "client id or secret wrong, or those of another data centre", TuyaErrorRows.signAgain,
            "signed again once with the corrected clock, because a stale time gives it too"),
        login(
            "-9999999", "client id or secret wrong, or those of another data centre", TuyaErrorRows.signAgain, "as 1004"
        ),
        login("1100", "user name or app schema empty", "login with an app account"),
        login(
            "1106", "app account not linked to the project, wrong country, or app password wrong",
            "no customer is at fault before there is a token"),
        login("1109", "login parameters or country not accepted", "field"),
        login("1114", "our address is not on the project's list, or wrong region", "field"),
        login(
            "2007", "access from another region refused",
            "field: not the seed's \"device token expired\"; the data centre and the place of this process do not fit"),
        login("2017", "app schema wrong", "field"),
        login(
            "2401", "app user or password wrong", Recovery(breaker: .account, alarm: true),
            "as elsewhere; further tries may block the login"),
        login("2406", "the project and the account do not fit: data centre, link, or a lapsed trial", "as elsewhere"),
    ]

    /// Codes that Tuya may add later.
    static let families: [CodeFamily] = [
        CodeFamily(
            "28841", length: 8,
            row(
                "28841xxx", "plan, quota or subscription", .internalError, apiMissing, discovery: .skipCapability,
                "codes of plans: nothing that the customer can do")),
        CodeFamily("10", length: 4, row("10xx", "our request or credential", .internalError, .alarm, "a system code")),
        CodeFamily("11", length: 4, row("11xx", "our request", .internalError, .alarm, "a system code")),
        CodeFamily("14", length: 4, row("14xx", "our credential", .internalError, .alarm, "a system code")),
        CodeFamily("20", length: 4, row("20xx", "a service code", .internalError, "a service code")),
        CodeFamily("21", length: 4, row("21xx", "a service code", .internalError, "a service code")),
    ]

    private static let apiMissing = Recovery(breaker: .api, alarm: true)
    private static let singleFeature = ErrorCondition(.singleFeature, .invalidDirective)
    private static let plan =
        "closed by contract until the operator pays or the month turns; \"by hand\", which Alexa advises, is true"
    private static let feature =
        "the calls that everything needs. A single feature (locks, infrared, scenes): INVALID_DIRECTIVE, which means not "
        + "supported by the skill; only that feature is lost"

    private static func login(
        _ code: String, _ meaning: String, _ error: CloudErrorType, _ recovery: Recovery, _ note: String
    ) -> ErrorRow {
        row(code, meaning, error, recovery, call: .login, note)
    }

    private static func login(_ code: String, _ meaning: String, _ note: String) -> ErrorRow {
        login(code, meaning, .internalError, .projectFault, note)
    }

    private static func login(_ code: String, _ meaning: String, _ recovery: Recovery, _ note: String) -> ErrorRow {
        login(code, meaning, .internalError, recovery, note)
    }
}
