/// Suggests the known word that was probably meant by an unknown one.
enum Suggestion {
    /// `; did you mean latencyMs?`, or nothing if no word is near.
    static func text(for word: String, among known: some Sequence<String>) -> String {
        nearest(to: word, among: known).map { "; did you mean \($0)?" } ?? ""
    }

    /// The nearest word: at most two letters apart, or one that begins alike.
    static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        guard !word.isEmpty else { return nil }
        let lower = word.lowercased()
        return known.map { ($0, distance(Array(lower.utf8), Array($0.lowercased().utf8))) }
            .filter { $0.1 <= 2 || $0.0.lowercased().hasPrefix(lower) }
            .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }

    /// How many letters must be put in, left out or replaced (Levenshtein).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
