package import Settings

extension EventGatewaySettings {
    /// How the customer of a token is determined.
    package static let customerResolver = SettingKey(
        "customer.resolver",
        "`household`: every token belongs to the one customer of a private skill. `amazon_profile`: tokens are looked up "
            + "at Login with Amazon. `jwt`: tokens are JWTs of your own authorization server. `introspection`: your "
            + "authorization server is asked about each token. See docs/account-linking.md",
        defaultValue: "household")
    /// The one customer of a household.
    package static let customerId = SettingKey(
        "customer.id", "the one customer of a household", defaultValue: "household")
    /// The issuer of tokens.
    package static let tokenIssuer = SettingKey(
        "token.issuer", "the issuer (`iss`) of customers' tokens, exactly as the authorization server writes it")
    /// The audiences of tokens.
    package static let tokenAudiences = SettingKey(
        "token.audiences", "a list: a token has to be for one of these audiences (`aud`)")
    /// The clients that tokens are issued to.
    package static let tokenClients = SettingKey(
        "token.client_ids",
        "a list: a token has to be issued to one of these clients, that of the skill's account linking (`client_id`, `azp`, "
            + "`cid` or `appid`)")
    /// The claim that names the customer.
    package static let tokenClaim = SettingKey(
        "token.customer_claim", "the claim of a token that names the customer", defaultValue: "sub")
    /// Where the issuer's keys are.
    package static let keysAddress = SettingKey(
        "jwt.jwks_url", "where the public keys of the authorization server are",
        defaultValue: "as the server says at `ISSUER/.well-known/openid-configuration`")
    /// The algorithms that are accepted.
    package static let algorithms = SettingKey(
        "jwt.algorithms", "a list: the algorithms of signatures that are accepted",
        defaultValue: supportedAlgorithms)
    static let supportedAlgorithms = "RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, EdDSA"
    /// The introspection endpoint.
    package static let introspectionAddress = SettingKey(
        "introspection.url", "the introspection endpoint of the authorization server (RFC 7662)")
    /// The client id at the introspection endpoint.
    package static let introspectionClient = SettingKey(
        "introspection.client_id", "the client id by which the endpoint knows us")
    /// The client secret at the introspection endpoint.
    package static let introspectionSecret = SettingKey(
        "introspection.client_secret", "the client secret of the same", isSecret: true)
    /// The access token for the introspection endpoint, in place of client id and secret.
    package static let introspectionToken = SettingKey(
        "introspection.token", "an access token for the endpoint, in place of client id and secret", isSecret: true)

    /// All settings that determine the customer of a token.
    static let customerKeys = [customerResolver, customerId] + tokenKeys + jwtKeys + introspectionKeys
    /// For tokens of the operator's own authorization server.
    static let tokenKeys = [tokenIssuer, tokenAudiences, tokenClients, tokenClaim]
    /// For JWTs.
    static let jwtKeys = [keysAddress, algorithms]
    /// For introspection.
    static let introspectionKeys = [
        introspectionAddress, introspectionClient, introspectionSecret, introspectionToken,
    ]
}
