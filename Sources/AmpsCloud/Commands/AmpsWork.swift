import DeviceCloud
import Skill

/// An order under way.
struct AmpsWork: Sendable {
    let order: AmpsOrder
    let device: AmpsDevice
    let call: AdapterCall
    /// The strategy that is sent, if any.
    var strategy: String?
    /// How often the command was sent again.
    var resends = 0
    /// The device's last action before the command.
    var lastAction: String?
}

/// What follows a failure.
enum AmpsNext: Sendable {
    /// The command is sent again.
    case again
    /// Amps has an action of it already.
    case follow(AmpsAction)
    /// It was carried out, though its answer was lost.
    case done
}
