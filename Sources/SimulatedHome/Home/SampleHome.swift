import AlexaProtocol
import CSampleHome
import Synchronization

/// The home that is compiled in. Each device is parsed at its first use: parsing all takes longer than the rest of a cold
/// start.
///
/// Tests check that the file breaks no rule of discovery, and that it is read like any other home file.
final class SampleHome: Sendable {
    private let outline: HomeOutline
    /// The parsed devices, by index.
    private let known: Mutex<[HomeFile.Device?]>

    init() {
        outline = unsafe HomeOutline(
            ofIndented: UnsafeBufferPointer(start: sample_home(), count: sample_home_size()))
        known = Mutex(Array(repeating: nil, count: outline.endpoints.count))
    }

    /// The endpoints, in the file's order.
    var devices: [HomeFile.Device] { outline.endpoints.indices.compactMap(device(at:)) }

    /// The endpoint of that id; `nil` if the home has none.
    func device(_ endpointId: String) -> HomeFile.Device? {
        outline.positions[endpointId].flatMap(device(at:))
    }

    private func device(at index: Int) -> HomeFile.Device? {
        known.withLock { known in
            if let device = known[index] { return device }
            let bytes = unsafe UnsafeBufferPointer(start: sample_home(), count: sample_home_size())
            let piece = unsafe Array(bytes[outline.endpoints[index]])
            var problems: [String] = []
            let device = JSONDocument(parsing: piece).value.flatMap { json in
                HomeFile.Device(json, at: "endpoints[\(index)]", &problems)
            }
            known[index] = device
            return device
        }
    }
}
