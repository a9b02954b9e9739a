extension InterfaceCatalog {
    /// Words of Alexa's own vocabulary: values of enumerations in properties and directives. None of them is personal data,
    /// unlike other texts of a directive.
    package static let words: Set<String> = {
        var words = Set(directiveWords)
        for interface in all {
            for property in interface.properties { words.formUnion(property.shape.words) }
        }
        for raw in CameraStreamController.StreamProtocol.allCases.map(\.rawValue)
            + CameraStreamController.AuthorizationType.allCases.map(\.rawValue)
            + CameraStreamController.VideoCodec.allCases.map(\.rawValue)
            + CameraStreamController.AudioCodec.allCases.map(\.rawValue)
            + KeypadController.Keystroke.allCases.map(\.rawValue)
        {
            words.insert(raw)
        }
        // Alexa sends `HDMI1` for `HDMI 1`.
        for name in InputController.knownInputs { words.formUnion([name, name.filter { $0 != " " }]) }
        return words
    }()

    /// Words that directives have and properties do not. Source: the interfaces' pages, "Directives".
    private static let directiveWords = [
        "BearerToken", "BearerTokenWithPartition", "OAuth2.AuthorizationCode", "FOUR_DIGIT_PIN", "BYPASS_ALL",
        "CELSIUS", "FAHRENHEIT", "KELVIN", "UP", "DOWN", "SDP", "LOW", "MED_LOW", "MEDIUM", "MED_HIGH", "HIGH",
        "IntegralPowerLevel", "EnumeratedPowerLevel", "Weight", "Volume", "Count", "Percentage", "Actor", "App",
        "Character", "Director", "Event", "Franchise", "Genre", "League", "MediaType", "Popularity", "Recency", "Role",
        "Season", "Sport", "Team", "Video", "VideoResolution", "Position.Up", "Position.Down",
    ]
}

extension ValueShape {
    /// The words of every enumeration in it.
    fileprivate var words: [String] {
        switch self {
        case .word(let words): words
        case .list(let element), .bare(let element), .map(let element): element.words
        case .object(let members): members.flatMap(\.shape.words)
        case .either(let shapes): shapes.flatMap(\.words)
        case .text, .boolean, .integer, .number, .numericText, .temperature, .timestamp, .timestampWithoutFraction,
            .duration:
            []
        }
    }
}
