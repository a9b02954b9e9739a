import AlexaProtocol
import Logging
import Telemetry

extension Skill {
    /// Turns a failure into the event that answers the directive. The only place that does.
    ///
    /// Notes rule and facts in the record, writes an alarm line if the failure is an alarm, and replaces an error whose
    /// namespace cannot answer this directive.
    ///
    /// - Parameter namespace: the directive's; `nil` if it could not be read.
    func body(
        of failure: DirectiveFailure, namespace: String?, _ address: ReplyAddress, _ record: DirectiveRecord
    ) -> Event.Body {
        record.noteRule(failure.rule)
        record.noteFacts(failure.facts)
        if failure.isAlarm { alarm(failure, record) }
        if namespace == Authorization.namespace {
            // The interface has one error only, and its answers have no correlation token (Alexa.Authorization).
            let error = AlexaError(Authorization.Failure.acceptGrantFailed, failure.error.message)
            return .errorResponse(error, ReplyAddress())
        }
        guard let namespace, !failure.error.type.canAnswer(namespace) else {
            return .errorResponse(failure.error, address)
        }
        let generic = failure.error.type.nearestGeneric
        logger.error(
            "error_replaced",
            metadata: [
                "namespace": "\(namespace.prefix(128))", "error_namespace": "\(failure.error.type.header.namespace)",
                "error_type": "\(failure.error.type.type)", "replaced_by": "\(generic.type)", "rule": "\(failure.rule)",
            ])
        return .errorResponse(AlexaError(.generic(generic), failure.error.message), address)
    }

    /// Writes an alarm line about a failure.
    func alarm(_ failure: DirectiveFailure, _ record: DirectiveRecord, cloud: String? = nil) {
        let notes = record.current
        var fields: Logger.Metadata = ["rule": "\(failure.rule)"]
        if let cloud { fields["cloud"] = "\(cloud)" }
        if let code = failure.facts.vendorCode { fields["vendor_code"] = "\(code)" }
        alarms.raise(
            failure.error.message, fault: cloud.map { "\($0) \(failure.rule)" } ?? failure.rule,
            account: notes.customer ?? "", fields: fields)
    }
}
