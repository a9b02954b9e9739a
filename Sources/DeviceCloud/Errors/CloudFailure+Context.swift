import AlexaProtocol
import Skill

/// What the cloud's own record says about the gateway or infrared blaster before a device.
package enum Bridge: Hashable, Sendable {
    /// It is online.
    case online
    /// It is offline.
    case offline
    /// The cloud could not be asked. Of an infrared appliance nothing else is known then: only its blaster can be.
    case unknown(isBlaster: Bool)
}

extension CloudFailure {
    /// The failure of a device behind `bridge`: rule R3 of the error translation. BRIDGE_UNREACHABLE points at the box that
    /// the customer has to look at.
    package func behind(_ bridge: Bridge) -> CloudFailure {
        guard failure.error.type == CloudErrorType.endpointUnreachable.type else { return self }
        switch bridge {
        case .offline, .unknown(isBlaster: true):
            return replacing(.bridgeUnreachable, because: "the hub before the device is offline")
        case .online, .unknown(isBlaster: false):
            return self
        }
    }

    /// The failure after a list has been asked, if its row demands that: a device is gone only when a list made afterwards
    /// lacks it (error translation review, section 2.3). A cloud also says so of devices that it merely has no data of.
    ///
    /// - Parameter isListed: makes a new list and says whether the device is in it.
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
