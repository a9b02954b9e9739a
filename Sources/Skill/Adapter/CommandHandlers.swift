package import AlexaProtocol

/// Carries out commands by the handler that is registered for their interface.
///
/// A handler is registered with the interface's own type, and gets the directive in that interface's own type.
package struct CommandHandlers: Sendable {
    private let cloud: String
    private var handlers: [String: any CommandHandler] = [:]

    /// An empty table of handlers.
    ///
    /// - Parameter cloud: the first part of the rule for a command without a handler.
    package init(cloud: String) {
        self.cloud = cloud
    }

    /// The interfaces that have a handler.
    package var interfaces: Set<String> { Set(handlers.keys) }

    /// Registers a handler for an interface, in place of an earlier one.
    package mutating func on<Interface: AlexaInterface>(
        _: Interface.Type,
        perform: @escaping @Sendable (Interface.Directive, Command, AdapterCall) async throws(AdapterFailure) -> Outcome
    ) {
        handlers[Interface.namespace] = InterfaceHandler<Interface>(body: perform)
    }

    /// Carries out a command.
    ///
    /// - Throws: what the handler throws; INVALID_DIRECTIVE if the interface has none.
    package func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        let interface = command.target.capability.interface
        guard let handler = handlers[interface] else {
            throw AdapterFailure(
                .invalidDirective("\(cloud) cannot carry out directives of \(interface)"), rule: "\(cloud).no_handler")
        }
        return try await handler.perform(command, call)
    }
}

/// A handler whose interface is not known at compile time.
private protocol CommandHandler: Sendable {
    func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome
}

private struct InterfaceHandler<Interface: AlexaInterface>: CommandHandler {
    let body: @Sendable (Interface.Directive, Command, AdapterCall) async throws(AdapterFailure) -> Outcome

    func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        try await body(directive(of: command), command, call)
    }

    private func directive(of command: Command) throws(AdapterFailure) -> Interface.Directive {
        do throws(AlexaError) {
            return try Interface.directive(command.payload)
        } catch {
            throw AdapterFailure(error, rule: "skill.wrong_payload")
        }
    }
}

extension AlexaInterface {
    /// A payload in the interface's own type. The one place where payloads are cast.
    ///
    /// - Throws: INTERNAL_ERROR for the payload of another interface.
    package static func directive(_ payload: any DirectivePayload) throws(AlexaError) -> Directive {
        guard let directive = payload as? Directive else {
            throw .internalError("\(namespace) was given a \(type(of: payload))")
        }
        return directive
    }
}
