/// All 74 (namespace, type) pairs.
package enum ErrorCatalog {
    /// Namespace by namespace, in the order of ``AlexaErrorType``.
    package static let kinds: [ErrorKind] = [
        GenericError.kinds, Authorization.Failure.kinds, AuthorizationController.Failure.kinds,
        Commissionable.Failure.kinds, Cooking.Failure.kinds, DataController.Failure.kinds, Safety.Failure.kinds,
        SecurityPanelController.Failure.kinds, ObjectDetectionSensor.Failure.kinds, SnapshotProvider.Failure.kinds,
        ThermostatController.Failure.kinds, ThermostatConfiguration.Failure.kinds, ThermostatSchedule.Failure.kinds,
    ].flatMap { $0 }

    /// The pair for a bare type name.
    ///
    /// Three types stand under two namespaces: `namespace` decides if it owns the type, else the first in the
    /// catalogue's order does. `nil` for a type that Amazon does not list.
    package static func kind(ofType type: String, preferring namespace: String) -> ErrorKind? {
        let candidates = kinds.filter { $0.type == type }
        return candidates.first { $0.header.namespace == namespace } ?? candidates.first
    }
}
