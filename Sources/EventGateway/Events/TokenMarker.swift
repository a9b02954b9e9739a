/// The placeholder for the token in an event's JSON. Random, so that no text of an event contains it.
struct TokenMarker {
    let text =
        "token-" + String(UInt64.random(in: .min ... .max), radix: 36)
        + String(UInt64.random(in: .min ... .max), radix: 36)

    /// The bytes with a zero byte in place of each marker.
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

    /// The template with a marker in place of each zero byte.
    func putIn(_ template: [UInt8]) -> [UInt8] {
        Array(template.split(separator: 0, omittingEmptySubsequences: false).joined(separator: Array(text.utf8)))
    }
}
