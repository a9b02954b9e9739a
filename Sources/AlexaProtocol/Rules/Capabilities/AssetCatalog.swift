/// Alexa's catalogue of names. Source: Resources and Assets.
enum AssetCatalog {
    /// Whether the catalogue has that id.
    static func knows(_ id: String) -> Bool {
        guard id.hasPrefix(prefix) else { return false }
        let name = String(id.dropFirst(prefix.count))
        return names.contains(name) || unit(id)
    }

    /// Whether the id is a unit for `unitOfMeasure`.
    static func unit(_ id: String) -> Bool {
        id.hasPrefix(prefix + "Unit.") && units.contains(String(id.dropFirst(prefix.count + 5)))
    }

    /// How an asset is spoken in English, folded; its last word if the catalogue's list is not known.
    static func spoken(_ id: String) -> [String] {
        synonyms[String(id.split(separator: ".").last ?? "")] ?? [Text.folded(words(id))]
    }

    private static let prefix = "Alexa."

    /// `Alexa.Setting.FanSpeed` as `Fan Speed`.
    private static func words(_ id: String) -> String {
        var words = ""
        for character in id.split(separator: ".").last ?? "" {
            if character.isUppercase && words.last?.isLowercase == true { words.append(" ") }
            words.append(character)
        }
        return words
    }

    private static let names: Set<String> = Set(
        [
            "DeviceName": "AirPurifier Camera Fan Router Shade Shower SpaceHeater Washer",
            "Setting":
                "2GGuestWiFi 5GGuestWiFi Auto Direction DryCycle FanSpeed GuestWiFi Heat Mode Night Opening Oscillate Preset Quiet Temperature WashCycle WaterTemperature",
            "Shower": "HandHeld RainHead",
            "Value": "Close Delicate High Low Maximum Medium Minimum Open QuickWash",
            "Button":
                "OffButton OnButton BrightenButton DimButton MainButton TopButton BottomButton CenterButton MiddleButton UpButton DownButton LeftButton RightButton FirstButton SecondButton ThirdButton FourthButton FifthButton SixthButton SeventhButton EighthButton DoublePress DoublePush LongPress LongPush SinglePress SinglePush",
            "Gesture": "DoubleClick DoubleTap SingleClick SwipeDown SwipeLeft SwipeRight SwipeUp Tap",
        ].flatMap { group, names in names.split(separator: " ").map { "\(group).\($0)" } })

    private static let units: Set<String> = Set(
        [
            "Angle.Degrees Angle.Radians Distance.Feet Distance.Inches Distance.Kilometers Distance.Meters",
            "Distance.Miles Distance.Yards Mass.Grams Mass.Kilograms Percent Temperature.Celsius Temperature.Degrees",
            "Temperature.Fahrenheit Temperature.Kelvin Volume.CubicFeet Volume.CubicMeters Volume.Gallons",
            "Volume.Liters Volume.Pints Volume.Quarts Weight.Ounces Weight.Pounds",
        ].flatMap { $0.split(separator: " ").map(String.init) })

    private static let synonyms: [String: [String]] = [
        "Auto": ["auto", "automatic", "automatic mode", "auto mode"],
        "FanSpeed": ["fan speed", "airflow speed", "wind speed", "air speed", "air velocity"],
        "Night": ["night", "night mode"],
        "Opening": ["opening", "height", "lift", "width"],
        "Oscillate": ["oscillate", "swivel", "oscillation", "spin", "back and forth"],
        "Preset": ["preset", "setting"],
        "Quiet": ["quiet", "quiet mode", "noiseless", "silent"],
        "Temperature": ["temperature", "temp"],
        "Maximum": ["maximum", "max"],
        "Minimum": ["minimum", "min"],
        "Medium": ["medium", "mid"],
        "QuickWash": ["quick wash", "fast wash", "wash quickly", "speed wash"],
        "WaterTemperature": ["water temperature", "water temp", "water heat"],
        "Shade": [
            "shade", "blind", "curtain", "roller", "shutter", "drape", "awning", "window shade", "interior blind",
        ],
    ]

    /// The languages that names can be in.
    static let locales: Set<String> = [
        "ar-SA", "de-DE", "en-AU", "en-CA", "en-GB", "en-IN", "en-US", "es-ES", "es-MX", "es-US", "fr-CA", "fr-FR",
        "hi-IN", "it-IT", "ja-JP", "nl-NL", "pt-BR",
    ]
}
