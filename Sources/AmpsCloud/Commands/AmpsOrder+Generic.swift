import AlexaProtocol
import DeviceCloud

extension AmpsOrder {
    /// Whether the directive needs the current state of the device.
    static func needsState(_ payload: any DirectivePayload) -> Bool {
        switch payload {
        case let directive as RangeController.Directive:
            switch directive {
            case .adjustRangeValue: true
            case .setRangeValue: false
            }
        case is ThermostatController.Directive: true
        default: false
        }
    }

    /// SetMode.
    init(_ directive: ModeController.Directive, _ instance: String?, _ features: AmpsFeatures) throws(AlexaError) {
        switch directive {
        case .setMode(let mode):
            let declared = features.modes.first { $0.instance == instance }
            guard declared?.modes.contains(where: { $0.value == mode }) == true else {
                throw AmpsOrderError.gone("the mode \(mode)")
            }
            self.init(command: mode)
        case .adjustMode:
            throw .invalidDirective("the modes have no order")
        }
    }

    /// TurnOn and TurnOff of a part.
    init(_ directive: ToggleController.Directive, _ instance: String?, _ features: AmpsFeatures) throws(AlexaError) {
        guard let toggle = features.toggles.first(where: { $0.instance == instance }) else {
            throw AmpsOrderError.gone("this switch")
        }
        guard let commands = toggle.commands else { throw .invalidDirective("this can only be read") }
        switch directive {
        case .turnOn: self.init(command: commands.on)
        case .turnOff: self.init(command: commands.off)
        }
    }

    /// A command without parameters. A maker may accept it without changing the state that Amps knows.
    private init(command: String) {
        self.init(request: .action(command, [:]), demand: .noValue, state: Self.state(after: command))
    }

    /// The state after a command, as far as it is certain.
    static func state(after command: String) -> JSONObject {
        switch command {
        case "charge": ["status": "charging", "isCharging": true, "currentMode": "charge"]
        case "discharge": ["status": "discharging", "currentMode": "discharge"]
        case "idle": ["status": "idle", "isCharging": false, "currentMode": "idle"]
        default: ["currentMode": .string(command)]
        }
    }

    /// SetRangeValue and AdjustRangeValue. A relative change is limited to the range; an absolute value outside of it is an
    /// error.
    init(
        _ directive: RangeController.Directive, _ instance: String?, _ features: AmpsFeatures, _ device: AmpsDevice
    ) throws(AlexaError) {
        guard let range = features.ranges.first(where: { $0.instance == instance }) else {
            throw AmpsOrderError.gone("this value")
        }
        guard let write = range.write else { throw .invalidDirective("this value can only be read") }
        let limits = range.range.limits
        var value: Double
        var isRelative = false
        switch directive {
        case .setRangeValue(let wanted):
            guard limits.contains(wanted) else { throw .outOfRange("rangeValue", wanted, limits) }
            value = wanted
        case .adjustRangeValue(let delta, let isDefault):
            // Without a target, a relative change starts from the current charge.
            let base = range.value ?? (range.unit == .percent ? device.number("level") : nil)
            guard let base else { throw AmpsOrderError.unknown("the present value") }
            value = base + (isDefault ? range.range.defaultDelta * (delta < 0 ? -1 : 1) : delta)
            isRelative = true
        }
        value = range.range.nearest(value)
        let quantity = AmpsQuantity(value, range.unit)
        let demand = Demand.number(value, within: ValidRange(limits))
        switch write {
        case .setting(let key):
            self.init(request: .setting(key, quantity), demand: demand, isRelative: isRelative)
        case .command(let command, let parameter):
            self.init(
                request: .action(command, [parameter: quantity]), demand: demand, isRelative: isRelative,
                state: Self.state(after: command))
        }
    }
}
