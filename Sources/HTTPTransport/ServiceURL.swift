package import HTTPTypes

/// The address of a service: `https`, or `http` on this machine only.
package struct ServiceURL: Hashable, Sendable, CustomStringConvertible {
    /// Host and, if it is not the usual one, port.
    package let authority: String
    /// `https` or `http`.
    package let scheme: String
    /// Begins with `/`.
    package let path: String

    package var description: String { "\(scheme)://\(authority)\(path)" }

    /// A request to this service.
    package func request(_ method: HTTPRequest.Method, _ fields: HTTPFields = [:]) -> HTTPRequest {
        HTTPRequest(method: method, scheme: scheme, authority: authority, path: path, headerFields: fields)
    }
}
