import AlexaProtocol
import Timing

extension Skill {
    /// Answers ReportState. Never deferred: Alexa asks for what is known now.
    func reportState(of addressed: Directive.Endpoint, _ request: Request) async -> Event.Body {
        await body(before: request.answerBy, request) { [self] () async throws(DirectiveFailure) in
            let (call, home) = try await call(addressed.scope, request)
            let known: KnownEndpoint
            do throws(DirectiveFailure) {
                known = try await find(addressed.endpointId, in: home, call, request)
            } catch {
                throw error.inStateReport
            }
            let reference = EndpointReference(known.endpoint, cookie: addressed.cookie)
            let start = environment.uptime()
            defer { request.record.noteCloudTime(environment.uptime() - start) }
            let state: DeviceState
            do throws(AdapterFailure) {
                state = try await known.adapter.state(of: reference, call)
            } catch {
                throw DirectiveFailure(error)
            }
            let context = try DirectiveFailure.attributing(to: "skill.endpoint_unreachable") {
                () throws(AlexaError) in try known.context.stateReport(state, at: environment.now())
            }
            return .stateReport(request.address, context: context)
        }
    }

    /// Finds the endpoint of a directive, and notes its cloud in the record.
    func find(
        _ id: String, in home: CustomerHome, _ call: AdapterCall, _ request: Request
    ) async throws(DirectiveFailure) -> KnownEndpoint {
        request.record.noteStep(.endpoint)
        do throws(AdapterFailure) {
            let known = try await homes.find(id, in: home, call)
            request.record.noteFound(in: known.adapter.cloud)
            return known
        } catch {
            throw DirectiveFailure(error)
        }
    }
}
