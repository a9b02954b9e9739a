import AWSClient
import EventGateway

extension StoreFailure {
    /// Converts the failure of a call of DynamoDB.
    init(_ failure: AWSFailure) {
        let kind: Kind =
            switch failure.kind {
            case .throttled, .unavailable, .timedOut, .conflict, .transactionCancelled, .conditionFailed:
                failure.mayHaveTakenEffect ? .timedOut : .busy
            case .notFound, .denied, .credentials, .clock: .cannotOpen
            case .tooLarge: .full
            case .other: .other
            }
        self.init(kind, failure.description)
    }
}
