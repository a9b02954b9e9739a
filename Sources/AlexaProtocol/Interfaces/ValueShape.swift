/// The form of a property's value on the wire. A value that does not fit is not sent: Alexa drops the whole event if one
/// property in it is wrong.
package indirect enum ValueShape: Sendable {
    /// Any string.
    case text
    /// One of these strings.
    case word([String])
    /// `true` or `false`.
    case boolean
    /// A whole number, both ends included. Devices measure with decimals, so a number between two is rounded.
    case integer(ClosedRange<Int>)
    /// A number, both ends included.
    case number(ClosedRange<Double>)
    /// A string that holds a number, such as a channel's `13.1`; a number is written as such a string.
    case numericText
    /// `{"value": 21.5, "scale": "CELSIUS"}`, not below absolute zero.
    case temperature
    /// ISO 8601, UTC, ending in `Z`.
    case timestamp
    /// ISO 8601, UTC, ending in `Z`, whole seconds.
    case timestampWithoutFraction
    /// ISO 8601 duration, such as `PT3M30S`.
    case duration
    /// A list of values of one shape.
    case list(ValueShape)
    /// An object with these members; members not named are left out.
    case object([Member])
    /// A bare value of that shape. Directives and some recordings wrap it, `{"value": ...}`; it is unwrapped.
    case bare(ValueShape)
    /// An object with any keys, whose members all have one shape.
    case map(ValueShape)
    /// The first of these shapes that fits.
    case either([ValueShape])

    /// A member of an object.
    package struct Member: Sendable {
        /// Its key.
        package let name: String
        /// The form of its value.
        package let shape: ValueShape
        /// Whether the object is refused without it.
        package let isRequired: Bool

        /// A member that must be there.
        package static func required(_ name: String, _ shape: ValueShape) -> Member {
            Member(name: name, shape: shape, isRequired: true)
        }

        /// A member that may be there.
        package static func optional(_ name: String, _ shape: ValueShape) -> Member {
            Member(name: name, shape: shape, isRequired: false)
        }
    }

    /// The value in the strict form that Amazon documents, or `nil` if it cannot be brought into it.
    ///
    /// Lenient where devices and recordings are: a word in the wrong case, a whole number written as `25.0`, unknown
    /// members of an object, optional members that do not fit.
    package func normalised(_ value: JSONValue) -> JSONValue? {
        // `.none`, because `nil` beside a JSONValue would be JSON's null.
        switch self {
        case .text:
            return value.string == nil ? .none : value
        case .word(let words):
            guard let text = value.string else { return nil }
            // By length first, which mostly differs: cooking has forty modes.
            if words.contains(where: { $0.utf8.count == text.utf8.count && $0 == text }) { return value }
            let upper = text.uppercased()
            return words.first { $0.uppercased() == upper }.map { .string($0) }
        case .boolean:
            return value.bool == nil ? .none : value
        case .integer(let range):
            if let whole = value.integer { return range.contains(whole) ? value : .none }
            guard let rounded = value.number?.rounded(), let whole = JSONValue.number(rounded).integer,
                range.contains(whole)
            else { return nil }
            return .number(Double(whole))
        case .number(let range):
            return value.number.map(range.contains) == true ? value : .none
        case .temperature:
            // With a tolerance of a hundredth of a degree, since conversions round.
            guard let temperature = Temperature(value), temperature.celsius >= -273.16 else { return nil }
            return temperature.json
        case .numericText:
            if let number = value.number { return .string(JSONValue.number(number).text) }
            return value.string.flatMap { Double($0) } == nil ? .none : value
        case .timestamp:
            return value.string.flatMap { Timestamp($0) } == nil ? .none : value
        case .timestampWithoutFraction:
            return value.string.flatMap { Timestamp($0) }.map { .string($0.withoutFraction) }
        case .duration:
            return value.string.flatMap { ISODuration($0) } == nil ? .none : value
        case .list(let element):
            guard let array = value.array else { return nil }
            let elements = array.compactMap(element.normalised)
            return elements.count == array.count ? .array(elements) : .none
        case .object(let members):
            return value.object.flatMap { Self.normalised($0, members) }
        case .bare(let shape):
            return shape.normalised(value.object?["value"] ?? value)
        case .map(let element):
            guard let members = value.object?.members else { return nil }
            let fitting = members.compactMap { member in
                element.normalised(member.value).map { JSONObject.Member(key: member.key, value: $0) }
            }
            return fitting.count == members.count ? .object(JSONObject(members: fitting)) : .none
        case .either(let shapes):
            for shape in shapes {
                if let fitting = shape.normalised(value) { return fitting }
            }
            return nil
        }
    }

    private static func normalised(_ object: JSONObject, _ members: [Member]) -> JSONValue? {
        var result = JSONObject()
        for member in members {
            if let value = object[member.name].flatMap(member.shape.normalised) {
                result[member.name] = value
            } else if member.isRequired {
                return nil
            }
        }
        return .object(result)
    }
}
