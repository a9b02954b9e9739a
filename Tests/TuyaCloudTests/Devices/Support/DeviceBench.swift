import AlexaProtocol
import DeviceCloud
import EventGateway
import Logging
import Synchronization
import TestSupport
import Timing

@testable import Skill
@testable import TuyaCloud

/// A test's device and its mapping to endpoints.
struct DeviceBench {
    var appliance: TuyaAppliance
    let map: TuyaDeviceMap
    let lines = LogLines()

    static let readAt = Timestamp(milliseconds: 1_767_225_600_000)

    init(
        _ specification: TuyaSpecification, id: String = "dev1", name: String = "Thing", product: String = "p1",
        quirks: String? = nil, remote: TuyaRemote? = nil, allowsRemoteUnlock: Bool? = nil,
        points: [TuyaPoint] = []
    ) throws(TuyaQuirksProblems) {
        let device = TuyaDevice(
            id: id, name: name, category: specification.category, productId: product, productName: "Product",
            isOnline: true, points: points)
        appliance = TuyaAppliance(device, specification, remote: remote, allowsRemoteUnlock: allowsRemoteUnlock)
        let known = try quirks.map { text throws(TuyaQuirksProblems) in try TuyaQuirks(shippedAnd: Array(text.utf8)) }
        map = TuyaDeviceMap(known ?? .shipped, logger: lines.logger)
    }

    var endpoints: [Endpoint] { map.endpoints(of: appliance) }

    func state(_ values: KeyValuePairs<String, JSONValue>) -> TuyaState {
        TuyaState(values.map { TuyaPoint($0.key, $0.value) }, readAt: Self.readAt)
    }

    /// The reported properties of an endpoint, one a line: `brightness 42`.
    func report(_ values: KeyValuePairs<String, JSONValue>, of id: String = "tuya:dev1") -> [String] {
        report(state(values), of: id)
    }

    func report(_ state: TuyaState, of id: String = "tuya:dev1") -> [String] {
        map.properties(of: id, appliance, state).map { Self.line($0.state) }
    }

    static func line(_ state: PropertyState) -> String {
        let value = state.value.string ?? state.value.text
        return "\(state.instance.map { "\($0) " } ?? "")\(state.name) \(value)"
    }

    /// The plan of a directive.
    func plan(
        _ interface: any AlexaInterface.Type, _ payload: any DirectivePayload, instance: String? = nil,
        _ state: TuyaState? = nil, id: String = "tuya:dev1"
    ) throws -> TuyaPlan {
        try map.plan(for: command(interface, payload, instance: instance, id: id), to: appliance, state)
    }

    /// The error with which a directive is refused; `nil` if it is planned.
    func refusal(
        _ interface: any AlexaInterface.Type, _ payload: any DirectivePayload, instance: String? = nil,
        _ state: TuyaState? = nil
    ) throws -> AlexaErrorType? {
        let command = try command(interface, payload, instance: instance, id: "tuya:dev1")
        do throws(AdapterFailure) {
            _ = try map.plan(for: command, to: appliance, state)
            return nil
        } catch {
            return error.error.type
        }
    }

    func needsState(
        _ interface: any AlexaInterface.Type, _ payload: any DirectivePayload, instance: String? = nil,
        id: String = "tuya:dev1"
    ) throws -> Bool {
        try map.needsState(for: command(interface, payload, instance: instance, id: id), to: appliance)
    }

    private func command(
        _ interface: any AlexaInterface.Type, _ payload: any DirectivePayload, instance: String?, id: String
    ) throws -> Command {
        guard let endpoint = endpoints.first(where: { $0.endpointId == id }) else { throw Missing(what: id) }
        guard let capability = endpoint.capability(interface.namespace, instance: instance) else {
            throw Missing(what: "\(interface.namespace) \(instance ?? "")")
        }
        return Command(
            target: Command.Target(endpoint, capability), name: "", payload: payload, cookie: [:])
    }

    /// The state after a plan is carried out.
    func after(_ plan: TuyaPlan, _ state: TuyaState) -> TuyaState {
        var state = state
        switch plan.action {
        case .none, .key, .door: break
        case .points(let commands): state.points = state.points.after(commands, at: Self.readAt)
        case .pointsInOrder(let batches):
            state.points = state.points.after(batches.flatMap(\.self), at: Self.readAt)
        case .airConditioner(let airConditioner): state.airConditioner = airConditioner
        }
        return state
    }
}

struct Missing: Error {
    let what: String
}

extension TuyaPlan {
    /// The codes and values that are sent, in one line: `switch_led=true bright_value_v2=420`.
    var sent: String {
        func text(_ commands: [TuyaCommand]) -> String {
            commands.map { "\($0.code)=\($0.value.string ?? $0.value.text)" }.joined(separator: " ")
        }
        return switch action {
        case .none: "nothing"
        case .points(let commands): text(commands)
        case .pointsInOrder(let batches): batches.map(text).joined(separator: " then ")
        case .airConditioner(let state): state.json.text
        case .key(let key): "key \(key.key)"
        case .door(let open): open ? "open door" : "close door"
        }
    }

    /// The properties that the plan names.
    var told: [String] { properties.map(DeviceBench.line) }
}

/// The logged lines: `data_point dev1 bright_value ...`.
struct LogLines: Sendable {
    private let log = LogSpy()

    var all: [String] {
        log.all.map { line in
            ([line.event] + ["device", "data_point", "category", "reason"].compactMap { line.fields[$0] })
                .joined(separator: " ")
        }
    }

    var logger: Logger { log.logger }
}
