import AlexaProtocol

extension Deferral {
    /// Which answers may be deferred, and for how long.
    ///
    /// Alexa allows it for physical changes that take longer than 8 seconds (Alexa.DeferredResponse). Scenes, cameras,
    /// discovery, authorisation and reports of state are never deferred, whatever is set here.
    package struct Policy: Sendable {
        /// How long an answer is waited for before it is deferred, from 0 to 6.5 s.
        package var after: Duration = .seconds(5)
        /// When the deferred answer has to follow at the latest, counted from the directive. Alexa waits for locks about 20 s.
        package var limit: Duration = .seconds(20)
        /// The upper limit of `estimatedDeferralInSeconds`.
        package var greatestEstimate: Duration = .seconds(15)
        /// Interfaces whose answers are deferred without waiting first, on endpoints where they may be deferred.
        package var slowInterfaces: Set<String> = []
        /// Interfaces that may be deferred on every endpoint.
        package var interfaces: Set<String> = [LockController.namespace]
        /// Interfaces that may be deferred on endpoints of ``movingCategories``.
        package var movingInterfaces: Set<String> = [
            ModeController.namespace, RangeController.namespace, ToggleController.namespace,
        ]
        /// Display categories of endpoints that move.
        package var movingCategories: Set<String> = ["GARAGE_DOOR", "DOOR", "EXTERIOR_BLIND", "INTERIOR_BLIND"]
        /// Interfaces that may be deferred on endpoints that are woken over the network (Alexa.WakeOnLANController).
        package var wakeOnLANInterfaces: Set<String> = [PowerController.namespace]

        /// The defaults.
        package init() {}

        /// How long the work may take. A twentieth of the limit is reserved for sending the event to Alexa.
        var workTime: Duration { limit * 0.95 }

        /// Whether Alexa accepts deferred answers to directives of `namespace` at all. If it does, ``mayDefer(_:)`` decides by
        /// endpoint.
        func concerns(_ namespace: String) -> Bool {
            Inspection.mayBeDeferred(namespace)
        }

        /// Whether the answer to a directive for this capability may be deferred.
        func mayDefer(_ target: Command.Target) -> Bool {
            let interface = target.capability.interface
            guard concerns(interface) else { return false }
            return target.capability.isSlow || interfaces.contains(interface) || slowInterfaces.contains(interface)
                || movingInterfaces.contains(interface)
                    && target.endpoint.displayCategories.contains(where: movingCategories.contains)
                || wakeOnLANInterfaces.contains(interface)
                    && target.endpoint.declares(WakeOnLANController.namespace)
        }

        /// Whether the answer is deferred without waiting.
        func isSlow(_ target: Command.Target) -> Bool {
            slowInterfaces.contains(target.capability.interface)
        }
    }
}
