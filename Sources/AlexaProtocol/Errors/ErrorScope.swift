/// The directives that the errors of a namespace can answer. Source: Alexa.ErrorResponse, "Error type values".
package enum ErrorScope: Sendable {
    /// Those of every interface.
    case everyInterface
    /// Those of the interface that owns the errors and of its parts, as Alexa.Cooking's for Alexa.Cooking.TimeController.
    case ownInterface
    /// Those of these interfaces.
    case interfaces(Set<String>)

    /// Whether an error of the namespace `owner` can answer a directive of `namespace`.
    func contains(_ namespace: String, owner: String) -> Bool {
        switch self {
        case .everyInterface: true
        case .ownInterface: namespace == owner || namespace.hasPrefix(owner + ".")
        case .interfaces(let interfaces): interfaces.contains(namespace)
        }
    }
}
