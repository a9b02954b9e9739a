/// The placeholder for the token while an event is JSON. Random, so that no text of an event contains it.
struct TokenMarker {
    let text =
        "token-" + String(UInt64.random(in: .min ... .max), radix: 36)
        + String(UInt64.random(in: .min ... .max), radix: 36)

    /// The bytes with a zero in each of the marker's places.
    func cutOut(of bytes: [UInt8]) -> [UInt8] {
        let pattern = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == pattern[0], bytes[index...].starts(with: pattern) {
                result.append(0)
                index += pattern.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    /// The bytes with the marker in the place of each zero.
    func putIn(_ template: [UInt8]) -> [UInt8] {
        Array(template.split(separator: 0, omittingEmptySubsequences: false).joined(separator: Array(text.utf8)))
    }
}
