import AlexaProtocol
import HTTPTransport
package import Timing

/// Carries an event to the gateway once, with whatever renewal of the token and change of region that takes, and says
/// what has to become of it.
package struct Courier: Sendable {
    /// What has to become of an event.
    package enum Disposition: Sendable {
        /// Alexa has it.
        case delivered
        /// It is worth sending again as the retry policy has it. `isThrottled`: this customer sends too much.
        case again(reason: String, retryAfter: Duration?, isThrottled: Bool)
        /// It can be sent later; this time did not count.
        case later(reason: String, after: Duration)
        /// It is worth nothing.
        case dropped(DropReason)
        /// Somebody has to look into it.
        case dead(reason: String)
        /// It has to be split.
        case tooLarge(reason: String)
        /// Nothing can be delivered before somebody has changed our settings.
        case paused(reason: String)
    }

    /// The disposition, and the attempts that led to it.
    package struct Delivery: Sendable {
        /// What has to become of the event.
        package var disposition: Disposition
        /// What was sent on the way, in order.
        package var attempts: [AttemptRecord]
    }

    /// How soon a token is asked for again when there is none just now.
    private static let tokenPause = Duration.seconds(30)
    /// How soon the grants are looked up again when they cannot be read.
    private static let storePause = Duration.seconds(5)
    /// A grant younger than this may not have reached all of Alexa yet.
    private static let freshGrant = Duration.seconds(60)

    private let client: GatewayClient
    private let credentials: any CredentialSource
    private let environment: SkillEnvironment

    /// A courier with these credentials.
    package init(_ client: GatewayClient, credentials: any CredentialSource, environment: SkillEnvironment) {
        self.client = client
        self.credentials = credentials
        self.environment = environment
    }

    /// Carries `event`, which was sent `before` times already.
    package func deliver(_ event: OutgoingEvent, of customer: CustomerID, before: Int) async -> Delivery {
        var trip = Trip(event: event, customer: customer, before: before)
        do throws(CredentialFailure) {
            var credential = try await credentials.credential(of: customer)
            while true {
                switch try await step(&trip, credential) {
                case .again(let next): credential = next
                case .done(let disposition): return Delivery(disposition: disposition, attempts: trip.attempts)
                }
            }
        } catch {
            return Delivery(disposition: Self.disposition(of: error), attempts: trip.attempts)
        }
    }

    /// What one delivery has tried so far.
    private struct Trip {
        let event: OutgoingEvent
        let customer: CustomerID
        let before: Int
        var attempts: [AttemptRecord] = []
        var isRenewed = false
        var isLookedUp = false
    }

    private enum Step {
        case again(Credential)
        case done(Disposition)
    }

    private func step(_ trip: inout Trip, _ credential: Credential) async throws(CredentialFailure) -> Step {
        let attempt = trip.before + trip.attempts.count + 1
        let reply: GatewayReply
        do throws(HTTPTransportError) {
            reply = try await client.post(trip.event, credential)
        } catch {
            trip.attempts.append(
                AttemptRecord(
                    messageId: trip.event.messageId, attempt: attempt, status: nil, code: error.kind.rawValue,
                    description: error.description, verdict: "no_answer"))
            return .done(Self.disposition(of: error))
        }
        let verdict = Verdict(reply)
        trip.attempts.append(
            AttemptRecord(
                messageId: trip.event.messageId, attempt: attempt, status: reply.status, code: reply.code,
                description: reply.description, verdict: verdict.rawValue))
        let said = "HTTP \(reply.status)" + (reply.code.map { " \($0)" } ?? "")
        switch verdict {
        case .accepted, .acceptedUnexpectedly:
            return .done(.delivered)
        case .throttled:
            return .done(.again(reason: said, retryAfter: reply.retryAfter, isThrottled: true))
        case .unavailable:
            return .done(.again(reason: said, retryAfter: reply.retryAfter, isThrottled: false))
        case .tokenRefused:
            guard !trip.isRenewed else {
                return .done(.dead(reason: "\(said): the gateway refuses the token even after it was renewed"))
            }
            trip.isRenewed = true
            return .again(try await credentials.renewed(credential, of: trip.customer))
        case .neverEnabled:
            return try await neverEnabled(&trip, credential, said)
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

    /// The customer is most often in another region; a fresh grant may only need a moment.
    private func neverEnabled(
        _ trip: inout Trip, _ credential: Credential, _ said: String
    ) async throws(CredentialFailure) -> Step {
        if !trip.isLookedUp {
            trip.isLookedUp = true
            if let region = await client.region(of: credential), region != credential.region {
                return .again(try await credentials.moved(credential, to: region))
            }
        }
        if let grant = credential.grant {
            let ripe = grant.acceptedAt.advanced(by: Self.freshGrant)
            let left = Duration.milliseconds(ripe.milliseconds - environment.now().milliseconds)
            if left > .zero, left <= Self.freshGrant {
                return .done(.later(reason: said, after: max(left, .seconds(1))))
            }
        }
        return .done(.dead(reason: "\(said): Alexa does not know this customer in any region that it names"))
    }

    private static func disposition(of error: HTTPTransportError) -> Disposition {
        switch error.kind {
        case .refusedByUs, .certificateRefused:
            .paused(reason: error.description)
        case .cancelled:
            .later(reason: "cancelled", after: .zero)
        case .couldNotResolve, .couldNotConnect, .tls, .timedOutConnecting, .timedOutWaiting, .connectionLost,
            .tooLarge,
            .libraryFailure:
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
