import Glibc

/// The position of each endpoint in the sample home, so that one can be read without the others.
struct HomeOutline {
    /// Byte ranges, in the file's order.
    private(set) var endpoints: [Range<Int>] = []
    /// Indices of ``endpoints`` by endpointId.
    private(set) var positions: [String: Int] = [:]

    /// Reads only the beginnings of lines, because it delays a cold start. The lines with `{` and `}` of an endpoint begin with
    /// four spaces, the line with its endpointId with six.
    init(ofIndented bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        // Room for a hundred devices: otherwise the dictionary would grow seven times.
        positions.reserveCapacity(100)
        var start = 0
        var index = 0
        while index < bytes.count {
            let rest = unsafe UnsafeBufferPointer(rebasing: bytes[index...])
            let end = unsafe memchr(base + index, Int32(UInt8(ascii: "\n")), rest.count).map { newline in
                unsafe newline - UnsafeMutableRawPointer(mutating: base)
            }
            if unsafe rest.begins(with: "    {") {
                start = index
            } else if unsafe rest.begins(with: "    }") {
                endpoints.append(start..<(index + 5))
            } else if unsafe rest.begins(with: "      \"endpointId\": \"") {
                let id = unsafe rest.dropFirst(21).prefix { $0 != UInt8(ascii: "\"") }
                positions[unsafe String(decoding: id, as: UTF8.self)] = endpoints.count
            }
            index = (end ?? bytes.count) + 1
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func begins(with text: StaticString) -> Bool {
        guard count >= text.utf8CodeUnitCount, let base = baseAddress else { return false }
        return unsafe memcmp(base, text.utf8Start, text.utf8CodeUnitCount) == 0
    }
}
