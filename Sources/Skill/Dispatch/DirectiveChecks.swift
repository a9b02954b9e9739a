import AlexaProtocol

/// What is checked of a directive before a device cloud is asked.
enum DirectiveChecks {
    /// The interface and kind of a directive.
    ///
    /// - Throws: INVALID_DIRECTIVE if we do not speak it.
    static func kind(
        of directive: Directive
    ) throws(AlexaError) -> (any AlexaInterface.Type, DirectiveKind) {
        let header = directive.header
        guard let interface = InterfaceCatalog.interface(header.namespace) else {
            throw .invalidDirective("this skill does not speak the directive's interface")
        }
        guard let kind = interface.directives.first(where: { $0.name == header.name }) else {
            throw .invalidDirective("\(interface.namespace) has no directive of this name")
        }
        if let version = header.payloadVersion, version != interface.payloadVersion, version != interface.version {
            let major = version.prefix { $0 != "." }
            guard major == "3" || major == interface.payloadVersion.prefix(while: { $0 != "." }) else {
                throw .invalidDirective("payloadVersion must be \(interface.payloadVersion)")
            }
        }
        return (interface, kind)
    }

    /// What a directive asks of an endpoint that has all it takes.
    ///
    /// - Throws: INVALID_DIRECTIVE if the endpoint does not declare the interface or instance, or only to be read; what the
    ///   arguments deserve.
    static func command(
        _ directive: Directive, _ interface: any AlexaInterface.Type, _ kind: DirectiveKind,
        _ addressed: Directive.Endpoint, _ resident: Resident
    ) throws(AlexaError) -> Command {
        let namespace = interface.namespace
        let instance = directive.header.instance ?? (interface.hasInstances ? "" : nil)
        guard let target = resident.target(namespace, instance: instance) else {
            throw .invalidDirective(
                resident.endpoint.declares(namespace)
                    ? "the endpoint does not declare this instance of \(namespace)"
                    : "the endpoint does not declare \(namespace)")
        }
        guard target.capability.properties?.nonControllable != true else {
            throw .invalidDirective("the endpoint declares that \(namespace) can only be read")
        }
        let payload = try kind.read(Payload(directive.payload, of: directive.header))
        try payload.check(against: target.capability)
        return Command(target: target, name: kind.name, payload: payload.fitted(to: target.capability), cookie: addressed.cookie)
    }
}
