import AlexaProtocol
import Logging
import Telemetry
import Testing

/// No description of a secret shows it.
struct RedactionTests {
    static let mark = "MARKED-SECRET"

    static let values: [(String, any Sendable)] = [
        ("Secret", Secret(mark)), ("Scope", Scope(token: mark)),
        ("ReplyAddress", ReplyAddress(correlationToken: Secret(mark))),
        (
            "Event",
            Event(messageId: "1", .errorResponse(.internalError("m"), ReplyAddress(correlationToken: Secret(mark))))
        ),
        ("deferred", Event.Body.deferredResponse(correlationToken: Secret(mark), estimatedDeferralInSeconds: 1)),
        ("directive", try? incoming.directive.get()), ("incoming", incoming),
        ("header", try? incoming.directive.get().header), ("endpoint", try? incoming.directive.get().endpoint),
        (
            "context",
            LogContext(requestId: "r", messageId: "m", correlationToken: Secret(mark))
        ),
    ]

    static let incoming = IncomingDirective(
        Array(
            """
            {"directive":{"header":{"namespace":"Alexa.LockController","name":"Unlock","messageId":"m","payloadVersion":"3",\
            "correlationToken":"\(mark)"},"endpoint":{"endpointId":"lock","scope":{"type":"BearerToken","token":"\(mark)"},\
            "cookie":{"key":"\(mark)"}},"payload":{"pin":"\(mark)"}}}
            """.utf8))

    @Test func noDescriptionShowsASecret() {
        let isReadable = if case .success = Self.incoming.directive { true } else { false }
        #expect(isReadable)
        let log = WrittenLog()
        for (name, value) in Self.values {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(describing: value), String(reflecting: value), dumped, "\([value])"] {
                #expect(!text.contains(Self.mark), "\(name): \(text)")
            }
            log.logger.info("line", metadata: ["value": "\(value)"])
        }
        log.logger.info("line", metadata: ["value": .stringConvertible(Secret(Self.mark))])
        #expect(!log.text.contains(Self.mark))
    }
}
