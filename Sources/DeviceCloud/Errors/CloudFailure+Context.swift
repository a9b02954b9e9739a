import AlexaProtocol
import Skill

/// The state of the gateway or infrared blaster that connects a device, according to the cloud.
package enum Bridge: Hashable, Sendable {
    /// It is online.
    case online
    /// It is offline.
    case offline
    /// The cloud could not be asked. For an infrared appliance nothing else is known: only the state of its blaster can be read.
    case unknown(isBlaster: Bool)
}

extension CloudFailure {
    /// The failure of a device behind `bridge`: rule R3 of the error translation. BRIDGE_UNREACHABLE names the device that the
    /// customer has to check.
    package func behind(_ bridge: Bridge) -> CloudFailure {
        guard failure.error.type == CloudErrorType.endpointUnreachable.type else { return self }
        switch bridge {
        case .offline, .unknown(isBlaster: true):
            return replacing(.bridgeUnreachable, because: "the hub before the device is offline")
        case .online, .unknown(isBlaster: false):
            return self
        }
    }

    /// The failure after the list of devices was read, if its row requires that: a device only counts as removed when a list read
    /// after the failure lacks it (error translation review, section 2.3). A cloud also uses these codes for devices that it
    /// merely has no data of.
    ///
    /// - Parameter isListed: reads a new list and returns whether it has the device.
    package func confirmed(by isListed: () async throws(CloudFailure) -> Bool) async -> CloudFailure {
        guard row.recovery.isConfirmedByList, failure.error.type == CloudErrorType.noSuchEndpoint.type else {
            return self
        }
        do throws(CloudFailure) {
            guard try await isListed() else {
                var gone = replacing(.noSuchEndpoint, because: "a new list of devices lacks it")
                gone.isConfirmedGone = true
                return gone
            }
            return replacing(.endpointUnreachable, because: "the list of devices still has the device")
        } catch {
            return replacing(.endpointUnreachable, because: "no list could confirm that the device is gone")
        }
    }
}
