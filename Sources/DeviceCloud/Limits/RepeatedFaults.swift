import Synchronization

/// Counts the accounts, devices and operations that got the same code: some codes have another meaning when several accounts or
/// devices get them, or when one kind of request always does.
final class RepeatedFaults: Sendable {
    private struct Sightings {
        var accounts: Set<String> = []
        var devices: Set<String> = []
        /// By operation: the number of consecutive failures, and whether another operation has succeeded meanwhile.
        var operations: [String: (count: Int, othersSucceed: Bool)] = [:]
    }

    /// The most accounts or devices that are stored for a code; more than any condition needs.
    private static let capacity = 16
    private static let severalAccounts = 2
    private static let severalDevices = 3
    private static let sameOperation = 5

    private let sightings = Mutex<[String: Sightings]>([:])

    /// Records a failure with the code of `row`, and returns the row with its conditions applied.
    ///
    /// - Parameter adapterHolds: judges the conditions that only the adapter can.
    func resolved(
        _ row: ErrorRow, _ request: CloudRequest, account: String, adapterHolds: (ErrorCondition.When) -> Bool
    ) -> (ErrorRow, ErrorCondition?) {
        guard !row.conditions.isEmpty else { return (row, nil) }
        let seen = sightings.withLock { all in
            var seen = all[row.code] ?? Sightings()
            if seen.accounts.count < Self.capacity { seen.accounts.insert(account) }
            if let device = request.concern.device, seen.devices.count < Self.capacity { seen.devices.insert(device) }
            seen.operations[request.operation, default: (0, false)].count += 1
            all[row.code] = seen
            return seen
        }
        return row.resolved(for: request) { when in
            switch when {
            case .severalAccounts: seen.accounts.count >= Self.severalAccounts
            case .severalDevices: seen.devices.count >= Self.severalDevices
            case .sameOperation:
                seen.operations[request.operation].map { $0.count >= Self.sameOperation && $0.othersSucceed } ?? false
            case .everyUserOfMaker: adapterHolds(when)
            case .singleFeature, .declared, .withoutValue, .undeclared, .thermostatSchedule: false
            }
        }
    }

    /// Records a success.
    func succeeded(_ request: CloudRequest) {
        sightings.withLock { all in
            guard !all.isEmpty else { return }
            for code in all.keys {
                all[code]?.accounts = []
                if request.concern.device != nil { all[code]?.devices = [] }
                all[code]?.operations[request.operation] = nil
                guard let operations = all[code]?.operations else { continue }
                for operation in operations.keys { all[code]?.operations[operation]?.othersSucceed = true }
            }
        }
    }
}
