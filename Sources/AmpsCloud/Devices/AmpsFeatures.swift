import AlexaProtocol

/// The functions of a device for ModeController, RangeController and ToggleController. The same description serves discovery,
/// state reports and directives.
struct AmpsFeatures: Sendable {
    /// A choice between commands that exclude each other.
    struct Mode: Sendable {
        let instance: String
        let resources: CapabilityResources
        /// The values are Amps's commands.
        let modes: [ModeController.Mode]
        /// The device's current mode, if it is one of `modes`.
        let current: String?
    }

    /// A number.
    struct Range: Sendable {
        /// The request that sets it.
        enum Write: Sendable {
            /// A parameter of a command.
            case command(String, parameter: String)
            /// A setting.
            case setting(String)
        }

        let instance: String
        let resources: CapabilityResources
        let range: RangeController.SupportedRange
        /// The unit of the value, as Amps declares it.
        let unit: AmpsUnit
        let value: Double?
        /// `nil` if it is read-only.
        let write: Write?
        /// Whether "raise" and "lower" are mapped to this range.
        var isRaised = false
    }

    /// An on/off value.
    struct Toggle: Sendable {
        let instance: String
        let resources: CapabilityResources
        let isOn: Bool?
        /// The commands that switch it; `nil` if it is read-only.
        let commands: (on: String, off: String)?
    }

    var modes: [Mode] = []
    var ranges: [Range] = []
    var toggles: [Toggle] = []
    var thermostat: AmpsThermostat?
    /// The level of a battery, 0 to 100, for EndpointHealth; `nil` if the device has no battery.
    var hasBattery = false
    var batteryLevel: Int?

    /// A name in English.
    static func named(_ names: String...) -> CapabilityResources {
        CapabilityResources(names.map { .text($0, locale: "en-US") })
    }
}

extension AmpsFeatures {
    /// The functions of a device.
    ///
    /// - Parameter isReadOnly: whether devices of the family accept no commands, whatever they declare.
    init(_ device: AmpsDevice, isReadOnly: Bool = false) {
        switch device.family {
        case .battery: self = .battery(device, isReadOnly: isReadOnly)
        case .charger: self = .charger(device, isReadOnly: isReadOnly)
        case .hvac:
            thermostat = AmpsThermostat(device, isReadOnly: isReadOnly)
        case .inverter: self = .inverter(device)
        case .vehicle: self = .vehicle(device)
        }
        leaveOutNamesakes()
    }

    /// Removes settings that have the name of another function of the device: Alexa would refuse the whole device.
    private mutating func leaveOutNamesakes() {
        var names: Set<String> = []
        var instances: Set<String> = []
        func isNew(_ instance: String, _ resources: CapabilityResources) -> Bool {
            let spoken = resources.friendlyNames.map { name in
                switch name {
                case .asset(let id): id
                case .text(let text, locale: _): text.lowercased()
                }
            }
            guard instances.insert(instance.lowercased()).inserted, names.isDisjoint(with: spoken) else { return false }
            names.formUnion(spoken)
            return true
        }
        modes = modes.filter { isNew($0.instance, $0.resources) }
        toggles = toggles.filter { isNew($0.instance, $0.resources) }
        ranges = ranges.filter { isNew($0.instance, $0.resources) }
    }

    /// The settings of a device as ranges. A setting without bounds cannot be declared and is left out.
    static func settings(of device: AmpsDevice, isReadOnly: Bool) -> [Range] {
        device.settings.compactMap { setting in
            guard let limits = setting.bounds.limits, limits.lowerBound < limits.upperBound else { return nil }
            let words = setting.key.split { !$0.isASCII || !$0.isLetter && !$0.isNumber }
                .map { $0.prefix(1).uppercased() + $0.dropFirst() }
            guard !words.isEmpty, setting.key.utf8.count <= 64 else { return nil }
            return Range(
                instance: "Setting." + words.joined(), resources: settingNames(setting.key, words),
                range: .init(limits, precision: precision(setting.bounds.unit, limits)), unit: setting.bounds.unit,
                value: setting.value,
                write: setting.isReadOnly || isReadOnly ? nil : .setting(setting.key))
        }
    }

    private static func settingNames(_ key: String, _ words: [String]) -> CapabilityResources {
        switch key {
        case "discharge_floor": named("Reserve", "Discharge Floor")
        case "max_charge_rate": named("Charge Rate", "Charging Speed")
        // For some single words, such as timer, Alexa has its own meaning.
        default: named((words.count == 1 ? words + ["Setting"] : words).joined(separator: " "))
        }
    }

    /// Tenths for kilowatts and for ranges of less than 10, otherwise whole numbers.
    private static func precision(_ unit: AmpsUnit, _ limits: ClosedRange<Double>) -> Double {
        unit == .kilowatts || limits.upperBound - limits.lowerBound < 10 ? 0.1 : 1
    }

    /// A read-only range, in whole numbers or tenths.
    static func reading(
        _ instance: String, _ resources: CapabilityResources, _ limits: ClosedRange<Double>, precision: Double = 1,
        _ unit: AmpsUnit, _ value: Double?
    ) -> Range {
        Range(
            instance: instance, resources: resources, range: .init(limits, precision: precision), unit: unit,
            value: value, write: nil)
    }

    /// A parameter of a command as a range.
    static func parameter(
        _ name: String, of command: String, _ device: AmpsDevice, instance: String, _ resources: CapabilityResources
    ) -> Range? {
        guard let bounds = device.command(command)?.parameters[name] else { return nil }
        let limits = bounds.limits ?? (bounds.unit == .percent ? 0...100 : nil)
        guard let limits, limits.lowerBound < limits.upperBound else { return nil }
        let last = device.lastAction
        let value = last?.command == command ? last?.parameters[name] : nil
        return Range(
            instance: instance, resources: resources,
            range: .init(limits, precision: precision(bounds.unit, limits)), unit: bounds.unit,
            value: value.flatMap { $0.unit.convert($0.value, to: bounds.unit) },
            write: .command(command, parameter: name))
    }
}
