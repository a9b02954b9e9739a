import AlexaProtocol
import Synchronization

/// The last colours that were set through Alexa, by device: Tuya has one value for the brightness of a colour and that of the
/// lamp, Alexa two. In memory only, and bounded.
final class ColourMemory: Sendable {
    /// A colour that was set: hue and saturation as they were sent, and the brightness in Alexa's directive.
    struct Colour: Hashable, Sendable {
        let hue: Double
        let saturation: Double
        /// 0 to 1.
        let brightness: Double
    }

    private static let capacity = 10_000
    private let colours = Mutex<[String: Colour]>([:])

    /// Stores the colour of a device.
    func keep(_ colour: Colour, of deviceId: String) {
        colours.withLock { colours in
            if colours.count >= Self.capacity, colours[deviceId] == nil { colours = [:] }
            colours[deviceId] = colour
        }
    }

    /// The last colour that was set.
    func colour(of deviceId: String) -> Colour? {
        colours.withLock { $0[deviceId] }
    }
}
