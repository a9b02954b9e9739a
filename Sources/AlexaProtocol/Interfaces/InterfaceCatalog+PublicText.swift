extension InterfaceCatalog {
    /// Whether a text in a directive is not personal data, so that it may be captured in a log and recorded in a file: a word
    /// of Alexa's own vocabulary (``words``), a duration, or an empty text.
    ///
    /// - Parameters:
    ///   - key: the text's name; that of the array if it is an element.
    ///   - object: the object that it is a member of; `nil` if it is an element of an array. Next to a `type` or what was
    ///     `transcribed`, a `value` is the customer's speech or a PIN, even if it equals a word of Alexa's.
    package static func isPublic(_ text: String, key: String, in object: JSONObject?) -> Bool {
        if text.isEmpty { return true }
        switch key {
        case "value" where object?["type"] != nil || object?["transcribed"] != nil: return false
        case "cookTime", "cookTimeDelta", "duration": return ISODuration(text) != nil
        default: return words.contains(text)
        }
    }

    /// Whether a member of a directive is a PIN or a code. Its value may be of any kind: a client may send a number.
    ///
    /// - Parameter parent: the name of the object that it is a member of.
    package static func isSecret(_ member: JSONObject.Member, in parent: String) -> Bool {
        switch member.key {
        case _ where member.value.string?.isEmpty ?? false: false
        case "pin", "code": true
        case "authorization": member.value.object == nil
        default: parent == "authorization" && member.key != "type"
        }
    }
}
