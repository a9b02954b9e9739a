extension Cooking {
    /// What is cooked. Source: Alexa cooking property schemas, `FoodItem`.
    package struct FoodItem: Hashable, Sendable {
        /// What the customer calls it.
        package let foodName: String
        /// The whole object as received, reduced to the members of Alexa's schema.
        package let json: JSONValue

        static let shape = ValueShape.object([
            .required("foodName", .text),
            .optional(
                "foodCategory",
                .word([
                    "BEEF", "BEVERAGE", "CHICKEN", "FISH", "MEAT", "PIZZA", "POPCORN", "PORK", "POTATO", "SHRIMP",
                    "SOUP", "STEAK", "TURKEY", "VEGETABLE", "WATER",
                ])),
            .optional(
                "foodQuantity",
                .object([.optional("@type", .text), .optional("value", .number(0...1e9)), .optional("unit", .text)])),
            .optional(
                "foodState",
                .word([
                    "BRINED", "CANNED", "CHILLED", "COLD_SMOKED", "DEFROSTED", "DRIED", "EMULSIFIED", "FREEZE_DRIED",
                    "FRESH", "FROZEN", "MELTED", "REFRIGERATED", "ROOM_TEMPERATURE", "SMOKED", "WHIPPED",
                ])),
            .optional(
                "foodThickness",
                .object([
                    .required("value", .number(0...1e6)),
                    .required(
                        "unit",
                        .word([
                            "METER", "KILOMETER", "CENTIMETER", "MILLIMETER", "INCH", "SPAN", "FOOT", "YARD", "MILE",
                        ])),
                ])),
        ])

        /// A food of that name.
        package init(_ foodName: String) {
            self.foodName = foodName
            json = ["foodName": .string(foodName)]
        }

        /// `nil` if the directive names no food.
        init?(optional payload: Payload) throws(AlexaError) {
            guard let food = try payload.optionalPayload("foodItem") else { return nil }
            foodName = try food.text("foodName")
            json = Self.shape.normalised(.object(food.object)) ?? ["foodName": .string(foodName)]
        }
    }

    /// From when to when. Source: Alexa cooking property schemas, `TimeInterval`.
    package struct Interval: Hashable, Sendable {
        /// When it began.
        package let start: Timestamp
        /// How long it takes; `nil` if unknown.
        package let duration: ISODuration?

        static let shape = ValueShape.object([
            .optional("start", .timestamp), .optional("end", .timestamp), .optional("duration", .duration),
        ])

        /// An interval that begins at `start`.
        package init(start: Timestamp, duration: ISODuration? = nil) {
            self.start = start
            self.duration = duration
        }

        /// `{"start": ..., "end"?: ..., "duration"?: ...}`.
        package var json: JSONValue {
            var json: JSONObject = ["start": .string(start.withoutFraction)]
            if let duration {
                json["end"] = .string(start.advanced(by: .seconds(duration.seconds)).withoutFraction)
                json["duration"] = .string(duration.description)
            }
            return .object(json)
        }
    }

    /// How done food is to be. Source: Alexa cooking property schemas, `FoodDoneness`.
    package struct FoodDoneness: Hashable, Sendable {
        /// One of ``values``.
        package let value: String

        /// Every value that Alexa knows.
        package static let values = [
            "AL_DENTE", "CREAMY", "CRISPY", "DRY", "FIRM", "FLAKY", "HARD", "JUICY", "MEDIUM", "MEDIUM_RARE",
            "MEDIUM_WELL", "MOIST", "OPAQUE", "OVERCOOKED", "RARE", "RUNNY", "SMOOTH", "SOFT", "SPRINGY", "SUCCULENT",
            "TENDER", "UNDERCOOKED", "VELVETY", "WELL_DONE",
        ]

        static let shape = ValueShape.either([.object([.required("value", .word(values))]), .word(values)])

        /// A doneness that Alexa knows; `nil` for another value.
        package init?(_ value: String) {
            guard Self.values.contains(value) else { return nil }
            self.value = value
        }

        /// `nil` if the directive does not have it. Written `{"value": "RARE"}` or as a bare word: sources disagree.
        init?(optional payload: Payload, _ key: String) throws(AlexaError) {
            guard let json = payload.optionalValue(key) else { return nil }
            let value =
                switch json {
                case .string(let bare): bare
                case .null, .bool, .number, .array, .object: try payload.payload(key).text("value")
                }
            guard let doneness = FoodDoneness(value) else {
                throw .invalidValue("\(key) is not a doneness that Alexa knows")
            }
            self = doneness
        }

        /// `{"value": "RARE"}`.
        package var json: JSONValue { ["value": .string(value)] }
    }
}
