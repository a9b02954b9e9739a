package import AlexaProtocol
package import Logging
import Synchronization

/// The ids in every log line of a directive, by which its lines are found and joined.
///
/// It travels in a task-local value. Tasks inherit it, `Task.immediate` and the work of a `DeadlineTask` too; a thread of our
/// own and `Task.detached` do not.
package final class LogContext: Sendable {
    /// The context of the current task; `nil` outside of directives and deliveries.
    @TaskLocal package static var current: LogContext?

    /// The host's id of the request, such as Lambda's; field `request_id`.
    package let requestId: String?
    /// The message id of the directive, or of the event that is delivered; field `message_id`.
    package let messageId: String?
    /// Lambda's trace; its root is the field `trace_id`.
    package let trace: XRayTrace?
    /// Whether lines below level WARN are left out, because the directive is not in the sample.
    package let isSampledOut: Bool
    private let correlationToken: Secret?
    /// Computed for the first line that is written.
    private let correlationHash = Mutex<String?>(nil)

    /// A context of these parts; what is `nil` is left out of the lines.
    ///
    /// - Parameter correlationToken: the directive's; lines show its fingerprint, ``LogHash``, as `correlation`.
    package init(
        requestId: String? = nil, messageId: String? = nil, correlationToken: Secret? = nil, trace: XRayTrace? = nil,
        isSampledOut: Bool = false
    ) {
        self.requestId = requestId
        self.messageId = messageId
        self.correlationToken = correlationToken
        self.trace = trace
        self.isSampledOut = isSampledOut
    }

    /// The same context without sampling: all lines are written.
    package var written: LogContext {
        guard isSampledOut else { return self }
        return LogContext(
            requestId: requestId, messageId: messageId, correlationToken: correlationToken, trace: trace)
    }

    /// The fingerprint of the correlation token; `nil` if there is no token.
    package var correlation: String? {
        guard let correlationToken else { return nil }
        return correlationHash.withLock { known in
            if let known { return known }
            let hash = LogHash.of(correlationToken.exposed)
            known = hash
            return hash
        }
    }

    /// The fields of a line.
    package var metadata: Logger.Metadata {
        var fields = Logger.Metadata(minimumCapacity: 4)
        add(to: &fields)
        return fields
    }

    /// Adds the fields to those of a line. Fields that the line already has are kept.
    package func add(to fields: inout Logger.Metadata) {
        func add(_ key: String, _ text: @autoclosure () -> String?) {
            guard fields[key] == nil, let text = text() else { return }
            fields[key] = .string(text.shortened())
        }
        add("request_id", requestId)
        add("message_id", messageId)
        add("correlation", correlation)
        add("trace_id", trace?.root)
    }

    /// For log handlers of other kinds than ours: the fields of the current context.
    package static let metadataProvider = Logger.MetadataProvider { current?.metadata ?? [:] }
}
