/// The settings of one target.
package protocol SettingsSection: Sendable {
    /// Every setting that ``init(reading:)`` reads.
    static var keys: [SettingKey] { get }

    /// Every list of objects that ``init(reading:)`` reads; none by default.
    static var lists: [SettingList] { get }

    /// Reads the values. A setting that is absent gets its default. A wrong one is noted in the reader and gets its
    /// default too, so that one start reports every problem.
    init(reading reader: inout SettingsReader)
}

extension SettingsSection {
    package static var lists: [SettingList] { [] }
}
