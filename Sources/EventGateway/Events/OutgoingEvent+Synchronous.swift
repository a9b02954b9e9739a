import AlexaProtocol

extension OutgoingEvent {
    /// Why an event with this header is not accepted by the gateway: it may only be the direct answer to a directive. `nil` for
    /// all others.
    ///
    /// Sources: Alexa.DeferredResponse; Alexa.Discovery, Discover.Response; Alexa.Authorization, AcceptGrant.
    static func reasonAgainstGateway(_ namespace: String, _ name: String) -> String? {
        switch (namespace, name) {
        case (Alexa.namespace, "DeferredResponse"):
            "a DeferredResponse only ever is the direct answer to a directive; the event that follows it goes to the gateway"
        case (Discovery.namespace, "Discover.Response"):
            "a Discover.Response only ever is the direct answer to Discover; send an AddOrUpdateReport instead"
        case (Authorization.namespace, _):
            "an answer to AcceptGrant only ever is given directly"
        default: nil
        }
    }
}
