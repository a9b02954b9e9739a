package import AlexaProtocol
package import DeviceCloud
package import Settings

/// An account of ours at Amps: an API key, and the end user whose devices it controls.
package struct AmpsAccount: CloudAccount {
    package static let cloud = AmpsCloud.name

    /// The API key.
    package static let apiKey = SettingKey(
        "api_key",
        "the API key of Amps's dashboard; one that begins with `sk_test_` controls simulated devices, one with `sk_live_` "
            + "real ones",
        isSecret: true)
    /// The end user.
    package static let userId = SettingKey(
        "user_id", "the end user at Amps whose devices are shown", defaultValue: "all end users of the key")

    package static let fields = [apiKey, userId]

    /// Name, address and customers.
    package let identity: AccountIdentity
    /// The API key.
    package let key: Secret
    /// The end user at Amps; `nil` for all end users of the key.
    package let userId: String?

    /// The end user, distinct from those of other accounts.
    var user: String { userId ?? "account \(identity.name)" }

    /// An account.
    package init(_ identity: AccountIdentity, key: Secret, userId: String? = nil) {
        self.identity = identity
        self.key = key
        self.userId = userId
    }

    /// Reads an account; `nil` if the key is missing or cannot be sent, which is recorded in `reader`.
    package init?(_ identity: AccountIdentity, reading reader: inout AccountReader) {
        guard let key = reader.secret(Self.apiKey, "Amps's dashboard shows it under API keys") else { return nil }
        guard key.exposed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            reader.addProblem(Self.apiKey, "has a blank or another character that no key has")
            return nil
        }
        self.init(identity, key: key, userId: reader.text(Self.userId))
    }
}
