package import AlexaProtocol
package import DeviceCloud
package import HTTPTransport
package import Settings

/// The credentials of one control device at Realer, created by its owner in Realer's dashboard.
package struct RealerAccount: CloudAccount {
    package static let cloud = "realer"

    /// Realer's own API.
    package static let usualURL = ServiceURL(https: "api.therealer.com")

    /// Name, address and customers.
    package let identity: AccountIdentity
    /// The client id: `cdv_` and 26 characters.
    package let clientId: String
    /// The client secret.
    package let clientSecret: Secret
    /// The id of the control device that the credentials belong to.
    package let deviceId: String

    /// The address of the API.
    package var baseURL: ServiceURL { identity.baseURL ?? Self.usualURL }

    /// The client id.
    package static let clientIdField = SettingKey(
        "client_id",
        "the client id of a control device's credentials, `cdv_` and 26 characters, from Realer's dashboard")
    /// The client secret.
    package static let clientSecretField = SettingKey(
        "client_secret", "the client secret of the same credentials", isSecret: true)
    /// The control device.
    package static let deviceIdField = SettingKey(
        "device_id", "the id of the control device that the credentials belong to, as Realer's dashboard shows it")

    package static let fields = [clientIdField, clientSecretField, deviceIdField]

    /// Reads an account; a device id that does not fit into an endpoint id is a problem too.
    package init?(_ identity: AccountIdentity, reading reader: inout AccountReader) {
        let source = "Realer's dashboard shows it with the control device's credentials"
        let clientId = reader.required(Self.clientIdField, source)
        let secret = reader.secret(
            Self.clientSecretField, "Realer's dashboard shows it once, when the control device's credentials are made")
        let deviceId = reader.required(Self.deviceIdField, source)
        if let deviceId, EndpointID("realer:\(deviceId):1") == nil || deviceId.contains(":") {
            reader.addProblem(Self.deviceIdField, "must be letters, digits, `_` and `-`: it is part of endpoint ids")
            return nil
        }
        guard let clientId, let secret, let deviceId else { return nil }
        if clientId.contains(":") {
            reader.addProblem(Self.clientIdField, "must not have a colon")
            return nil
        }
        self.init(identity, clientId: clientId, clientSecret: secret, deviceId: deviceId)
    }

    /// An account with these values.
    package init(_ identity: AccountIdentity, clientId: String, clientSecret: Secret, deviceId: String) {
        self.identity = identity
        self.clientId = clientId
        self.clientSecret = clientSecret
        self.deviceId = deviceId
    }
}
