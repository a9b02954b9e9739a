import AlexaProtocol

/// What a device can be asked for and told about, as ModeController, RangeController and ToggleController have it: declared,
/// reported and set by the same description.
struct AmpsFeatures: Sendable {
    /// One of several commands that exclude each other.
    struct Mode: Sendable {
        let instance: String
        let resources: CapabilityResources
        /// The values are Amps's commands.
        let modes: [ModeController.Mode]
        /// The mode that the device is in, if it is one of them.
        let current: String?
    }

    /// A number.
    struct Range: Sendable {
        /// How it is set.
        enum Write: Sendable {
            /// By this parameter of this command.
            case command(String, parameter: String)
            /// By this setting.
            case setting(String)
        }

        let instance: String
        let resources: CapabilityResources
        let range: RangeController.SupportedRange
        /// The unit of the value, which is the one that Amps declares.
        let unit: AmpsUnit
        let value: Double?
        /// `nil` if it can only be read.
        let write: Write?
        /// Whether "raise" and "lower" mean this one.
        var isRaised = false
    }

    /// Something that is on or off.
    struct Toggle: Sendable {
        let instance: String
        let resources: CapabilityResources
        let isOn: Bool?
        /// The commands that switch it; `nil` if it can only be read.
        let commands: (on: String, off: String)?
    }

    var modes: [Mode] = []
    var ranges: [Range] = []
    var toggles: [Toggle] = []
    var thermostat: AmpsThermostat?
    /// The charge of a battery, 0 to 100, for EndpointHealth; `nil` if the device has none.
    var hasBattery = false
    var batteryLevel: Int?

    /// A name in English.
    static func named(_ names: String...) -> CapabilityResources {
        CapabilityResources(names.map { .text($0, locale: "en-US") })
    }
}

extension AmpsFeatures {
    /// What a device can be asked for.
    ///
    /// - Parameter isReadOnly: whether no device of the family takes commands, whatever it declares.
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

    /// Leaves out settings that are called like something else of the device: Alexa would refuse the whole device.
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

    /// The settings of a device as ranges. A setting without bounds cannot be declared.
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
        // Alexa has a meaning of its own for some single words, such as timer.
        default: named((words.count == 1 ? words + ["Setting"] : words).joined(separator: " "))
        }
    }

    /// Whole numbers, but tenths of a kilowatt, and of whatever spans less than 10.
    private static func precision(_ unit: AmpsUnit, _ limits: ClosedRange<Double>) -> Double {
        unit == .kilowatts || limits.upperBound - limits.lowerBound < 10 ? 0.1 : 1
    }

    /// A range that can only be read, in whole numbers or tenths.
    static func reading(
        _ instance: String, _ resources: CapabilityResources, _ limits: ClosedRange<Double>, precision: Double = 1,
        _ unit: AmpsUnit, _ value: Double?
    ) -> Range {
        Range(
            instance: instance, resources: resources, range: .init(limits, precision: precision), unit: unit,
            value: value, write: nil)
    }

    /// A command's parameter as a range.
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
