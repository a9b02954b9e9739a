import DeviceCloud
import Skill

/// An order that is being carried out.
struct AmpsWork: Sendable {
    let order: AmpsOrder
    let device: AmpsDevice
    let call: AdapterCall
    /// The strategy that is sent; `nil` for none.
    var strategy: String?
    /// The number of retries.
    var resends = 0
    /// The id of the device's last action before the command.
    var lastAction: String?
}

/// What follows a failure.
enum AmpsNext: Sendable {
    /// The command is sent again.
    case again
    /// Amps has started an action for it already.
    case follow(AmpsAction)
    /// It was carried out, but its answer was lost.
    case done
}
