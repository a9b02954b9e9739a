import AlexaProtocol
import Logging
import Telemetry
import Timing

extension Skill {
    /// Logs what was received, at level DEBUG: the shape of the message and, if the operator enables it, the message without
    /// its private parts. Of a damaged message, the part that could be parsed is logged.
    func logReceived(_ bytes: [UInt8], _ summary: Summary) {
        guard logger.logLevel <= .debug, !summary.context.isSampledOut else { return }
        let document = JSONDocument(parsing: bytes, maximumDepth: DirectiveShape.greatestDepth)
        let message = document.value ?? .null
        var fields: Logger.Metadata = [
            "budget_ms": .stringConvertible(summary.budget.milliseconds),
            "shape": .stringConvertible(LoggedJSON(DirectiveShape.of(message))),
            "bytes": .stringConvertible(bytes.count),
        ]
        if let namespace = summary.namespace { fields["namespace"] = .string(namespace.shortened()) }
        if let name = summary.name { fields["name"] = .string(name.shortened()) }
        if let id = summary.endpointId { fields["endpoint_id"] = .string(id.shortened(to: 256)) }
        logger.debug("received", metadata: fields)
        guard options.capturesDirectives else { return }
        let captured = CapturedDirective.of(message)
        guard captured.encoded().count <= CapturedDirective.greatestSize else {
            logger.debug("capture", metadata: ["reason": "the directive is too large for a log line"])
            return
        }
        logger.debug("capture", metadata: ["directive": .stringConvertible(LoggedJSON(captured))])
    }
}
