import AlexaProtocol

/// The kinds of directives that the skill answers.
enum Route: Sendable {
    /// List the endpoints of the customer whom the scope names.
    case discovery(Scope?)
    /// Accept the permission to send events.
    case grant(Authorization.AcceptGrant)
    /// Report the state of an endpoint.
    case stateReport(Directive.Endpoint)
    /// Carry out a command on an endpoint.
    case command(CommandRoute)

    /// A directive for an endpoint, before the endpoint is known.
    struct CommandRoute: Sendable {
        let endpoint: Directive.Endpoint
        let interface: any AlexaInterface.Type
        let kind: DirectiveKind
    }

    /// The route of a directive.
    ///
    /// - Throws: INVALID_DIRECTIVE if the skill does not know the interface or the directive, or if the version is wrong.
    init(_ directive: Directive) throws(DirectiveFailure) {
        let header = directive.header
        guard let interface = InterfaceCatalog.interface(header.namespace) else {
            throw DirectiveFailure(
                .invalidDirective("this skill does not support the directive's interface"),
                rule: "skill.unknown_interface")
        }
        guard let kind = interface.directives.first(where: { $0.name == header.name }) else {
            throw DirectiveFailure(
                .invalidDirective("\(interface.namespace) has no directive of this name"),
                rule: "skill.unknown_directive")
        }
        try Self.checkVersion(header, interface)
        switch interface.namespace {
        case Discovery.namespace:
            self = .discovery(Scope(directive.payload.object?["scope"]))
        case Authorization.namespace:
            let payload = try DirectiveFailure.attributing(to: "skill.payload") { () throws(AlexaError) in
                try kind.read(Payload(directive.payload, of: header))
            }
            guard case Authorization.Directive.acceptGrant(let grant) = payload else {
                throw DirectiveFailure(
                    .internalError("\(header.fullName) has no answer in this skill"), rule: "skill.unknown_directive")
            }
            self = .grant(grant)
        default:
            guard let endpoint = directive.endpoint else {
                throw DirectiveFailure(
                    .invalidDirective("\(header.fullName) needs an endpoint"), rule: "skill.needs_endpoint")
            }
            self =
                interface.namespace == Alexa.namespace
                ? .stateReport(endpoint) : .command(CommandRoute(endpoint: endpoint, interface: interface, kind: kind))
        }
    }

    private static func checkVersion(
        _ header: Directive.Header, _ interface: any AlexaInterface.Type
    ) throws(DirectiveFailure) {
        guard let version = header.payloadVersion, version != interface.payloadVersion, version != interface.version
        else { return }
        let major = version.prefix { $0 != "." }
        guard major == "3" || major == interface.payloadVersion.prefix(while: { $0 != "." }) else {
            throw DirectiveFailure(
                .invalidDirective("payloadVersion must be \(interface.payloadVersion)"), rule: "skill.payload_version")
        }
    }
}

extension Route.CommandRoute {
    /// The directive as a command to a known endpoint.
    ///
    /// - Throws: INVALID_DIRECTIVE if the endpoint does not declare the interface or instance, or declares it as read-only; the
    ///   argument's error if the endpoint does not accept the argument.
    func command(_ directive: Directive, _ known: KnownEndpoint) throws(DirectiveFailure) -> Command {
        let namespace = interface.namespace
        let instance = directive.header.instance ?? (interface.hasInstances ? "" : nil)
        guard let target = known.target(namespace, instance: instance) else {
            let isDeclared = known.endpoint.declares(namespace)
            throw DirectiveFailure(
                .invalidDirective(
                    isDeclared
                        ? "the endpoint does not declare this instance of \(namespace)"
                        : "the endpoint does not declare \(namespace)"),
                rule: isDeclared ? "skill.undeclared_instance" : "skill.undeclared_interface")
        }
        guard target.capability.properties?.nonControllable != true else {
            throw DirectiveFailure(
                .invalidDirective("the endpoint declares that \(namespace) can only be read"), rule: "skill.read_only")
        }
        let payload = try DirectiveFailure.attributing(to: "skill.payload") { () throws(AlexaError) in
            try kind.read(Payload(directive.payload, of: directive.header))
        }
        try DirectiveFailure.attributing(to: "skill.limits") { () throws(AlexaError) in
            try payload.check(against: target.capability)
        }
        return Command(
            target: target, name: kind.name, payload: payload.fitted(to: target.capability), cookie: endpoint.cookie)
    }
}
