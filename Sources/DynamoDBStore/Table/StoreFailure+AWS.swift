import AWSClient
import EventGateway

extension StoreFailure {
    /// The failure of a store that a failed call of DynamoDB means.
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
