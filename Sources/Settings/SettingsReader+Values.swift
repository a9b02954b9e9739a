import AlexaProtocol

extension SettingsReader {
    /// One of several words, in upper or lower case; `nil` if it is not set or none of them.
    package mutating func choice(_ key: SettingKey, of words: [String]) -> String? {
        guard let text = text(key) else { return nil }
        if let word = words.first(where: { $0.lowercased() == text.lowercased() }) { return word }
        addProblem(key, "must be one of \(words.joined(separator: ", "))")
        return nil
    }

    /// A number of seconds, fractions allowed; `nil` if it is not set or out of range.
    ///
    /// - Parameter reason: why the range is what it is, the rest of the sentence: "because ...".
    package mutating func seconds(
        _ key: SettingKey, in range: ClosedRange<Double>, reason: String? = nil
    ) -> Duration? {
        guard let text = text(key) else { return nil }
        if let seconds = Double(text), range.contains(seconds) { return .seconds(seconds) }
        addProblem(
            key,
            "must be a number of seconds from \(range.lowerBound) to \(range.upperBound)"
                + (reason.map { ", \($0)" } ?? ""))
        return nil
    }

    /// A number, fractions allowed; `nil` if it is not set or out of range.
    package mutating func number(_ key: SettingKey, in range: ClosedRange<Double>) -> Double? {
        guard let text = text(key) else { return nil }
        if let number = Double(text), range.contains(number) { return number }
        addProblem(
            key,
            "must be a number from \(JSONValue.number(range.lowerBound).text) to \(JSONValue.number(range.upperBound).text)"
        )
        return nil
    }

    /// Words separated by commas; `nil` if it is not set. Each word that does not exist is a problem.
    ///
    /// - Parameters:
    ///   - exists: whether there is such a word.
    ///   - kind: the kind of a word, with an article, and where the words are listed: "an interface; ...".
    package mutating func words(
        _ key: SettingKey, of kind: String, where exists: (String) -> Bool
    ) -> Set<String>? {
        guard let text = text(key) else { return nil }
        let words = text.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
        for word in words where !exists(word) { addProblem(key, "names \(word), which is not \(kind)") }
        return Set(words)
    }
}

extension SettingsReader {
    /// A Boolean, as `true`, `on`, `false` or `off`; `nil` if it is not set or none of these.
    package mutating func flag(_ key: SettingKey) -> Bool? {
        switch choice(key, of: ["true", "false", "on", "off"]) {
        case "true", "on": true
        case "false", "off": false
        default: nil
        }
    }
}
