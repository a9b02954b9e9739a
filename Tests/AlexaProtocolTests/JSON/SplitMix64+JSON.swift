import TestSupport

extension SplitMix64 {
    /// Random text: control characters, quotes, letters of many alphabets, emoji.
    mutating func text(upTo length: Int) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...length, using: &self) {
            let range: ClosedRange<UInt32> = pick([
                0x00...0x1F, 0x20...0x7F, 0x20...0x7F, 0x80...0xFFFF, 0x10000...0x10FFFF,
            ])
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// A valid document with random white space and escapes.
    mutating func json(depth: Int) -> String {
        let value =
            switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &self) {
            case 0: pick(["null", "true", "false"])
            case 1...2: number()
            case 3...5: string()
            case 6: "[" + list(depth: depth) { $0.json(depth: depth - 1) } + "]"
            default: "{" + list(depth: depth) { "\($0.string())\($0.space()):\($0.json(depth: depth - 1))" } + "}"
            }
        return space() + value + space()
    }

    /// Removes, inserts, replaces or cuts off some bytes.
    mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: bytes.indices, using: &self)
        let byte = pick(
            Array(#"{}[],:"\/-+.eE0123456789tfnulx "#.utf8) + [0x09, 0x0A, 0x1F, 0x7F, 0x80, 0xC3, 0xED, 0xFF])
        switch Int.random(in: 0..<8, using: &self) {
        case 0...2: bytes[index] = byte
        case 3...4: bytes.insert(byte, at: index)
        case 5...6: bytes.remove(at: index)
        default: bytes.removeSubrange(index...)
        }
    }

    private mutating func list(depth: Int, _ element: (inout SplitMix64) -> String) -> String {
        var elements: [String] = []
        for _ in 0..<Int.random(in: 0...4, using: &self) { elements.append(element(&self)) }
        return elements.isEmpty ? space() : elements.joined(separator: ",")
    }

    private mutating func number() -> String {
        let whole = pick(["0", "7", "42", "-0", "-1", "999999999999999", "1234567890123456", "-18446744073709551615"])
        let fraction = pick(["", "", ".0", ".5", ".123456789", ".000001"])
        return whole + fraction + pick(["", "", "", "e0", "E5", "e+12", "e-7"])
    }

    private mutating func string() -> String {
        var json = "\""
        for scalar in text(upTo: 24).unicodeScalars {
            let mayStayAsItIs = scalar.value >= 0x20 && scalar != "\"" && scalar != "\\"
            if mayStayAsItIs, Bool.random(using: &self) {
                json.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16, uppercase: Bool.random(using: &self))
                    json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        return json + pick(["", #"\n"#, #"\/"#, #"\""#, #"\\"#, #"\t"#]) + "\""
    }

    private mutating func space() -> String { pick(["", "", "", " ", "\n", "\t\r\n "]) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }
}
