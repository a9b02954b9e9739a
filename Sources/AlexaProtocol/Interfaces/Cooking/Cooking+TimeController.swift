extension Cooking {
    /// `Alexa.Cooking.TimeController`: cooking for a while, as a microwave does. Source: Alexa.Cooking.TimeController.
    package enum TimeController: AlexaInterface {
        package static let namespace = "Alexa.Cooking.TimeController"
        package static let directives = [
            DirectiveKind("CookByTime") { payload throws(AlexaError) in
                Directive.cookByTime(try Program(payload))
            },
            DirectiveKind("AdjustCookTime") { payload throws(AlexaError) in
                Directive.adjustCookTime(delta: try payload.duration("cookTimeDelta"))
            },
        ]
        package static let properties = [
            PropertyKind("requestedCookTime", .duration),
            PropertyKind("cookingPowerLevel", PowerLevel.shape),
        ]

        /// The directives of the interface.
        package enum Directive: DirectivePayload {
            /// Start to cook.
            case cookByTime(Program)
            /// Cook longer, or shorter if the span is negative.
            case adjustCookTime(delta: ISODuration)

            package func check(against capability: Capability) throws(AlexaError) {
                switch self {
                case .cookByTime(let program):
                    try program.mode?.check(against: capability)
                    try program.powerLevel?.check(against: capability)
                case .adjustCookTime:
                    return
                }
            }
        }

        /// The arguments of CookByTime.
        package struct Program: Hashable, Sendable {
            /// The time, above 0.
            package let time: ISODuration
            /// The mode; `nil` leaves it to the appliance.
            package let mode: Mode?
            /// The food.
            package let food: FoodItem?
            /// The power level; never together with `temperature`.
            package let powerLevel: PowerLevel?
            /// The temperature.
            package let temperature: Temperature?

            init(_ payload: Payload) throws(AlexaError) {
                time = try payload.duration("cookTime")
                mode = try Mode(optional: payload)
                food = try FoodItem(optional: payload)
                powerLevel = try PowerLevel(optional: payload)
                temperature = try payload.optionalTemperature("targetCookingTemperature")
                guard time.seconds > 0 else { throw .invalidValue("cookTime must be longer than nothing") }
                guard powerLevel == nil || temperature == nil else {
                    throw .invalidDirective("CookByTime names both a power level and a temperature")
                }
            }
        }

        /// `requestedCookTime`: the whole time, not what is left of it.
        package static func requestedCookTime(_ time: ISODuration) -> PropertyState {
            PropertyState(namespace, "requestedCookTime", .string(time.description))
        }

        /// `cookingPowerLevel`.
        package static func cookingPowerLevel(_ level: PowerLevel) -> PropertyState {
            PropertyState(namespace, "cookingPowerLevel", level.json)
        }
    }

    /// How strong a microwave cooks. Source: Alexa cooking property schemas, `CookingPowerLevel`.
    package enum PowerLevel: Hashable, Sendable {
        /// `LOW`, `MEDIUM` or `HIGH`; others are read, since appliances of 2018 had them, and refused by the check.
        case enumerated(String)
        /// A level by number.
        case integral(Double)

        private static let words = ["LOW", "MEDIUM", "HIGH"]
        private static let enumeratedType = "EnumeratedPowerLevel"
        private static let integralType = "IntegralPowerLevel"

        static let shape = ValueShape.either([
            .object([.required("@type", .word([enumeratedType])), .required("value", .word(words))]),
            .object([.required("@type", .word([integralType])), .required("value", .number(0...1e6))]),
        ])

        /// `nil` if the directive does not have it. The JSON type of the value decides which kind it is.
        init?(optional payload: Payload) throws(AlexaError) {
            guard let level = try payload.optionalPayload("cookingPowerLevel") else { return nil }
            switch try level.value("value") {
            case .string(let word): self = .enumerated(word)
            case .number(let number): self = .integral(number)
            case let other: throw level.wrongType("value", other, "a word or a number")
            }
        }

        /// `{"@type": ..., "value": ...}`.
        package var json: JSONValue {
            switch self {
            case .enumerated(let word): ["@type": .string(Self.enumeratedType), "value": .string(word)]
            case .integral(let number): ["@type": .string(Self.integralType), "value": .number(number)]
            }
        }

        /// Compares the level with those that the capability declares; with Alexa's own if it declares none.
        ///
        /// - Throws: POWER_LEVEL_NOT_SUPPORTED.
        func check(against capability: Capability) throws(AlexaError) {
            let declaredWords = capability.configuration?["enumeratedPowerLevels"]?.array?.compactMap(\.string)
            let declaredNumbers = capability.configuration?["integralPowerLevels"]?.array?.compactMap(\.number)
            let isSupported =
                switch self {
                case .enumerated(let word):
                    Self.words.contains(word)
                        && (declaredWords?.contains(word) ?? (declaredNumbers == nil))
                case .integral(let number):
                    number >= 0 && number <= 1e6
                        && (declaredNumbers?.contains(number) ?? (declaredWords == nil))
                }
            guard isSupported else {
                throw AlexaError(.generic(.powerLevelNotSupported), "the appliance does not have this power level")
            }
        }
    }
}
