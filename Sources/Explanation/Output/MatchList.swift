package import AlexaProtocol

/// Several directives that match a selection, to choose from.
package struct MatchList: Sendable {
    private let matches: [Match]
    private let hasMore: Bool

    /// The most rows of a list for people. The latest are shown.
    private static let mostRows = 40

    /// A list of these directives, in the order of time.
    package init(_ matches: [Match], hasMore: Bool) {
        self.matches = matches
        self.hasMore = hasMore
    }

    /// A row for each directive, and how to choose.
    package func text(isColoured: Bool) -> String {
        let paint = Paint(isColoured: isColoured)
        let count = hasMore ? "More than \(matches.count)" : "\(matches.count)"
        let shown = matches.suffix(Self.mostRows)
        var text = paint("\(count) directives match", .bold)
        text += shown.count < matches.count || hasMore ? "; the latest \(shown.count):\n\n" : ":\n\n"
        let rows = shown.map { match in
            [
                match.time.map { Story.readable($0) } ?? "without a time",
                StepText.directive(match.namespace, match.name), match.endpointId ?? "-",
                match.outcome ?? "no end", match.messageId ?? match.requestId.map { "request \($0)" } ?? "-",
            ].map { Words.quoted($0, to: 60) }
        }
        let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
        for (row, match) in zip(rows, shown) {
            let cells = row.indices.map { index in
                let cell = index == 4 ? row[index] : row[index].padded(to: widths[index])
                return index == 3 && match.isFailed ? paint(cell, .red) : paint(cell)
            }
            text += "  \(cells.joined(separator: "  "))\n"
        }
        return text + "\nChoose one: --message-id ID or --request-id ID, or a narrower --since and --until.\n"
    }

    /// The list as `explain --json` prints it.
    package var json: JSONValue {
        ["found": .number(Double(matches.count)), "more": .bool(hasMore), "matches": .array(matches.map(\.json))]
    }
}

extension Match {
    fileprivate var json: JSONValue {
        var json: JSONObject = [:]
        func set(_ key: String, _ value: String?) { json[key] = value.map(JSONValue.string) }
        set("time", time?.description)
        set("message_id", messageId)
        set("request_id", requestId)
        set("correlation", correlation)
        set("namespace", namespace)
        set("name", name)
        set("endpoint_id", endpointId)
        set("source", source)
        set("outcome", outcome)
        json["failed"] = .bool(isFailed)
        return .object(json)
    }
}
