import Glibc
import Synchronization

/// Message ids: version 4 UUIDs in lower case, as Amazon prefers them. Source: Alexa message guide, `messageId`.
enum MessageID {
    /// Random words that were read ahead: reading a page of them from the kernel costs as much as reading one.
    private static let reserve = Mutex<[UInt64]>([])

    /// A fresh id.
    ///
    /// Written out here, because Foundation's UUID opens, reads and closes a device file for each one: 4 µs of system
    /// calls in a budget of 20.
    static func random() -> String {
        let (high, low) = reserve.withLock { words in
            if words.count < 2 { words = freshWords() }
            return (words.removeLast(), words.removeLast())
        }
        return text(high, low)
    }

    private static func freshWords() -> [UInt64] {
        var words = [UInt64](repeating: 0, count: 512)
        let device = unsafe open("/dev/urandom", O_RDONLY | O_CLOEXEC)
        let filled = unsafe words.withUnsafeMutableBytes { unsafe read(device, $0.baseAddress, $0.count) }
        if device >= 0 { close(device) }
        if filled == words.count * MemoryLayout<UInt64>.size { return words }
        var generator = SystemRandomNumberGenerator()
        return words.map { _ in generator.next() }
    }

    /// The id of these random bits.
    static func text(_ high: UInt64, _ low: UInt64) -> String {
        let high = high & ~0xF000 | 0x4000
        let low = low & ~(0b11 << 62) | 0b10 << 62
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for nibble in 0..<32 {
            if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 { text.append(UInt8(ascii: "-")) }
            let word = nibble < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - nibble % 16 * 4)) & 0xF
            text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
