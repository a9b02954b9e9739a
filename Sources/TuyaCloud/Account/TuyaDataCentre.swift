package import HTTPTransport

/// The data centre of a Tuya project, its users and its devices; each has exactly one. Source: developer.tuya.com, "Request
/// structure"; Singapore from public clients.
package enum TuyaDataCentre: String, CaseIterable, Sendable {
    case china = "China"
    case westernAmerica = "Western America"
    case easternAmerica = "Eastern America"
    case centralEurope = "Central Europe"
    case westernEurope = "Western Europe"
    case india = "India"
    case singapore = "Singapore"

    /// The abbreviation that other clients use for it.
    package var shortName: String {
        switch self {
        case .china: "cn"
        case .westernAmerica: "us"
        case .easternAmerica: "us-e"
        case .centralEurope: "eu"
        case .westernEurope: "eu-w"
        case .india: "in"
        case .singapore: "sg"
        }
    }

    /// The address of its API.
    package var url: ServiceURL {
        switch self {
        case .china: ServiceURL(https: "openapi.tuyacn.com")
        case .westernAmerica: ServiceURL(https: "openapi.tuyaus.com")
        case .easternAmerica: ServiceURL(https: "openapi-ueaz.tuyaus.com")
        case .centralEurope: ServiceURL(https: "openapi.tuyaeu.com")
        case .westernEurope: ServiceURL(https: "openapi-weaz.tuyaeu.com")
        case .india: ServiceURL(https: "openapi.tuyain.com")
        case .singapore: ServiceURL(https: "openapi-sg.iotbing.com")
        }
    }

    /// The data centre with this name or abbreviation, in any case, with spaces, `-` or `_` between words; `nil` for any other.
    package init?(named text: String) {
        let word = Self.plain(text)
        let found = Self.allCases.first { word == Self.plain($0.rawValue) || word == Self.plain($0.shortName) }
        guard let found else { return nil }
        self = found
    }

    private static func plain(_ text: String) -> String {
        String(text.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
    }

    /// All names with their abbreviations, for messages.
    package static var list: String {
        allCases.reduce("") { "\($0)\($0.isEmpty ? "" : ", ")\($1.rawValue) (\($1.shortName))" }
    }
}
