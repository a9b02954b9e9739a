import Replay
import Testing

/// The output equals that of `diff -u`.
@Suite struct UnifiedDiffTests {
    @Test(
        arguments: [
            ("a\nb\n", "a\nb\n", ""),
            ("a\n", "b\n", "@@ -1,1 +1,1 @@ -a +b"),
            ("", "a\n", "@@ -0,0 +1,1 @@ +a"),
            ("a\n", "", "@@ -1,1 +0,0 @@ -a"),
            ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nX\n6\n7\n8\n9\n", "@@ -2,7 +2,7 @@  2  3  4 -5 +X  6  7  8"),
            (
                "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "X\n2\n3\n4\n5\n6\n7\n8\nY\n",
                "@@ -1,4 +1,4 @@ -1 +X  2  3  4 @@ -6,4 +6,4 @@  6  7  8 -9 +Y"
            ),
            (
                "1\n2\n3\n4\n5\n6\n7\n8\n", "X\n2\n3\n4\n5\n6\n7\nY\n",
                "@@ -1,8 +1,8 @@ -1 +X  2  3  4  5  6  7 -8 +Y"
            ),
        ])
    func isWhatDiffSays(_ old: String, _ new: String, _ expected: String) {
        let lines = UnifiedDiff(old: old, new: new).lines.map { line in
            switch line {
            case .position(let text): text
            case .same(let text): " " + text
            case .removed(let text): "-" + text
            case .added(let text): "+" + text
            }
        }
        #expect(lines.joined(separator: " ") == expected)
    }
}
