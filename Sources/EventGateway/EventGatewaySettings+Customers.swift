import AlexaProtocol
import HTTPTransport
import Settings

extension EventGatewaySettings {
    /// Reads how the customer of a token is determined.
    static func customers(_ reader: inout SettingsReader) -> Customers {
        let profileURL = reader.url(profileAddress) ?? AmazonProfileResolver.usualURL
        let household = CustomerID(reader.text(customerId) ?? CustomerID.household.rawValue)
        let resolver = reader.choice(customerResolver, of: ["household", "amazon_profile", "jwt", "introspection"])
        // An operator who sets these expects tokens to be checked.
        let unused: [SettingKey] =
            switch resolver {
            case "jwt": introspectionKeys
            case "introspection": jwtKeys
            // An unknown resolver has been reported already.
            case nil where reader.text(customerResolver) != nil: []
            default: tokenKeys + jwtKeys + introspectionKeys
            }
        for key in unused where reader.text(key) != nil {
            let needed = key.name.hasPrefix("token.") ? "jwt or introspection" : key.name.prefix { $0 != "." }
            reader.addProblem(key, "has no effect: it needs \(customerResolver.label) = \(needed)")
        }
        switch resolver {
        case "amazon_profile": return .amazonProfile(profileURL)
        case "jwt": return jwt(&reader).map { .jwt($0) } ?? .household(household)
        case "introspection": return introspection(&reader).map { .introspection($0) } ?? .household(household)
        default: return .household(household)
        }
    }

    private static func rules(_ reader: inout SettingsReader) -> TokenRules {
        var rules = TokenRules()
        rules.issuer = reader.text(tokenIssuer)
        rules.audiences = reader.words(tokenAudiences, of: "an audience", where: { _ in true }) ?? []
        rules.clients = reader.words(tokenClients, of: "a client", where: { _ in true }) ?? []
        rules.customerClaim = reader.text(tokenClaim) ?? rules.customerClaim
        return rules
    }

    private static func jwt(_ reader: inout SettingsReader) -> JWTResolver.Configuration? {
        let rules = rules(&reader)
        if rules.audiences.isEmpty, rules.clients.isEmpty {
            reader.addProblem(
                tokenAudiences,
                "and \(tokenClients.label) are missing; one of them has to be set, or tokens that the same server has issued "
                    + "for other applications would be accepted")
        }
        let algorithms = reader.words(
            Self.algorithms, of: "an algorithm that is supported (\(Self.supportedAlgorithms))",
            where: { JWTAlgorithm(named: $0) != nil })
        let hasOwnAddress = reader.text(keysAddress) != nil
        var source = reader.url(keysAddress).map(KeySource.jwks)
        if let issuer = rules.issuer {
            if !hasOwnAddress {
                do throws(HTTPTransportError) {
                    source = .discovery(try ServiceURL(issuer))
                } catch {
                    reader.addProblem(
                        tokenIssuer,
                        "is no address at which the server's keys can be asked for: set \(keysAddress.label). \(error)")
                }
            }
        } else {
            reader.addProblem(tokenIssuer, "is missing; the `iss` of the server's tokens")
        }
        guard let source else { return nil }
        var configuration = JWTResolver.Configuration(rules, keys: source)
        if let algorithms { configuration.algorithms = algorithms.compactMap { JWTAlgorithm(named: $0) } }
        return configuration
    }

    private static func introspection(_ reader: inout SettingsReader) -> IntrospectionResolver.Configuration? {
        let rules = rules(&reader)
        let url = reader.url(introspectionAddress)
        if reader.text(introspectionAddress) == nil {
            reader.addProblem(introspectionAddress, "is missing; the server's documentation says where it is")
        }
        let id = reader.text(introspectionClient)
        let secret = reader.text(introspectionSecret)
        let credential: IntrospectionResolver.Configuration.Credential
        switch (id, secret, reader.text(introspectionToken)) {
        case (let id?, let secret?, nil): credential = .client(id: id, Secret(secret))
        case (nil, nil, let token?):
            guard let token = Secret(token: token) else {
                reader.addProblem(introspectionToken, "has a character that no access token has")
                return nil
            }
            credential = .bearer(token)
        case (nil, nil, nil):
            reader.addProblem(
                introspectionClient,
                "and \(introspectionSecret.label) are missing; the endpoint answers only those whom it knows")
            return nil
        case (_, _, _?):
            reader.addProblem(introspectionToken, "cannot be set together with a client id or secret")
            return nil
        case (_?, nil, nil):
            reader.addProblem(introspectionSecret, "is missing; it belongs to \(introspectionClient.label)")
            return nil
        case (nil, _?, nil):
            reader.addProblem(introspectionClient, "is missing; it belongs to \(introspectionSecret.label)")
            return nil
        }
        return url.map { IntrospectionResolver.Configuration($0, credential, rules) }
    }
}
