package import HTTPTransport

/// An AWS region and the addresses of its services.
package struct AWSPlace: Hashable, Sendable {
    /// The region, such as `eu-west-1`.
    package let region: String
    /// Addresses that replace the usual ones, by signing name; for tests and private endpoints.
    private let endpoints: [String: ServiceURL]

    /// The services of a region at their usual addresses, except for `endpoints`.
    package init(region: String, endpoints: [String: ServiceURL] = [:]) {
        self.region = region
        self.endpoints = endpoints
    }

    /// The region and the addresses that the environment names: `AWS_REGION`, `AWS_DEFAULT_REGION`, and service-specific
    /// variables such as `AWS_ENDPOINT_URL_DYNAMODB` before `AWS_ENDPOINT_URL`.
    ///
    /// Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
    ///
    /// - Parameter services: signing names of the services that are used.
    /// - Throws: a problem with a variable that is missing or wrong; the sentence begins with the variable's name.
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

    /// The address of a service.
    func endpoint(of service: AWSService.Description) -> ServiceURL {
        if let endpoint = endpoints[service.signingName] { return endpoint }
        let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        return ServiceURL(https: service.signingName, region: region, domain: domain)
    }
}
