// The content of a directive is private: tokens, PINs, spoken text. Descriptions leave it out, so that it cannot get into a
// log.

extension Directive: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(header.fullName)\(endpoint.map { " to \($0)" } ?? "")" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["header": header, "endpoint": endpoint as Any]) }
}

extension Directive.Header: CustomStringConvertible {
    package var description: String { fullName }
}

extension Directive.Endpoint: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { endpointId }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["endpointId": endpointId, "scope": scope as Any]) }
}
