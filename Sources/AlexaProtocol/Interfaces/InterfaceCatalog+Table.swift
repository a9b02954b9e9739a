extension InterfaceCatalog {
    /// The catalogue as a table in Markdown, one row per interface, sorted by name.
    package static var markdown: String {
        let head = [
            "| interface | version | directives | properties | own errors |", "| --- | --- | --- | --- | --- |",
        ]
        let rows = all.sorted { $0.namespace < $1.namespace }.map { interface in
            let errors = interface.errorKinds
            let cells = [
                interface.namespace, interface.version, list(interface.directives.map(\.name)),
                list(interface.properties.map(\.name)),
                interface.namespace == Alexa.namespace ? "the \(errors.count) generic ones" : list(errors.map(\.type)),
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        return (head + rows).joined(separator: "\n") + "\n"
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "-" : names.joined(separator: ", ")
    }
}
