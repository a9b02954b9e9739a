import Assembly
import DeviceCloud
import Explanation

extension ErrorReference {
    /// The error tables of all device clouds.
    static var tables: ErrorReference {
        let tables = Dictionary(DeviceClouds.errorTables.map { ($0.cloud, $0) }) { first, _ in first }
        return ErrorReference { cloud, code in
            guard let row = tables[cloud]?.row(named: code) else { return nil }
            return Code(meaning: row.meaning, note: row.note, isForOperator: row.recovery.raisesAlarm)
        }
    }
}
