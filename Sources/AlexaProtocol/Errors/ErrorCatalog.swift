/// Every (namespace, type) pair that Amazon lists, collected from the interfaces' own files.
package enum ErrorCatalog {
    /// Sorted by namespace, so `Alexa` with its generic types comes first.
    package static let kinds: [ErrorKind] =
        (InterfaceCatalog.all.map { $0.errorKinds } + InterfaceCatalog.withErrorsOnly.map { $0.kinds })
        .filter { !$0.isEmpty }.sorted { $0[0].header.namespace < $1[0].header.namespace }.flatMap(\.self)

    /// The pair for a bare type name.
    ///
    /// Three types exist under two namespaces: `namespace` decides if it owns the type, otherwise the first in the order of
    /// ``kinds``. `nil` for a type that Amazon does not list.
    package static func kind(ofType type: String, preferring namespace: String) -> ErrorKind? {
        let candidates = kinds.filter { $0.type == type }
        return candidates.first { $0.header.namespace == namespace } ?? candidates.first
    }
}
