package import AlexaProtocol
package import DeviceCloud
package import HTTPTransport
package import Settings

/// A cloud project at Tuya, and the user whose devices are listed.
package struct TuyaAccount: CloudAccount {
    /// Name, address and customers.
    package let identity: AccountIdentity
    /// The project's Access ID.
    package let clientId: String
    /// The project's Access Secret.
    package let secret: Secret
    /// The app user whose devices are listed; `nil` for those of all app accounts that are linked to the project.
    package let userId: String?
    /// The data centre of the project; `nil` if only an address was set.
    package let dataCentre: TuyaDataCentre?
    /// The address for requests.
    package let url: ServiceURL

    /// An account at a data centre, or at `identity.baseURL`.
    package init(
        _ identity: AccountIdentity, clientId: String, secret: Secret, userId: String? = nil,
        at dataCentre: TuyaDataCentre
    ) {
        self.init(
            identity, clientId: clientId, secret: secret, userId: userId, dataCentre, identity.baseURL ?? dataCentre.url
        )
    }

    private init(
        _ identity: AccountIdentity, clientId: String, secret: Secret, userId: String?, _ dataCentre: TuyaDataCentre?,
        _ url: ServiceURL
    ) {
        self.identity = identity
        self.clientId = clientId
        self.secret = secret
        self.userId = userId
        self.dataCentre = dataCentre
        self.url = url
    }

    package static let cloud = tuyaCloudName

    private static let clientIdField = SettingKey(
        "client_id", "the Access ID of the cloud project, on its Overview page at platform.tuya.com")
    private static let secretField = SettingKey(
        "client_secret", "the Access Secret of the cloud project, on the same page", isSecret: true)
    private static let userIdField = SettingKey(
        "user_id", "the UID of the app user whose devices are listed, on the project's Devices page",
        defaultValue: "all app accounts that are linked to the project")
    private static let regionField = SettingKey(
        "region", "the data centre of the project: \(TuyaDataCentre.list)")

    package static let fields = [clientIdField, secretField, userIdField, regionField]

    /// Reads an account. `nil` if a field is missing or wrong, which is recorded in `reader`.
    package init?(_ identity: AccountIdentity, reading reader: inout AccountReader) {
        let overview = "the project's Overview page at platform.tuya.com shows it"
        let clientId = reader.required(Self.clientIdField, overview)
        let secret = reader.secret(Self.secretField, overview)
        let region = reader.text(Self.regionField)
        let dataCentre = region.flatMap { TuyaDataCentre(named: $0) }
        if region != nil, dataCentre == nil {
            reader.addProblem(Self.regionField, "must be one of \(TuyaDataCentre.list)")
        } else if region == nil, identity.baseURL == nil {
            reader.addProblem(Self.regionField, "is missing; it must be one of \(TuyaDataCentre.list)")
        }
        guard let clientId, let secret, let url = identity.baseURL ?? dataCentre?.url else { return nil }
        self.init(
            identity, clientId: clientId, secret: secret, userId: reader.text(Self.userIdField), dataCentre, url)
    }
}
