extension Event {
    /// The header's namespace and name: what kind of event it is.
    package var header: (namespace: String, name: String) {
        switch body {
        case .response(let answer, _, _): (answer.namespace, answer.name)
        case .errorResponse(let error, _): (error.type.header.namespace, error.type.header.name)
        case .stateReport: (Alexa.namespace, "StateReport")
        case .deferredResponse: (Alexa.namespace, "DeferredResponse")
        case .changeReport: (Alexa.namespace, "ChangeReport")
        case .interfaceEvent(let own, _): (own.namespace, own.name)
        case .discoverResponse: (Discovery.namespace, "Discover.Response")
        case .addOrUpdateReport: (Discovery.namespace, "AddOrUpdateReport")
        case .deleteReport: (Discovery.namespace, "DeleteReport")
        case .acceptGrantResponse: (Authorization.namespace, "AcceptGrant.Response")
        }
    }

    /// The endpoint that the event names; `nil` if it names none.
    package var endpointId: EndpointID? {
        switch body {
        case .response(_, let address, _), .errorResponse(_, let address), .stateReport(let address, _):
            address.endpointId
        case .changeReport(let endpointId, _, _, _), .interfaceEvent(_, let endpointId): endpointId
        case .deferredResponse, .discoverResponse, .addOrUpdateReport, .deleteReport, .acceptGrantResponse: nil
        }
    }
}
