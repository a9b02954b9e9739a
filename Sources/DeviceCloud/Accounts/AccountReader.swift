package import AlexaProtocol
package import HTTPTransport
package import Settings

/// Reads the fields of one account from the file or the environment.
package struct AccountReader {
    /// The reader of all settings, with the problems so far.
    private(set) var settings: SettingsReader
    /// The settings that can hold a field; the first that is set counts.
    private let places: (SettingKey) -> [SettingKey]

    init(_ settings: SettingsReader, places: @escaping (SettingKey) -> [SettingKey]) {
        self.settings = settings
        self.places = places
    }

    /// The setting that holds the field's value. If none does, the last, which is the file's: messages name it.
    private func place(of field: SettingKey) -> SettingKey {
        let places = places(field)
        return places.first { settings.text($0) != nil } ?? places.last ?? field
    }

    /// A field as text; `nil` if it is not set or empty.
    package func text(_ field: SettingKey) -> String? { settings.text(place(of: field)) }

    /// A field that must be set; otherwise `nil`, and a problem is recorded.
    ///
    /// - Parameter source: where the operator finds the value: "the project's Overview page shows it".
    package mutating func required(_ field: SettingKey, _ source: String) -> String? {
        if let text = text(field) { return text }
        addProblem(field, "is missing; \(source)")
        return nil
    }

    /// A secret that must be set; otherwise `nil`, and a problem is recorded.
    package mutating func secret(_ field: SettingKey, _ source: String) -> Secret? {
        required(field, source).map { Secret($0) }
    }

    /// One of `words`, in upper or lower case; `nil` if the field is not set or has another value.
    package mutating func choice(_ field: SettingKey, of words: [String]) -> String? {
        settings.choice(place(of: field), of: words)
    }

    /// An address; `nil` if the field is not set or is not an address.
    package mutating func url(_ field: SettingKey) -> ServiceURL? {
        settings.url(place(of: field))
    }

    /// The elements of a list, or of a text with commas; `nil` if the field is not set.
    package func list(_ field: SettingKey) -> [String]? {
        text(field)?.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    }

    /// Records a problem with a field.
    ///
    /// - Parameter problem: the rest of a sentence that begins with the field's name: "must be ...".
    package mutating func addProblem(_ field: SettingKey, _ problem: String) {
        settings.addProblem(place(of: field), problem)
    }
}
