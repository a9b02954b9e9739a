import AlexaProtocol
package import DeviceCloud
import EventGateway
import Skill
package import Timing

extension AmpsCloud {
    /// Tests the API key of each account by listing each family.
    package func check(before deadline: Deadline) async -> [AccountCheck] {
        await accounts.configured.concurrentMap { connection in await connection.check(before: deadline) }
    }
}

extension AmpsConnection {
    /// Lists each family, and describes failures as sentences.
    fileprivate func check(before deadline: Deadline) async -> AccountCheck {
        let call = AdapterCall(
            customer: account.identity.customers?.first ?? .household, credential: nil, answerBy: deadline,
            record: DirectiveRecord(logger: logger))
        var sentences: [String] = []
        var counts: [String] = []
        for family in AmpsFamily.allCases {
            do throws(CloudFailure) {
                let devices = try await list(family, for: .login, call)
                if !devices.isEmpty { counts.append("\(devices.count) × \(family.rawValue)") }
            } catch {
                if error.row.discovery == .empty { continue }
                let sentence = explanation(of: error, family)
                if error.row.recovery.breaker == .project || error.failure.facts.httpStatus == nil {
                    return AccountCheck(cloud: AmpsCloud.name, account: account.identity.name, .fails, [sentence])
                }
                sentences.append(sentence)
            }
        }
        guard sentences.count < AmpsFamily.allCases.count else {
            return AccountCheck(cloud: AmpsCloud.name, account: account.identity.name, .fails, sentences)
        }
        if sentences.isEmpty, counts.isEmpty {
            let whose = account.userId == nil ? "the API key sees" : "the end user of user_id has"
            sentences.append(
                "The API key works, but \(whose) no device; link one in Amps's Link UI, or correct user_id.")
        }
        return AccountCheck(
            cloud: AmpsCloud.name, account: account.identity.name, sentences.isEmpty ? .works : .limited, sentences)
    }

    /// A failure of a list, as a sentence for the operator.
    private func explanation(of failure: CloudFailure, _ family: AmpsFamily) -> String {
        let kind = isLive ? "live" : "sandbox"
        return switch failure.row.code {
        case "INVALID_API_KEY", "UNAUTHORIZED":
            "Amps does not accept the API key (api_key), a \(kind) key by its prefix; copy it again from the dashboard."
        case "EXPIRED_TOKEN": "The API key (api_key) has expired; make a new one in Amps's dashboard."
        case "LIVE_ACCESS_DISABLED":
            "The API key is a live one, but Amps has not enabled live access for the account; ask Amps, or use a sandbox key."
        case "INSUFFICIENT_PERMISSIONS":
            "The API key lacks the permission to list \(family.rawValue); add it in Amps's dashboard."
        case "RATE_LIMIT_EXCEEDED": "Amps limits the requests of this API key; try again in a minute."
        default:
            failure.failure.facts.httpStatus == nil
                ? "Amps cannot be reached: \(failure.failure.error.message)."
                : "\(family.rawValue) cannot be listed: \(failure.failure.error.message)."
        }
    }
}
