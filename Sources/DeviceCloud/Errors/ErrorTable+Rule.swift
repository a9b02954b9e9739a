import AlexaProtocol

extension ErrorTable {
    /// The row for a code or for the last part of a rule: a vendor's code, a family's such as `28841xxx`, or `http.STATUS`. `nil`
    /// if the table has none.
    package func row(named name: String) -> ErrorRow? {
        if let row = row(name, .directive) ?? rows.first(where: { $0.code == name }) { return row }
        if let family = families.first(where: { $0.row.code == name || $0.contains(name) }) { return family.row }
        guard name.hasPrefix("http."), let status = Int(name.dropFirst(5)), (100...599).contains(status) else {
            return nil
        }
        return finding(nil, status: status, .directive).row
    }
}
