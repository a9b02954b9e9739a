package import DeviceCloud

extension TuyaCloud {
    /// Tuya's codes: the 83 of its page of 2021-12-21, then codes that it does not list, then other meanings at login.
    ///
    /// Tuya's APIs use the same numbers with different meanings, so a meaning depends on the call. Every answer of Tuya's has
    /// HTTP 200; any other status is from a proxy or gateway in front of it.
    package static let errors = ErrorTable(
        cloud: tuyaCloudName,
        rows: TuyaErrorRows.system + TuyaErrorRows.service + TuyaErrorRows.unlisted + TuyaErrorRows.login,
        families: TuyaErrorRows.families,
        aliases: [TuyaAPI.notPassedOn: "1103"],
        bare: [429: TuyaErrorRows.tooManyRequests])
}
