import AlexaProtocol
import HTTPTransport
import HTTPTypes

extension AWSFailure {
    /// The failure for an answer with an error status. The error's name decides, then the status.
    ///
    /// Sources: Amazon DynamoDB, "Error handling"; Amazon SQS, "Common errors".
    init(_ answer: HTTPAnswer, service: String, operation: String) {
        let object = JSONDocument(parsing: answer.body).value?.object ?? [:]
        let status = answer.head.status.code
        let name = Self.name(object, answer)
        let message = object["message"]?.string ?? object["Message"]?.string ?? ""
        let kind = Self.kind(name, message: message, status: status, object)
        self.init(
            kind, mayHaveTakenEffect: status >= 500, answer: object,
            Self.text(kind, service: service, operation: operation, name: name.isEmpty ? "status \(status)" : name))
    }

    /// The error's name without namespace; empty if there is none.
    ///
    /// It is in the body, or in a header field with an optional URL after the name. A proxy in front of a service may answer in
    /// XML. Source: Smithy, AWS JSON 1.0 protocol, "Operation error serialization".
    private static func name(_ object: JSONObject, _ answer: HTTPAnswer) -> String {
        let field = HTTPField.Name("x-amzn-errortype").flatMap { answer.head.headerFields[$0] }
        // com.amazonaws.dynamodb.v20120810#ResourceNotFoundException
        if let text = object["__type"]?.string ?? field,
            let name = text.split(separator: ":").first?.split(separator: "#").last
        {
            return String(name)
        }
        let text = String(decoding: answer.body.prefix(4096), as: UTF8.self)
        guard let start = text.firstPlace(of: "<Code>"), let end = text.firstPlace(of: "</Code>"),
            start.upperBound < end.lowerBound
        else { return "" }
        return String(text[start.upperBound..<end.lowerBound].prefix(100))
    }

    /// Whether the same call may succeed a moment later.
    var isTransient: Bool {
        switch kind {
        case .throttled, .unavailable, .conflict: true
        case .conditionFailed, .transactionCancelled, .notFound, .denied, .credentials, .clock, .tooLarge, .timedOut,
            .other:
            false
        }
    }

    private static func kind(_ name: String, message: String, status: Int, _ object: JSONObject) -> Kind {
        switch name {
        case "ConditionalCheckFailedException":
            return .conditionFailed
        case "TransactionCanceledException":
            let reasons = object["CancellationReasons"]?.array ?? []
            return cancelled(reasons.map { $0.object?["Code"]?.string ?? "" })
        case "TransactionConflictException", "TransactionInProgressException":
            return .conflict
        case "ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded", "Throttling",
            "LimitExceededException", "RequestThrottled", "OverLimit", "KmsThrottled":
            return .throttled
        case "ResourceNotFoundException", "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue":
            return .notFound
        case "AccessDeniedException", "AccessDenied", "KmsAccessDenied":
            return .denied
        case "RequestExpired", "RequestTimeTooSkewed":
            return .clock
        case "InvalidSignatureException", "SignatureDoesNotMatch":
            // "Signature expired: ... is now earlier than ...", "Signature not yet current: ..."
            return message.includes("expired") || message.includes("not yet current") ? .clock : .credentials
        case "UnrecognizedClientException", "InvalidClientTokenId", "MissingAuthenticationTokenException",
            "ExpiredTokenException", "IncompleteSignatureException", "MissingAuthenticationToken", "ExpiredToken":
            return .credentials
        case "ValidationException"
        where message.includes("size has exceeded") || message.includes("maximum allowed size"):
            return .tooLarge
        case "RequestEntityTooLarge", "ItemCollectionSizeLimitExceededException":
            return .tooLarge
        case "InternalServerError", "InternalFailure", "ServiceUnavailable", "ServiceUnavailableException":
            return .unavailable
        default:
            if status == 429 { return .throttled }
            return status >= 500 ? .unavailable : .other
        }
    }

    /// The kind of failure for a cancelled transaction, by the codes of its actions. Source: Amazon DynamoDB API Reference,
    /// TransactWriteItems.
    private static func cancelled(_ codes: [String]) -> Kind {
        func has(_ code: String) -> Bool { codes.contains(code) }
        if has("ConditionalCheckFailed") { return .transactionCancelled(codes) }
        if has("TransactionConflict") { return .conflict }
        if has("ThrottlingError") || has("ProvisionedThroughputExceeded") { return .throttled }
        return has("ItemCollectionSizeLimitExceeded") ? .tooLarge : .other
    }

    private static func text(_ kind: Kind, service: String, operation: String, name: String) -> String {
        let what = "\(service) refused \(operation) (\(name))"
        return switch kind {
        case .conditionFailed: "\(what): another process has changed the item"
        case .conflict: "\(what): other transactions were changing the same items"
        case .transactionCancelled(let codes):
            "\(what): \(codes.filter { $0 != "None" }.joined(separator: ", "))"
        case .throttled: "\(what): it limits the rate; check the table's capacity or the account's limits"
        case .notFound: "\(what): there is no such table, index or queue in this region and account; check its name"
        case .denied: "\(what): the role lacks the permission; compare it with the template's policy"
        case .credentials: "\(what): the AWS credentials are wrong or have ended; check the role or the access key"
        case .clock: "\(what): this machine's clock is minutes away from AWS's; set it, for example with NTP"
        case .tooLarge: "\(what): the item is larger than the service accepts"
        case .unavailable: "\(what): it has a fault of its own, which usually passes"
        case .timedOut: "\(what): it did not answer in time"
        case .other: "\(what)"
        }
    }
}
