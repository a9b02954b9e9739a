import AlexaProtocol
package import Settings

extension CloudPolicy: SettingsSection {
    /// The error that customers get when their account at a cloud is not valid any more (error translation review, P1).
    ///
    /// There is no third choice: INVALID_AUTHORIZATION_CREDENTIAL, which the review permits for a skill with a single cloud,
    /// would cut the customer's link to all clouds, see ``CloudErrorType``.
    package static let accountErrorKey = SettingKey(
        "clouds.account_error",
        "what customers are told when their account at a device cloud or a maker is dead: "
            + "`PARTNER_APPLICATION_REDIRECTION` sends them into the maker's app; `INSUFFICIENT_PERMISSIONS` is for devices "
            + "whose maker has none",
        defaultValue: "PARTNER_APPLICATION_REDIRECTION")

    package static var keys: [SettingKey] { [accountErrorKey] }

    /// Reads the settings for all device clouds; all other properties keep their defaults.
    package init(reading reader: inout SettingsReader) {
        let errors: [CloudErrorType] = [.partnerApplicationRedirection, .insufficientPermissions]
        let word = reader.choice(Self.accountErrorKey, of: errors.map(\.type.type))
        accountError = errors.first { $0.type.type == word } ?? accountError
    }
}
