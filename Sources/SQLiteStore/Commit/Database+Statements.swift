import GRDB

extension Database {
    /// Runs a statement without a result.
    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// The number that a statement returns, if any.
    func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64? {
        try Int64.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }
}

extension Statement {
    /// The first row, if there is one.
    func row(_ arguments: StatementArguments = []) throws -> Row? {
        try Row.fetchOne(self, arguments: arguments)
    }

    /// All rows.
    func rows(_ arguments: StatementArguments = []) throws -> [Row] {
        try Row.fetchAll(self, arguments: arguments)
    }
}

extension Row {
    /// The value of a column. Throws where GRDB's subscript would trap: a damaged file can contain any type.
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ index: Int) throws -> Value {
        try decode(atIndex: index)
    }
}
