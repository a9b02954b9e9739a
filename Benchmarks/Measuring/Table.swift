import Foundation

/// Rows of a table on standard output: a name, a median with its range, and a remark for comparison.
enum Table {
    /// Prints a row.
    static func row(_ name: String, _ median: Double, least: Double, most: Double, _ remark: String = "") {
        let columns = [median, least, most].map { String(format: $0 < 1000 ? "%8.1f" : "%8.0f", $0) }
        print("\(padded(name))\(columns[0])  (\(columns[1]) \(columns[2]))  \(remark)")
    }

    /// Prints a row with a single value.
    static func row(_ name: String, _ value: Double, _ remark: String = "") {
        print("\(padded(name))\(String(format: value < 100 ? "%8.2f" : "%8.0f", value))  \(remark)")
    }

    private static func padded(_ name: String) -> String {
        name.padding(toLength: max(52, name.count + 1), withPad: " ", startingAt: 0)
    }
}
