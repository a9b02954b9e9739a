/// Decides for which directives lines below level WARN are written.
///
/// The hash of the message id decides, so that all lines of a directive are written or none, in every process.
package struct LogSample: Hashable, Sendable {
    /// The share that is written, from 0 to 1.
    package let share: Double

    /// A sample of that share, from 0 to 1.
    package init(share: Double) {
        self.share = share
    }

    /// Whether the lines of the directive with this id are written. One without an id always has its lines.
    package func includes(_ messageId: String?) -> Bool {
        guard share < 1, let messageId else { return true }
        return Double(Self.hash(messageId) >> 11) * 0x1p-53 < share
    }

    /// FNV-1a, with the last step of SplitMix64: the upper bits of FNV-1a alone hardly depend on the last letters.
    private static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}
