/// Functions of the rules for texts.
enum Text {
    /// Whether it is empty or only white space.
    static func isBlank(_ text: String) -> Bool {
        text.allSatisfy(\.isWhitespace)
    }

    /// The last part of an identifier as words: `oscillation angle` of `Fan.oscillationAngle`; `nil` if it has no letter.
    static func spoken(_ identifier: String) -> String? {
        var words = ""
        for character in identifier.split(separator: ".").last ?? "" {
            if character.isUppercase && words.last?.isLowercase == true { words.append(" ") }
            words.append(character.isLetter || character.isNumber ? character : " ")
        }
        let name = spaced(words.split(separator: " "))
        return name.contains(where: \.isLetter) ? name : nil
    }

    /// How rules compare names: without case, blanks at the ends removed, one blank between words.
    static func folded(_ text: String) -> String {
        spaced(text.lowercased().split(whereSeparator: \.isWhitespace))
    }

    /// The words with a blank between them. `joined`, and appending a `Substring`, take 0.2 million instructions at the first call.
    static func spaced(_ words: [Substring]) -> String {
        words.reduce(into: "") { text, word in
            if !text.isEmpty { text += " " }
            text += String(word)
        }
    }

    /// The length as Alexa counts it.
    static func length(_ text: String) -> Int {
        text.unicodeScalars.count
    }

    /// The text cut to `maximum` characters, at the end of a word if there is one in the second half.
    static func cut(_ text: String, to maximum: Int) -> String {
        guard length(text) > maximum else { return text }
        var kept = ""
        var count = 0
        // Whole characters only: a letter keeps its accents.
        for character in text {
            count += character.unicodeScalars.count
            guard count <= maximum else { break }
            kept.append(character)
        }
        let next = text.dropFirst(kept.count).first
        if next?.isWhitespace == false, let blank = kept.lastIndex(where: \.isWhitespace),
            kept[..<blank].count * 2 >= kept.count
        {
            kept = String(kept[..<blank])
        }
        while kept.last?.isWhitespace == true { kept.removeLast() }
        return kept
    }

    /// The text for a message: quoted, cut, and without control characters.
    static func quoted(_ text: String) -> String {
        JSONValue.string(length(text) > 60 ? cut(text, to: 57) + "..." : text).text
    }
}
