import AlexaProtocol

/// A directive for an endpoint that has passed all checks.
struct PreparedCommand: Sendable {
    let command: Command
    let kind: DirectiveKind
    let known: KnownEndpoint
    let call: AdapterCall
}
