package import AlexaProtocol
package import DeviceCloud
import EventGateway
package import HTTPTransport
package import Logging
package import Skill
package import Timing

/// The devices at Amps: batteries, chargers of electric vehicles, heating and cooling, solar inverters and vehicles.
package struct AmpsCloud: VendorCloud {
    /// The cloud's name: the first part of endpoint ids and of the rules in log lines.
    package static let name = "amps"
    /// How long a state is reported without a request: the Alexa app asks every few seconds.
    private static let stateLifetime = Duration.seconds(3)
    /// The greatest age of a device's description for a command, and of a value for a relative change.
    private static let longestKnown = Duration.seconds(900)
    private static let longestBase = Duration.seconds(5)

    package let cloud = AmpsCloud.name
    let accounts: AccountUnits<AmpsConnection>
    private let states: LastKnownStates
    private let environment: SkillEnvironment

    /// The adapter for all accounts. Nothing is connected yet.
    package init(
        _ settings: AmpsSettings, accounts: AccountDirectory? = nil, transport: HTTPTransport,
        policy: CloudPolicy = CloudPolicy(), environment: SkillEnvironment, logger: Logger
    ) {
        self.environment = environment
        states = LastKnownStates(environment)
        let signIns = MakerSignIns()
        self.accounts = AccountUnits(settings.accounts, accounts) {
            AmpsConnection(
                $0, replacesSchedules: settings.replacesSchedules, signIns: signIns, transport: transport,
                policy: policy, environment: environment, logger: logger)
        }
    }

    package func hasAccount(_ call: AdapterCall) async throws(AdapterFailure) -> Bool {
        try await !accounts.of(call).isEmpty
    }

    package func discover(_ call: AdapterCall) async throws(AdapterFailure) -> [Endpoint] {
        let connections = try await accounts.of(call)
        let lists = await connections.concurrentResults { connection async throws(CloudFailure) in
            try await connection.discover(call)
        }
        var found: [(device: AmpsDevice, connection: AmpsConnection)] = []
        var failure: AdapterFailure?
        for (connection, list) in zip(connections, lists) {
            switch list {
            case .success(let devices): found += devices.map { ($0, connection) }
            case .failure(let error): failure = failure ?? error.failure
            }
        }
        // If one account fails, the list as a whole is unknown: a shorter list would remove that account's devices.
        guard var failure else { return Self.endpoints(found) }
        failure.listed = Self.endpoints(found)
        throw failure
    }

    /// Devices as endpoints with unique names: of several with the same name, all but the first get a number, in the order of
    /// their ids.
    private static func endpoints(_ found: [(device: AmpsDevice, connection: AmpsConnection)]) -> [Endpoint] {
        var names: [String: Int] = [:]
        var ids: Set<String> = []
        return found.sorted { $0.device.id < $1.device.id }.compactMap { device, connection in
            guard ids.insert(device.id).inserted else { return nil }
            let name = device.spokenName
            let count = names[name.lowercased(), default: 0] + 1
            names[name.lowercased()] = count
            return device.endpoint(
                called: count == 1 ? name : "\(name) \(count)", account: connection.hash,
                isReadOnly: connection.devices.isReadOnly(device.family))
        }
    }

    package func endpoint(_ endpointId: String, _ call: AdapterCall) async throws(AdapterFailure) -> Endpoint? {
        guard AmpsDevice.id(ofEndpoint: endpointId) != nil else { return nil }
        // The id does not contain the family, and the name depends on the other devices.
        do throws(AdapterFailure) {
            return try await discover(call).first { $0.endpointId == endpointId }
        } catch {
            guard let endpoint = error.listed.first(where: { $0.endpointId == endpointId }) else { throw error }
            return endpoint
        }
    }

    package func state(
        of endpoint: EndpointReference, _ call: AdapterCall
    ) async throws(AdapterFailure) -> DeviceState {
        let endpointId = endpoint.endpoint.endpointId
        if try await hasAccount(call),
            let state = states.state(of: endpointId, call.customer, within: Self.stateLifetime)
        {
            return state
        }
        let (connection, id, family) = try await find(endpoint.endpoint, endpoint.cookie, call)
        do throws(CloudFailure) {
            let entry = try await connection.read(id, family, isFresh: true, for: .stateReport, call)
            let before = states.state(of: endpointId, call.customer, within: .seconds(86_400))
            let state = connection.state(entry, before: before)
            states.keep(state, of: endpointId, call.customer)
            return state
        } catch {
            let failure = await connection.confirmed(error, id, family, call)
            return try states.report(endpointId, of: call.customer, after: failure)
        }
    }

    package func perform(_ command: Command, _ call: AdapterCall) async throws(AdapterFailure) -> Outcome {
        let (connection, id, family) = try await find(command.target.endpoint, command.cookie, call)
        let endpointId = command.target.endpoint.endpointId
        do throws(CloudFailure) {
            let age = AmpsOrder.needsState(command.payload) ? Self.longestBase : Self.longestKnown
            let known = try await connection.device(id, family, within: age, call)
            // Alexa may send a directive twice: a relative one must not be computed again.
            let earlier = connection.devices.push(ofDirective: call.messageId)?.order
            switch earlier.map(Result.success) ?? Self.order(command, known.current) {
            case .failure(let error): throw Self.refused(error)
            case .success(let order):
                let entry = try await connection.perform(order, on: known.device, call)
                let state = DeviceState(entry.properties)
                states.keep(state, of: endpointId, call.customer)
                return Outcome(state.properties.map { $0.converted(to: order.scale) })
            }
        } catch {
            // After a command with an unknown effect, the state known before is not reported as the current one.
            if error.failure.facts.mayHaveBeenCarriedOut { states.forget(endpointId, of: call.customer) }
            throw await connection.confirmed(error, id, family, call).failure
        }
    }

    /// The order for a directive.
    private static func order(_ command: Command, _ device: AmpsDevice) -> Result<AmpsOrder, AlexaError> {
        let features = AmpsFeatures(device)
        let instance = command.target.capability.instance
        do throws(AlexaError) {
            switch command.payload {
            case let directive as ModeController.Directive:
                return .success(try AmpsOrder(directive, instance, features))
            case let directive as RangeController.Directive:
                return .success(try AmpsOrder(directive, instance, features, device))
            case let directive as ToggleController.Directive:
                return .success(try AmpsOrder(directive, instance, features))
            case let directive as ThermostatController.Directive:
                return .success(try AmpsOrder(directive, features.thermostat))
            default:
                return .failure(
                    .invalidDirective("amps cannot carry out directives of \(command.target.capability.interface)"))
            }
        } catch {
            return .failure(error)
        }
    }

    /// A refusal by the adapter itself, before a request was sent.
    private static func refused(_ error: AlexaError) -> CloudFailure {
        CloudFailure(
            AdapterFailure(error, rule: "amps.checked"),
            ErrorRow("checked", "refused before sending", .invalidDirective))
    }

    /// The account and family of an endpoint's device: from the cookie that discovery has set; otherwise the devices are listed.
    ///
    /// - Throws: NO_SUCH_ENDPOINT if no account of the customer has the device; another failure if that is unknown.
    private func find(
        _ endpoint: Endpoint, _ cookie: JSONObject, _ call: AdapterCall
    ) async throws(AdapterFailure) -> (AmpsConnection, id: String, AmpsFamily) {
        let connections = try await accounts.of(call)
        if let id = AmpsDevice.id(ofEndpoint: endpoint.endpointId) {
            if let known = Self.known(id, connections) { return known }
            for cookie in [endpoint.cookie, cookie] {
                guard let family = cookie["family"]?.string.flatMap(AmpsFamily.init) else { continue }
                let hash = cookie["account"]?.string
                let named = connections.first { $0.hash == hash } ?? (connections.count == 1 ? connections.first : nil)
                if let named { return (named, id, family) }
            }
            let list = await Self.result { () async throws(AdapterFailure) in try await discover(call) }
            if let known = Self.known(id, connections) { return known }
            _ = try list.get()
        }
        throw AdapterFailure(
            AlexaError(CloudErrorType.noSuchEndpoint.type, "no account of the customer at amps has the device"),
            rule: "amps.no_account")
    }

    private static func result<Value>(
        _ body: () async throws(AdapterFailure) -> Value
    ) async -> Result<Value, AdapterFailure> {
        do throws(AdapterFailure) {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }

    private static func known(
        _ id: String, _ connections: [AmpsConnection]
    ) -> (AmpsConnection, id: String, AmpsFamily)? {
        for connection in connections {
            if let entry = connection.devices.entry(id) { return (connection, id, entry.device.family) }
        }
        return nil
    }
}

extension Property {
    /// A thermostat's temperature converted to the customer's scale.
    fileprivate func converted(to scale: Temperature.Scale?) -> Property {
        guard let scale, state.namespace == ThermostatController.namespace, let temperature = Temperature(state.value)
        else { return self }
        var state = state
        state.value = temperature.converted(to: scale).json
        return with(state)
    }
}
