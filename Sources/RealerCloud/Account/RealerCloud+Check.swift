import AlexaProtocol
package import DeviceCloud
import EventGateway
import Skill
package import Timing

extension RealerCloud {
    package func check(before deadline: Deadline) async -> [AccountCheck] {
        await accounts.configured.concurrentMap { device in await device.check(before: deadline) }
    }
}

extension ControlDevice {
    /// Fetches a token and the catalogues, and describes the result as sentences. Sends no reports.
    func check(before deadline: Deadline) async -> AccountCheck {
        let call = AdapterCall(
            customer: Self.owner, credential: nil, answerBy: deadline, record: DirectiveRecord(logger: logger))
        do throws(CloudFailure) {
            let endpoints = try await endpoints(call)
            guard endpoints.isEmpty else { return result(.works, []) }
            return result(
                .limited,
                [
                    "the credentials work, but the control device has nothing that Alexa could use: it needs a command of "
                        + "type relay or NumericRange, which is configured in Realer's dashboard"
                ])
        } catch {
            return result(.fails, [sentence(on: error)])
        }
    }

    private func result(_ verdict: AccountCheck.Verdict, _ sentences: [String]) -> AccountCheck {
        AccountCheck(cloud: RealerAccount.cloud, account: account.identity.name, verdict, sentences)
    }

    /// The setting that is wrong, or what the owner has to do at Realer, as a sentence.
    private func sentence(on failure: CloudFailure) -> String {
        let row = failure.row
        return switch (row.call, row.code) {
        case (.login, "4001"):
            "Realer refuses client_id or client_secret: make new credentials of the control device in Realer's dashboard "
                + "and set both"
        case (.login, "4000"), (.login, "4004"), (.login, "4022"):
            "Realer does not understand the token request: base_url may lead to another service"
        case (.login, "4003"), (_, "4003.scope"):
            "the credentials may not have the scopes \(RealerAPI.scopes): allow them in Realer's dashboard"
        case (_, "4001"):
            "Realer gives a token and refuses it: the credentials were revoked, or base_url leads to another installation"
        case (_, "4002"): "the subscription at Realer is not active: its owner has to renew it"
        case (_, "4003"), (_, "4003.device"):
            "the credentials belong to another control device than device_id, or its policy forbids the access"
        case (_, "4004"): "Realer knows no control device \(account.deviceId): device_id must be the credentials' own"
        case (_, "4029"): "the plan's cadence is exceeded: try again in a minute"
        default: failure.failure.error.message
        }
    }
}
