extension Capability {
    /// The names and semantics brought into the form that Alexa's schema wants; what cannot be is left out.
    ///
    /// - Parameter notes: gets a sentence for each part that loses something.
    func withStrictNames(notes: inout [String]) -> Capability {
        var strict = self
        strict.resources = resources.map { CapabilityResources($0).json }
        strict.semantics = semantics.map { Semantics($0).json }
        if strict.resources != resources {
            notes.append("capabilityResources of \(interface) \(instance ?? "") brought into Alexa's form")
        }
        if strict.semantics != semantics {
            notes.append("semantics of \(interface) \(instance ?? "") brought into Alexa's form")
        }
        return strict
    }
}
