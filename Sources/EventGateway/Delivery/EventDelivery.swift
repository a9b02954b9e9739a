import AlexaProtocol
import HTTPTransport
package import Timing

/// Sends an event to the gateway, renews the token or changes the region if the gateway refuses them, and decides what happens to
/// the event.
package struct EventDelivery: Sendable {
    /// What happens to the event next.
    package enum Disposition: Sendable {
        /// Alexa accepted it.
        case delivered
        /// It is sent again by the retry policy. `isThrottled`: the gateway limits this customer's rate.
        case again(reason: String, retryAfter: Duration?, isThrottled: Bool)
        /// It is sent later; this attempt does not count for the retry policy.
        case later(reason: String, after: Duration)
        /// It is deleted, because it is of no use any more.
        case dropped(DropReason)
        /// It becomes a dead letter, for the operator.
        case dead(reason: String)
        /// It is too large and has to be split.
        case tooLarge(reason: String)
        /// Nothing can be delivered until the operator has changed the settings.
        case paused(reason: String)
    }

    /// The disposition, and the attempts that led to it.
    package struct Result: Sendable {
        /// What happens to the event next.
        package var disposition: Disposition
        /// The attempts, in order.
        package var attempts: [AttemptRecord]
    }

    /// The pause before another try to get a token, if there is none.
    private static let tokenPause = Duration.seconds(30)
    /// The pause before the grants are read again after a failure.
    private static let storePause = Duration.seconds(5)
    /// A grant younger than this may not be known to all of Alexa yet.
    private static let freshGrant = Duration.seconds(60)

    /// The longest time that one delivery can take: three requests with events (the first, one with a renewed token, one in
    /// another region), the look-up of the region, the token and its renewal, and storing the region.
    package static let longest =
        GatewayClient.usualTimeout * 4 + GrantTokens.longestLookUp + GrantTokens.longestRenewal
        + GrantTokens.storeTimeout

    private let client: GatewayClient
    private let credentials: any CredentialSource
    private let environment: SkillEnvironment

    /// Delivers with these credentials.
    package init(_ client: GatewayClient, credentials: any CredentialSource, environment: SkillEnvironment) {
        self.client = client
        self.credentials = credentials
        self.environment = environment
    }

    /// Sends `event`, for which `before` attempts were already made.
    package func deliver(_ event: OutgoingEvent, of customer: CustomerID, before: Int) async -> Result {
        var progress = Progress(event: event, customer: customer, before: before)
        do throws(CredentialFailure) {
            var credential = try await credentials.credential(of: customer)
            while true {
                switch try await step(&progress, credential) {
                case .again(let next): credential = next
                case .done(let disposition): return Result(disposition: disposition, attempts: progress.attempts)
                }
            }
        } catch {
            return Result(disposition: Self.disposition(of: error), attempts: progress.attempts)
        }
    }

    /// The attempts of one delivery so far.
    private struct Progress {
        let event: OutgoingEvent
        let customer: CustomerID
        let before: Int
        var attempts: [AttemptRecord] = []
        var isTokenRenewed = false
        var isRegionLookedUp = false
    }

    private enum Step {
        case again(Credential)
        case done(Disposition)
    }

    private func step(_ progress: inout Progress, _ credential: Credential) async throws(CredentialFailure) -> Step {
        let attempt = progress.before + progress.attempts.count + 1
        let reply: GatewayReply
        do throws(HTTPTransportError) {
            reply = try await client.post(progress.event, credential)
        } catch {
            progress.attempts.append(
                AttemptRecord(
                    messageId: progress.event.messageId, attempt: attempt, status: nil, code: error.kind.rawValue,
                    description: error.description, verdict: "no_answer"))
            return .done(Self.disposition(of: error))
        }
        let verdict = Verdict(reply)
        progress.attempts.append(
            AttemptRecord(
                messageId: progress.event.messageId, attempt: attempt, status: reply.status, code: reply.code,
                description: reply.description, verdict: verdict.rawValue))
        if case .accepted = verdict { return .done(.delivered) }
        let said = "HTTP \(reply.status)" + (reply.code.map { " \($0)" } ?? "")
        switch verdict {
        case .accepted, .acceptedUnexpectedly:
            return .done(.delivered)
        case .throttled:
            return .done(.again(reason: said, retryAfter: reply.retryAfter, isThrottled: true))
        case .unavailable:
            return .done(.again(reason: said, retryAfter: reply.retryAfter, isThrottled: false))
        case .tokenRefused:
            return try await tokenRefused(&progress, credential, said)
        case .neverEnabled:
            return try await neverEnabled(&progress, credential, said)
        case .notPermitted:
            return .done(
                .paused(
                    reason:
                        "\(said): the skill may not send events; switch on Send Alexa Events on its Permissions page"
                ))
        case .revoked:
            try await credentials.forget(credential)
            return .done(.dropped(.revoked))
        case .notFound:
            return .done(.dropped(.notFound))
        case .tooLarge:
            return .done(.tooLarge(reason: said))
        case .malformed:
            return .done(.dead(reason: "\(said): the gateway finds the event malformed; please report this as a bug"))
        case .refused:
            return .done(.dead(reason: "\(said): not an answer that is documented"))
        }
    }

    /// Renews the token once. If the renewed token is refused too, the customer most likely belongs to another region: skills
    /// have observed this, although Amazon documents 401 for tokens only.
    private func tokenRefused(
        _ progress: inout Progress, _ credential: Credential, _ said: String
    ) async throws(CredentialFailure) -> Step {
        if !progress.isTokenRenewed {
            progress.isTokenRenewed = true
            do throws(CredentialFailure) {
                return .again(try await credentials.renewed(credential, of: progress.customer))
            } catch {
                // A token from the command line cannot be renewed, but its region may be wrong.
                guard case .misconfigured = error, let next = try await moved(&progress, credential) else {
                    throw error
                }
                return .again(next)
            }
        }
        if let next = try await moved(&progress, credential) { return .again(next) }
        return .done(
            .dead(
                reason:
                    "\(said): the gateway refuses the token even after it was renewed, in each region that it names"))
    }

    /// The customer is most often in another region. A new grant may not be known to all of Alexa yet.
    private func neverEnabled(
        _ progress: inout Progress, _ credential: Credential, _ said: String
    ) async throws(CredentialFailure) -> Step {
        if let next = try await moved(&progress, credential) { return .again(next) }
        if let grant = credential.grant {
            let end = grant.acceptedAt.advanced(by: Self.freshGrant)
            let left = Duration.milliseconds(end.milliseconds - environment.now().milliseconds)
            if left > .zero, left <= Self.freshGrant {
                return .done(.later(reason: said, after: max(left, .seconds(1))))
            }
        }
        return .done(.dead(reason: "\(said): Alexa does not know this customer in any region that it names"))
    }

    /// The credential with the region that Alexa returns; `nil` if the region is the same, is unknown, or was already looked up.
    private func moved(
        _ progress: inout Progress, _ credential: Credential
    ) async throws(CredentialFailure) -> Credential? {
        guard !progress.isRegionLookedUp else { return nil }
        progress.isRegionLookedUp = true
        guard let region = await client.region(of: credential), region != credential.region else { return nil }
        return try await credentials.moved(credential, to: region)
    }

    private static func disposition(of error: HTTPTransportError) -> Disposition {
        switch error.kind {
        case .refusedByUs, .certificateRefused:
            .paused(reason: error.description)
        case .cancelled:
            .later(reason: "cancelled", after: .zero)
        case .couldNotResolve, .couldNotConnect, .tls, .timedOutConnecting, .timedOutWaiting, .connectionLost,
            .tooLarge, .libraryFailure:
            .again(reason: error.description, retryAfter: nil, isThrottled: false)
        }
    }

    private static func disposition(of failure: CredentialFailure) -> Disposition {
        switch failure {
        case .noGrant: .dropped(.noGrant)
        case .revoked: .dropped(.revoked)
        case .misconfigured(let reason): .paused(reason: reason)
        case .unavailable(let reason): .later(reason: reason, after: tokenPause)
        case .store(let failure): .later(reason: failure.description, after: storePause)
        }
    }
}
