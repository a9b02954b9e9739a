import AlexaProtocol
import Logging
import Timing

extension Skill {
    /// Answers Discover. Always a Discover.Response: after an ErrorResponse the customer would see no devices and no reason.
    func discover(_ scope: Scope?, _ request: Request) async -> Event.Body {
        let call: AdapterCall
        let home: CustomerHome
        do throws(DirectiveFailure) {
            let late = DirectiveFailure.late(.customer, isForEndpoint: false)
            (call, home) = try await withDeadline(
                request.answerBy, environment, late: late,
                throwing: { () async throws(DirectiveFailure) in try await self.call(scope, request) })
        } catch {
            return emptyDiscovery(error, request)
        }
        accounts?.renew(call.customer)
        request.record.noteStep(.cloud)
        let start = environment.uptime()
        let listing = await homes.list(home, call)
        request.record.noteCloudTime(environment.uptime() - start)
        for (cloud, failure) in listing.failures {
            request.record.noteCloud(cloud)
            request.record.noteRule(failure.rule)
            request.record.noteFacts(failure.facts)
            logger.error(
                "discovery_incomplete",
                metadata: ["cloud": "\(cloud)", "rule": "\(failure.rule)", "reason": "\(failure.error.message)"])
            if !failure.facts.isAlarmDecided { alarm(DirectiveFailure(failure), request.record, cloud: cloud) }
        }
        let verdict = DiscoveryRules.verdict(on: listing.endpoints.map(\.examined))
        for finding in verdict.findings {
            logger.log(
                level: finding.rule.severity == .poor ? .debug : .warning, "discovery",
                metadata: [
                    "endpoint_id": "\(finding.endpointId?.prefix(256) ?? "")", "rule": "\(finding.rule.id)",
                    "severity": "\(finding.rule.severity.rawValue)", "path": "\(finding.path)",
                    "outcome": "\(finding.outcome.word)",
                ])
        }
        return .discoverResponse(verdict.discovered)
    }

    /// The answer to a Discover that failed before any cloud was asked: an empty list, and an alarm with the cause.
    func emptyDiscovery(_ failure: DirectiveFailure, _ request: Request) -> Event.Body {
        request.record.noteRule(failure.rule)
        request.record.noteFacts(failure.facts)
        alarm(failure, request.record)
        return .discoverResponse([])
    }
}
