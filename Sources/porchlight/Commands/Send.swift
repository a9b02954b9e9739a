import AlexaProtocol
import ArgumentParser
import Assembly
import EventGateway
import FoundationEssentials
import HTTPTransport
import SQLiteStore

struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sends one event to Alexa's event gateway, with the whole retry policy.",
        discussion: """
            Prints a line for each attempt, then the verdict. Exits 0 if the event was accepted, 1 if it was refused or \
            given up. The token comes from an environment variable or from the stored grant of a customer.
            """)

    @Argument(help: "The event; - is standard input. A scope in it is replaced.")
    var file = "-"

    @Option(help: "The gateway's address, in place of Amazon's.")
    var gateway: String?

    @Option(help: "The environment variable that holds the customer's Amazon access token.")
    var tokenEnv: String?

    @Option(help: "The customer whose stored grant is used. Default: the configured household.")
    var customer: String?

    @Flag(help: "Sends the event even if the rules of `porchlight lint` say that Alexa refuses it.")
    var force = false

    func validate() throws {
        guard tokenEnv == nil || customer == nil else {
            throw ValidationError("give --token-env or --customer, not both")
        }
    }

    func run() async throws {
        var isAccepted = false
        try await Failure.exits { isAccepted = try await send() }
        if !isAccepted { throw ExitCode(1) }
    }

    private func send() async throws(Failure) -> Bool {
        var input = try InputFile(file)
        let bytes = try input.readAll(atMost: 64 << 20)
        let event: OutgoingEvent
        do throws(InvalidEvent) {
            event = try OutgoingEvent(json: bytes)
        } catch {
            throw Failure("cannot send \(file): \(error)")
        }
        if !force { try refuse(event) }
        var assembly = try CommandAssembly.ofThisProcess()
        if let gateway {
            do throws(HTTPTransportError) {
                assembly.settings.gateway.gateways = GatewayAddresses(instead: try ServiceURL(gateway))
            } catch {
                throw Failure("cannot use this --gateway. \(error)")
            }
        }
        let transport = try assembly.requiredTransport()
        let (customer, credentials) = try await credentials(assembly, transport)
        let sender = Sender(assembly.delivery(transport, credentials), environment: assembly.environment)
        let logger = assembly.logger
        let outcome = await sender.send(event, of: customer) { attempt in
            attempt.log(to: logger)
            // The event has to be sent even if the reader of the output has gone.
            try? StandardOutput.write(attempt.line)
        }
        switch outcome {
        case .accepted:
            try StandardOutput.write("accepted\n")
            return true
        case .refused(let reason):
            try StandardOutput.write("refused: \(reason)\n")
            return false
        }
    }

    /// - Throws: the errors because of which Alexa would refuse the event.
    private func refuse(_ event: OutgoingEvent) throws(Failure) {
        guard let json = event.json, let judgement = Judgement(of: .object(json)) else { return }
        let refused = judgement.findings.filter { $0.rule.severity == .rejected }
        guard let first = refused.first else { return }
        let more = refused.count > 1 ? " (and \(refused.count - 1) more: see porchlight lint \(file))" : ""
        throw Failure(
            "Alexa would refuse \(file) for \(first.path), rule \(first.rule.id): \(first.message)\(more) --force sends it as it is"
        )
    }

    private func credentials(
        _ assembly: CommandAssembly, _ transport: HTTPTransport
    ) async throws(Failure) -> (CustomerID, any CredentialSource) {
        if let tokenEnv {
            return (.household, FixedToken(try Self.token(tokenEnv), region: assembly.settings.gateway.region))
        }
        guard let customer = customer.map({ CustomerID($0) }) ?? assembly.settings.gateway.household else {
            throw Failure("whose event is it? give --customer or --token-env")
        }
        let store = try await assembly.requiredStore(for: .look)
        return (customer, assembly.tokens(store, transport))
    }

    /// The token in an environment variable, without surrounding white space, such as the line break of a file.
    ///
    /// No message contains the variable's name: it may be the token itself, given by mistake.
    private static func token(_ variable: String) throws(Failure) -> Secret {
        guard let value = ProcessInfo.processInfo.environment[variable] else {
            throw Failure("the environment variable that --token-env names is not set; export it, or give --customer")
        }
        let token = String(value.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        guard !token.isEmpty else {
            throw Failure("the environment variable that --token-env names is empty; put the token in it")
        }
        guard let secret = Secret(token: token) else {
            throw Failure(
                "the environment variable that --token-env names holds no token: there is a space, a line break or another "
                    + "character in it that tokens do not have; copy the token again")
        }
        return secret
    }
}
