import AlexaProtocol
import DeviceCloud
import EventGateway
import Skill
import TestSupport
import Timing

/// The adapter of the fictional vendor's lamps.
struct AcmeAdapter: DeviceAdapter {
    let cloud = "acme"
    private let client: CloudClient
    private let states: LastKnownStates
    private let environment: SkillEnvironment
    private let handlers: CommandHandlers

    init(_ client: CloudClient, _ environment: SkillEnvironment) {
        self.client = client
        self.environment = environment
        states = LastKnownStates(environment)
        var handlers = CommandHandlers(cloud: "acme")
        let send = Sender(client: client, environment: environment)
        handlers.on(PowerController.self) { directive, command, call async throws(AdapterFailure) in
            let isOn = directive == .turnOn
            try await send(["power": .bool(isOn)], .idempotent, nil, command, call)
            return Outcome([PowerController.powerState(isOn).sampled(at: environment.now())])
        }
        handlers.on(BrightnessController.self) { directive, command, call async throws(AdapterFailure) in
            switch directive {
            case .setBrightness(let percent):
                let demand = Demand.number(Double(percent), within: nil)
                try await send(["brightness": .number(Double(percent))], .idempotent, demand, command, call)
                return Outcome([BrightnessController.brightness(percent).sampled(at: environment.now())])
            case .adjustBrightness(let delta):
                // The cloud itself adds the step, so sending it twice makes two steps.
                try await send(["brightness_step": .number(Double(delta))], .once, nil, command, call)
                return Outcome([BrightnessController.brightness(50).sampled(at: environment.now())])
            }
        }
        handlers.on(LockController.self) { directive, command, call async throws(AdapterFailure) in
            try await send(["locked": .bool(directive == .lock)], .once, nil, command, call, api: "locks")
            return Outcome([])
        }
        self.handlers = handlers
    }

    private struct Sender: Sendable {
        let client: CloudClient
        let environment: SkillEnvironment

        func callAsFunction(
            _ body: JSONObject, _ effect: Effect, _ demand: Demand?, _ command: Command, _ call: AdapterCall,
            api: String? = nil
        ) async throws(AdapterFailure) {
            let id = command.target.endpoint.endpointId
            var request = CloudRequest.post(
                "devices.command", "/devices/\(id)/commands", .json(.object(body)), for: .command, effect: effect,
                CloudRequest.Concern(device: id, api: api))
            request.demand = demand
            do throws(CloudFailure) {
                _ = try await client.send(request, call)
            } catch {
                throw error.failure
            }
        }
    }

    func discover(_ call: AdapterCall) async throws(AdapterFailure) -> [Endpoint] {
        do throws(CloudFailure) {
            let answer = try await client.send(
                .get("devices.list", "/devices", query: [("user", "a b"), ("ids", "1,2")], for: .discovery), call)
            return answer.result.array?.compactMap(\.string).map(Self.endpoint) ?? []
        } catch {
            if error.row.discovery == .empty { return [] }
            throw error.failure
        }
    }

    func endpoint(_ endpointId: String, _ call: AdapterCall) async throws(AdapterFailure) -> Endpoint? {
        try await discover(call).first { $0.endpointId == endpointId }
    }

    func state(of endpoint: EndpointReference, _ call: AdapterCall) async throws(AdapterFailure) -> DeviceState {
        let id = endpoint.endpoint.endpointId
        if let state = states.state(of: id, call.customer, within: .seconds(3)) { return state }
        do throws(CloudFailure) {
            let answer = try await client.send(
                .get("devices.state", "/devices/\(id)/state", for: .stateReport, CloudRequest.Concern(device: id)), call
            )
            var properties: [Property] = []
            if let isOn = answer.result.object?["power"]?.bool {
                properties.append(PowerController.powerState(isOn).sampled(at: environment.now()))
            }
            let state = DeviceState(properties)
            states.keep(state, of: id, call.customer)
            return state
        } catch {
            return try states.report(id, of: call.customer, after: error)
        }
    }

    func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        try await handlers.perform(command, call)
    }

    static func endpoint(_ id: String) -> Endpoint {
        Endpoint(
            endpointId: id, manufacturerName: "Acme", friendlyName: "Lamp \(id)", description: "A lamp",
            displayCategories: ["LIGHT"],
            capabilities: [
                Capability(PowerController.self, properties: .init(["powerState"])),
                Capability(BrightnessController.self, properties: .init(["brightness"])),
                Capability(LockController.self, properties: .init(["lockState"])),
                Capability(SceneController.self),
                Capability(EndpointHealth.self, properties: .init(["connectivity"])),
            ])
    }
}
