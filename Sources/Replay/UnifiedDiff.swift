/// The difference of two texts in the format of `diff -u`.
package struct UnifiedDiff: Sendable {
    /// A line of a difference.
    package enum Line: Hashable, Sendable {
        /// The position of the lines that follow: `@@ -3,7 +3,8 @@`.
        case position(String)
        /// In both.
        case same(String)
        /// Only in the old text.
        case removed(String)
        /// Only in the new text.
        case added(String)
    }

    /// The lines; empty if the texts are equal.
    package let lines: [Line]

    /// The difference from `old` to `new`, with up to `context` unchanged lines around each change.
    package init(old: String, new: String, context: Int = 3) {
        let edits = Self.edits(Self.split(old), Self.split(new))
        var lines: [Line] = []
        var start = 0
        while let first = edits[start...].firstIndex(where: { $0.line.isChange }) {
            let from = max(start, first - context)
            var last = first
            var index = first
            while index < edits.count, index - last <= 2 * context + 1 {
                if edits[index].line.isChange { last = index }
                index += 1
            }
            let end = min(edits.count, last + 1 + context)
            let hunk = edits[from..<end]
            let oldCount = hunk.count { !$0.line.isAdded }
            let newCount = hunk.count { !$0.line.isRemoved }
            let position =
                "@@ -\(edits[from].old + (oldCount > 0 ? 1 : 0)),\(oldCount) "
                + "+\(edits[from].new + (newCount > 0 ? 1 : 0)),\(newCount) @@"
            lines.append(.position(position))
            lines += hunk.map(\.line)
            start = end
        }
        self.lines = lines
    }

    private struct Edit {
        let line: Line
        /// How many lines of the old text come before.
        let old: Int
        /// How many lines of the new text come before.
        let new: Int
    }

    private static func split(_ text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func edits(_ old: [Substring], _ new: [Substring]) -> [Edit] {
        let difference = new.difference(from: old)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var edits: [Edit] = []
        var (oldIndex, newIndex) = (0, 0)
        while oldIndex < old.count || newIndex < new.count {
            if oldIndex < old.count, removed.contains(oldIndex) {
                edits.append(Edit(line: .removed(String(old[oldIndex])), old: oldIndex, new: newIndex))
                oldIndex += 1
            } else if newIndex < new.count, inserted.contains(newIndex) {
                edits.append(Edit(line: .added(String(new[newIndex])), old: oldIndex, new: newIndex))
                newIndex += 1
            } else {
                edits.append(Edit(line: .same(String(new[newIndex])), old: oldIndex, new: newIndex))
                oldIndex += 1
                newIndex += 1
            }
        }
        return edits
    }
}

extension UnifiedDiff.Line {
    var isAdded: Bool { if case .added = self { true } else { false } }
    var isRemoved: Bool { if case .removed = self { true } else { false } }
    var isChange: Bool { isAdded || isRemoved }
}
