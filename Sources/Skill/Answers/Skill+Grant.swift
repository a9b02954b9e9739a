import AlexaProtocol
import EventGateway

extension Skill {
    /// Answers AcceptGrant.
    func accept(_ grant: Authorization.AcceptGrant, _ request: Request) async -> Event.Body {
        await body(before: request.answerBy, request) { [self] () async throws(DirectiveFailure) in
            let (call, _) = try await call(grant.grantee, request)
            request.record.noteStep(.grant)
            do throws(AlexaError) {
                try await grants.accept(grant, of: call.customer, deadline: request.answerBy)
            } catch {
                throw DirectiveFailure(error, rule: "skill.grant")
            }
            return .acceptGrantResponse
        }
    }
}
