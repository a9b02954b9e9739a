package import AlexaProtocol
package import Logging
import Skill
import Synchronization

/// Maps Tuya's devices to Alexa's endpoints and properties, and directives to commands.
package struct TuyaDeviceMap: Sendable {
    private let quirks: TuyaQuirks
    private let log: DataPointLog
    let colours = ColourMemory()
    private let cache = PartCache()

    /// A map with the operator's corrections of specifications.
    package init(_ quirks: TuyaQuirks, logger: Logger) {
        self.quirks = quirks
        log = DataPointLog(logger)
    }

    /// The endpoints of an appliance: normally one, `tuya:DEVICE`; none if Alexa supports none of its functions.
    ///
    /// A device with several gangs has an endpoint for each: the first has the device's id, the others `tuya:DEVICE:CODE`.
    package func endpoints(of appliance: TuyaAppliance) -> [Endpoint] {
        let reader = reader(appliance, nil)
        return parts(of: appliance).map { $0.endpoint(of: appliance, reader) }
    }

    /// The properties of an endpoint of the appliance, except for its connectivity.
    package func properties(of endpointId: String, _ appliance: TuyaAppliance, _ state: TuyaState) -> [Property] {
        guard let part = part(endpointId, of: appliance) else { return [] }
        return part.properties(reader(appliance, state), state, colours: colours)
    }

    /// Whether the scale of one of the appliance's temperatures only depends on the app account.
    package func dependsOnAccount(_ appliance: TuyaAppliance) -> Bool {
        parts(of: appliance).contains(where: \.dependsOnAccount)
    }

    /// The endpoint of a scene: `tuya:scene:HOME:SCENE`. `nil` for a scene that cannot be triggered or has no name for Alexa.
    package func endpoint(of scene: TuyaScene) -> Endpoint? {
        let id = "\(tuyaCloudName):scene:\(scene.homeId):\(scene.id)"
        let name = Spoken.letters(scene.name)
        guard scene.isEnabled, !name.isEmpty, EndpointID(id) != nil else { return nil }
        return Endpoint(
            endpointId: id, manufacturerName: "Tuya", friendlyName: name, description: "Scene via Tuya",
            displayCategories: ["SCENE_TRIGGER"],
            capabilities: [SceneController.capability(supportsDeactivation: false)],
            additionalAttributes: ["manufacturer": "Tuya", "model": "Scene"])
    }

    /// The scene of an endpoint id; `nil` if it is not the id of a scene.
    package static func scene(of endpointId: String) -> (homeId: String, sceneId: String)? {
        let words = endpointId.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 4, words[0] == tuyaCloudName, words[1] == "scene", TuyaDevice.isPlain(words[2]),
            TuyaDevice.isPlain(words[3])
        else { return nil }
        return (words[2], words[3])
    }

    /// Tuya's id of the device with this endpoint id; `nil` if it is not the id of a Tuya device.
    package static func deviceId(of endpointId: String) -> String? {
        let words = endpointId.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(words.count), words[0] == tuyaCloudName, TuyaDevice.isPlain(words[1]) else {
            return nil
        }
        return String(words[1])
    }

    /// Logs a device that is not reported to Alexa, once.
    func leaveOut(_ device: TuyaDevice, _ reason: String) {
        log.leaveOut(String(device.id.prefix(64)), category: String(device.category.prefix(32)), reason)
    }

    /// Whether the appliance has a child lock that is on.
    func isChildLocked(_ appliance: TuyaAppliance, _ state: TuyaState) -> Bool {
        let toggles = parts(of: appliance).flatMap(\.toggles).filter {
            $0.row.instance == CategoryTable.childLockInstance
        }
        return toggles.contains { reader(appliance, state).truth($0.point)?.value == true }
    }

    func part(_ endpointId: String, of appliance: TuyaAppliance) -> DevicePart? {
        parts(of: appliance).first { $0.endpointId == endpointId }
    }

    /// The values of a state; without one, those of the device list.
    func reader(_ appliance: TuyaAppliance, _ state: TuyaState?) -> PointReader {
        PointReader(
            state ?? TuyaState(appliance.device.points, readAt: Timestamp(milliseconds: 0)), of: appliance.device.id,
            log: log)
    }

    private func parts(of appliance: TuyaAppliance) -> [DevicePart] {
        cache.parts(of: appliance) { DeviceParts(appliance, quirks.quirk(for: appliance), log: log).parts }
    }
}

/// A bounded cache of the parts of appliances, so that they are not built for each directive.
private final class PartCache: Sendable {
    private struct Entry {
        let appliance: TuyaAppliance
        let parts: [DevicePart]
    }

    private static let capacity = 10_000
    private let entries = Mutex<[String: Entry]>([:])

    /// The parts of the appliance in its current form.
    func parts(of appliance: TuyaAppliance, _ make: () -> [DevicePart]) -> [DevicePart] {
        let id = appliance.device.id
        if let entry = entries.withLock({ $0[id] }), entry.appliance == appliance { return entry.parts }
        let parts = make()
        entries.withLock { entries in
            if entries.count >= Self.capacity, entries[id] == nil { entries = [:] }
            entries[id] = Entry(appliance: appliance, parts: parts)
        }
        return parts
    }
}
