import Synchronization

/// Whether a device cloud was asked: until then an answer is only a matter of checking the directive.
final class AdapterAsked: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Whether a device cloud was asked.
    var isSo: Bool { flag.load(ordering: .acquiring) }

    /// A device cloud is asked now.
    func note() { flag.store(true, ordering: .releasing) }
}
