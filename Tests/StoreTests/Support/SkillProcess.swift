import AlexaProtocol
import Assembly
import DynamoDBStore
import EventGateway
import HTTPTransport
import Settings
import SimulatedHome
import Skill
import TestSupport
import Testing
import Timing

/// A skill over simulated devices with its store in a table, as `bootstrap` builds it. Its caches are those of one process.
struct SkillProcess {
    let skill: Skill
    let delivery: InvocationDelivery
    let store: DynamoDBStore

    /// - Parameters:
    ///   - amazon: the URL of Login with Amazon and of the event gateway.
    /// - settings: settings that are added to the usual ones or replace them.
    init(
        _ location: DynamoDBStoreSettings.Location, amazon: String, environment: SkillEnvironment = .live,
        settings more: [String: String] = [:]
    ) throws {
        let usual = [
            "PORCHLIGHT_LWA_CLIENT_ID": "client", "PORCHLIGHT_LWA_CLIENT_SECRET": "secret",
            "PORCHLIGHT_LWA_URL": "\(amazon)/auth/o2/token", "PORCHLIGHT_GATEWAY_URL": "\(amazon)/v3/events",
            "PORCHLIGHT_DEFERRAL_AFTER_SECONDS": "0", "PORCHLIGHT_DEFERRAL_SLOW_INTERFACES": "Alexa.LockController",
            "PORCHLIGHT_HOME": "sample",
        ]
        var settings = try AssemblySettings<DynamoDBStore>(environment: usual.merging(more) { $1 })
        settings.store.location = location
        let assembly = Assembly(settings, environment: environment, logger: LogSpy().logger)
        let transport = try assembly.transport()
        store = DynamoDBStore(location, transport, environment: environment)
        let home = try #require(settings.home.home)
        skill = assembly.skill([SimulatedHome(home, environment: .live)], store, transport)
        delivery = assembly.invocationDelivery(store, transport)
    }

    /// Answers a directive, completes its deferred work and delivers its events, as one invocation does.
    ///
    /// - Parameter token: the access token of the directive.
    /// - Returns: the name of the answer.
    @discardableResult
    func invoke(
        _ namespace: String, _ name: String, _ endpoint: String?, token: String = "access-token-from-skill",
        messageId: String = "m-1"
    ) async -> String? {
        let events = InvocationEvents()
        let event = await InvocationEvents.$current.withValue(events) {
            await skill.answer(
                to: Self.directive(namespace, name, endpoint, token: token, messageId: messageId),
                timeLeft: .seconds(20), requestId: "r")
        }
        let deadline = Deadline(in: .seconds(20), .live)
        let delivering = Task { await delivery.deliver(events, before: deadline.earlier(by: delivery.ringingTime)) }
        await skill.finishDeferred(of: "r", before: deadline)
        events.close()
        await delivery.finish(delivering, of: events, before: deadline)
        let whole = JSONDocument(parsing: event.encoded()).value?.object
        return whole?["event"]?.object?["header"]?.object?["name"]?.string
    }

    private static func directive(
        _ namespace: String, _ name: String, _ endpoint: String?, token: String, messageId: String
    ) -> [UInt8] {
        let scope: JSONValue = ["type": "BearerToken", "token": .string(token)]
        var header: JSONObject = [
            "namespace": .string(namespace), "name": .string(name), "payloadVersion": "3",
            "messageId": .string(messageId),
        ]
        var directive: JSONObject = [:]
        if let endpoint {
            header["correlationToken"] = "corr"
            directive["endpoint"] = ["endpointId": .string(endpoint), "scope": scope, "cookie": [:]]
            directive["payload"] = [:]
        } else if name == "AcceptGrant" {
            directive["payload"] = ["grant": ["type": "OAuth2.AuthorizationCode", "code": "c"], "grantee": scope]
        } else {
            directive["payload"] = ["scope": scope]
        }
        directive["header"] = .object(header)
        return JSONValue.object(["directive": .object(directive)]).encoded()
    }
}

extension SkillEnvironment {
    /// The same environment with a later time of day.
    func later(by duration: Duration) -> SkillEnvironment {
        var environment = self
        environment.now = { [now] in now().advanced(by: duration) }
        return environment
    }
}
