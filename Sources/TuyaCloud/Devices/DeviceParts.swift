import AlexaProtocol

/// The endpoints of an appliance, built from its category's row and its specification.
struct DeviceParts: Sendable {
    /// The parts, the main one first; empty if Alexa supports no function of the appliance.
    let parts: [DevicePart]

    init(_ appliance: TuyaAppliance, _ quirk: TuyaQuirk, log: DataPointLog) {
        let id = appliance.device.id
        let endpointId = Self.endpointId(id)
        guard EndpointID(endpointId) != nil else {
            log.leaveOut(id, category: appliance.device.category, "Alexa does not take the device's id")
            parts = []
            return
        }
        if quirk.hide == true {
            parts = []
            return
        }
        if let remote = appliance.remote {
            parts = Self.infrared(remote, endpointId, id)
            if parts.isEmpty {
                log.leaveOut(
                    id, category: appliance.device.category,
                    "of infrared appliances only air conditioners with modes are supported")
            }
            return
        }
        let table = PointTable(appliance, quirk, log: log)
        parts = Self.parts(table, endpointId, allowsRemoteUnlock: appliance.allowsRemoteUnlock == true)
        if parts.isEmpty {
            log.leaveOut(id, category: table.category, "it has no data point that Alexa can use")
        }
    }

    /// The endpoint id of a device.
    static func endpointId(_ deviceId: String) -> String { "\(tuyaCloudName):\(deviceId)" }

    private static func infrared(_ remote: TuyaRemote, _ endpointId: String, _ id: String) -> [DevicePart] {
        guard let airConditioner = InfraredAirConditioner(remote) else { return [] }
        var part = DevicePart(endpointId, of: id, kind: "Air conditioner", display: "AIR_CONDITIONER")
        part.airConditioner = airConditioner
        return [part]
    }

    private static func parts(
        _ table: PointTable, _ endpointId: String, allowsRemoteUnlock: Bool
    ) -> [DevicePart] {
        let row = CategoryTable.row(for: table.category)
        var kept: [(row: PartRow, part: DevicePart)] = []
        var switches: Set<String> = []
        for partRow in row.parts {
            let id = kept.isEmpty ? endpointId : "\(endpointId):\(partRow.key)"
            var part = DevicePart(id, of: table.deviceId, kind: row.kind, display: partRow.display ?? row.display)
            part.switchAlone = table.quirk.switchAlone ?? false
            for function in partRow.functions {
                part.add(function, table, allowsRemoteUnlock: allowsRemoteUnlock)
            }
            // A switch that another part has already is not repeated.
            if let code = part.power?.point.code, !switches.insert(code).inserted { part.power = nil }
            if part.isUseful { kept.append((partRow, part)) }
        }
        if kept.isEmpty {
            let part = DevicePart(endpointId, of: table.deviceId, kind: row.kind, display: row.display)
            kept = [(PartRow.main([]), part)]
        }
        for function in CategoryTable.common {
            kept[0].part.add(function, table, allowsRemoteUnlock: allowsRemoteUnlock)
        }
        kept[0].part.battery = Battery(table)
        guard kept[0].part.isUseful else { return [] }
        return kept.map { item in
            var part = item.part
            if kept.count > 1 { part.nameSuffix = item.row.name }
            part.display = part.fittingDisplay
            return part
        }
    }
}

extension DevicePart {
    /// The display category, unless the part lacks the functions that the category's own implies.
    fileprivate var fittingDisplay: String {
        switch display {
        case "LIGHT" where lamp == nil && kind == "Dimmer": return "SWITCH"
        case "LIGHT", "SWITCH", "SMARTPLUG", "VACUUM_CLEANER", "AIR_PURIFIER", "INTERIOR_BLIND", "FAN":
            return power == nil && lamp == nil && cover == nil && modes.isEmpty && ranges.isEmpty && steps.isEmpty
                ? displayOfFunctions : display
        case "SMARTLOCK": return lock == nil ? displayOfFunctions : display
        case "GARAGE_DOOR": return garage == nil ? displayOfFunctions : display
        case "THERMOSTAT", "AIR_CONDITIONER": return thermostat == nil ? displayOfFunctions : display
        case "CONTACT_SENSOR", "MOTION_SENSOR", "TEMPERATURE_SENSOR": return displayOfFunctions
        case "OTHER" where kind == "Device": return displayOfFunctions
        default: return display
        }
    }

    /// The display category by the functions that the part has.
    private var displayOfFunctions: String {
        if lamp != nil { return "LIGHT" }
        if cover != nil { return "INTERIOR_BLIND" }
        if garage != nil { return "GARAGE_DOOR" }
        if thermostat != nil { return "THERMOSTAT" }
        if power != nil { return "SWITCH" }
        switch sensors.first?.kind {
        case .temperature, .humidity: return toggles.isEmpty && ranges.isEmpty ? "TEMPERATURE_SENSOR" : "OTHER"
        case .contactSwitch, .contactWord: return "CONTACT_SENSOR"
        case .motionSwitch, .motionWord: return "MOTION_SENSOR"
        case nil: return "OTHER"
        }
    }
}
