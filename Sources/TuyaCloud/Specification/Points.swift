import AlexaProtocol

/// A point that is on or off.
struct SwitchPoint: Hashable, Sendable {
    let code: String
    /// Whether `true` means off.
    let isInverted: Bool
    let isSettable: Bool
    /// The device's own words for `true` and `false`.
    let words: [String: String]

    /// The command that turns it on or off.
    func command(_ isOn: Bool) -> TuyaCommand {
        TuyaCommand(code, .bool(isOn != isInverted))
    }
}

/// A point that is a number.
struct IntegerPoint: Hashable, Sendable {
    let code: String
    /// The type for reading.
    var reads: IntegerType
    /// The type for setting; `nil` if the point is read-only. Differs from `reads` if a specification contradicts itself.
    var writes: IntegerType?
    /// Whether the largest raw value means the least.
    let isInverted: Bool

    /// The command for a raw value.
    func command(_ raw: Int) -> TuyaCommand {
        TuyaCommand(code, .number(Double(raw)))
    }

    /// The raw value of a point that is not inverted.
    func upright(_ raw: Double, _ type: IntegerType) -> Double {
        isInverted ? Double(type.minimum + type.maximum) - raw : raw
    }
}

/// A point that is one of several words.
struct WordPoint: Hashable, Sendable {
    let code: String
    /// The words in the specification's order; of two with the same meaning the first is sent.
    let words: [Word]
    let isSettable: Bool

    /// A word of the device, and the usual word for it.
    struct Word: Hashable, Sendable {
        /// The word that is sent and reported.
        let vendor: String
        /// Its meaning: the same word, or that of a quirk.
        let usual: String
    }

    /// The command for a word.
    func command(_ word: Word) -> TuyaCommand {
        TuyaCommand(code, .string(word.vendor))
    }

    /// The first word with one of these meanings.
    func word(meaning usual: String...) -> Word? {
        for meaning in usual {
            if let word = words.first(where: { $0.usual == meaning }) { return word }
        }
        return nil
    }
}

/// A point that is a colour.
struct ColourPoint: Hashable, Sendable {
    let code: String
    let type: ColourType
    let isSettable: Bool
}

/// A point that is a set of bits, such as `fault`.
struct BitsPoint: Hashable, Sendable {
    let code: String
    let labels: [String]

    /// The labels of the bits that are set; for a bit without one, `bit 3`.
    func labels(_ bits: Int) -> [String] {
        guard bits > 0 else { return [] }
        return (0..<Int.bitWidth - 1).filter { bits >> $0 & 1 == 1 }.map {
            labels.indices.contains($0) ? labels[$0] : "bit \($0)"
        }
    }
}
