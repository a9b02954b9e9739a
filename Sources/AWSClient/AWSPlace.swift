package import HTTPTransport

/// The region of AWS that is used, and where its services are.
package struct AWSPlace: Hashable, Sendable {
    /// The region, such as `eu-west-1`.
    package let region: String
    /// Where the services are instead, by signing name; for tests and private endpoints.
    private let endpoints: [String: ServiceURL]

    /// The services of a region at their own addresses, but for these.
    package init(region: String, endpoints: [String: ServiceURL] = [:]) {
        self.region = region
        self.endpoints = endpoints
    }

    /// The region and the addresses that the environment names: `AWS_REGION`, `AWS_DEFAULT_REGION`, and
    /// `AWS_ENDPOINT_URL_DYNAMODB` and the like before `AWS_ENDPOINT_URL`.
    ///
    /// Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
    ///
    /// - Parameter services: signing names of the services that are used.
    /// - Throws: a sentence about a variable that is missing or wrong; it begins with the variable's name.
    package init(environment: [String: String], services: [String]) throws(AWSSettingProblem) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard let region = value("AWS_REGION") ?? value("AWS_DEFAULT_REGION") else {
            throw AWSSettingProblem(description: "AWS_REGION is missing: it names the region of the table")
        }
        guard region.utf8.allSatisfy({ (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }) else {
            throw AWSSettingProblem(description: "AWS_REGION has to be the name of a region, such as eu-west-1")
        }
        var endpoints: [String: ServiceURL] = [:]
        for service in services {
            for name in ["AWS_ENDPOINT_URL_\(service.uppercased())", "AWS_ENDPOINT_URL"] {
                guard let text = value(name) else { continue }
                do throws(HTTPTransportError) {
                    endpoints[service] = try ServiceURL(text)
                } catch {
                    throw AWSSettingProblem(description: "\(name) cannot be used. \(error)")
                }
                break
            }
        }
        self.init(region: region, endpoints: endpoints)
    }

    /// Where a service is.
    func endpoint(of service: AWSService.Description) -> ServiceURL {
        if let endpoint = endpoints[service.signingName] { return endpoint }
        let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        return ServiceURL(https: service.signingName, region: region, domain: domain)
    }
}
