import AlexaProtocol

/// One endpoint of a device: those functions of its category that the device really has.
struct DevicePart: Sendable {
    /// The endpoint's id: `tuya:DEVICE`, for further parts `tuya:DEVICE:PART`.
    let endpointId: String
    /// Tuya's id of the device.
    let deviceId: String
    /// The suffix of the device's name.
    var nameSuffix = ""
    var display: String
    let kind: String
    /// Whether the switch must not be sent together with a level.
    var switchAlone = false
    var power: PowerSwitch?
    var lamp: Lamp?
    var cover: Cover?
    var garage: GarageDoor?
    var thermostat: Thermostat?
    var lock: DoorLock?
    var airConditioner: InfraredAirConditioner?
    var ranges: [RangeFunction] = []
    var steps: [StepsFunction] = []
    var modes: [ModeFunction] = []
    var toggles: [ToggleFunction] = []
    var sensors: [SensorFunction] = []
    var battery: Battery?

    init(_ endpointId: String, of deviceId: String, kind: String, display: String) {
        self.endpointId = endpointId
        self.deviceId = deviceId
        self.kind = kind
        self.display = display
    }

    /// Whether the scale of a temperature only depends on the app account.
    var dependsOnAccount: Bool {
        let points = [thermostat?.setpoint, thermostat?.sensor].compactMap(\.self) + sensors.compactMap(\.temperature)
        return points.contains(where: \.dependsOnAccount)
    }

    /// Whether it has a function that Alexa supports.
    var isUseful: Bool {
        power != nil || lamp != nil || cover != nil || garage != nil || thermostat != nil || lock != nil
            || airConditioner != nil || !ranges.isEmpty || !steps.isEmpty || !modes.isEmpty || !toggles.isEmpty
            || !sensors.isEmpty
    }

    /// Adds a function, if the device has its points and no function of this kind yet.
    mutating func add(_ row: FunctionRow, _ table: PointTable, allowsRemoteUnlock: Bool) {
        switch row {
        case .power(let codes): if power == nil { power = PowerSwitch(table, codes) }
        case .lamp(let codes): if lamp == nil { lamp = Lamp(table, codes) }
        case .cover(let codes): if cover == nil { cover = Cover(table, codes) }
        case .garage(let codes): if garage == nil { garage = GarageDoor(table, codes) }
        case .thermostat(let row): if thermostat == nil { thermostat = Thermostat(table, row) }
        case .lock: if allowsRemoteUnlock { lock = DoorLock(table) }
        case .range(let row):
            if isFree(row.instance, row.names), let range = RangeFunction(table, row) { ranges.append(range) }
        case .speed(let row): addSpeed(row, table)
        case .mode(let row):
            guard isFree(row.instance, row.names), let mode = ModeFunction(table, row) else { return }
            // The thermostat reports the same point already.
            if thermostat?.mode?.code == mode.point.code, thermostat?.hasForeignModes == false { return }
            modes.append(mode)
        case .toggle(let row):
            if isFree(row.instance, row.names), let toggle = ToggleFunction(table, row) { toggles.append(toggle) }
        case .temperature(let codes, let isOfRoom):
            guard thermostat?.sensor == nil, !has(TemperatureSensor.self) else { return }
            // A temperature in a device of an unknown category may be an oven's.
            let isKnown = CategoryTable.knows(table.category)
            add(SensorFunction.temperature(table, codes, isOfRoom: isOfRoom && isKnown))
        case .humidity(let codes): if !has(HumiditySensor.self) { add(SensorFunction.humidity(table, codes)) }
        case .contact(let codes):
            if garage == nil, !has(ContactSensor.self) { add(SensorFunction.contact(table, codes)) }
        case .motion(let codes): if !has(MotionSensor.self) { add(SensorFunction.motion(table, codes)) }
        }
    }

    private mutating func addSpeed(_ row: RangeRow, _ table: PointTable) {
        guard isFree(row.instance, row.names) else { return }
        for code in row.codes {
            if let range = RangeFunction(table, row.with(code)) {
                ranges.append(range)
            } else if let words = StepsFunction(table, row.with(code)) {
                steps.append(words)
            } else if let mode = ModeFunction(table, row.words(code)) {
                modes.append(mode)
            } else {
                continue
            }
            return
        }
    }

    private mutating func add(_ sensor: SensorFunction?) {
        if let sensor { sensors.append(sensor) }
    }

    private func has(_ interface: any AlexaInterface.Type) -> Bool {
        sensors.contains { $0.capability.interface == interface.namespace }
    }

    /// Whether the instance and the first name are free.
    private func isFree(_ instance: String, _ names: [FriendlyName]) -> Bool {
        let used =
            ranges.map { ($0.row.instance, $0.row.names) } + steps.map { ($0.row.instance, $0.row.names) }
            + modes.map { ($0.row.instance, $0.row.names) } + toggles.map { ($0.row.instance, $0.row.names) }
        return !used.contains { $0.0 == instance || $0.1.first == names.first }
    }
}

extension RangeRow {
    fileprivate func with(_ code: String) -> RangeRow {
        RangeRow(
            instance: instance, names: names, codes: [code], unit: unit, isControl: isControl, switchesOn: switchesOn)
    }

    fileprivate func words(_ code: String) -> ModeRow {
        ModeRow(instance: instance, names: names, codes: [code], isControl: isControl, switchesOn: switchesOn)
    }
}
