package import EventGateway
import HTTPTransport
package import Logging
import Settings
import Skill
package import Timing

extension DynamoDBStore: SkillStore {
    /// The configured store. Sends no request: a missing table is reported by the first call.
    package static func open(
        _ place: DynamoDBStoreSettings, logger: Logger, before deadline: Deadline
    ) async throws(StoreFailure) -> DynamoDBStore {
        guard let location = place.location else {
            let names = [DynamoDBStoreSettings.table, DynamoDBStoreSettings.key].map(\.variable).joined(
                separator: " and ")
            throw StoreFailure(.cannotOpen, "There is no store; set \(names).")
        }
        do throws(HTTPTransportError) {
            return DynamoDBStore(location, try HTTPTransport(), environment: .live)
        } catch {
            throw StoreFailure(.cannotOpen, error.description)
        }
    }
}
