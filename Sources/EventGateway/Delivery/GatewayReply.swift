package import AlexaProtocol

/// The event gateway's reply to an event: the status, and for an error its code and description.
package struct GatewayReply: Hashable, Sendable {
    /// The HTTP status.
    package let status: Int
    /// The payload's code, such as `THROTTLING_EXCEPTION`; `nil` if there is none in that form.
    package let code: String?
    /// The payload's description, for the log only; without secrets.
    package let description: String?
    /// The pause that the gateway demands.
    package let retryAfter: Duration?

    /// A reply of these parts.
    package init(status: Int, code: String? = nil, description: String? = nil, retryAfter: Duration? = nil) {
        self.status = status
        self.code = code
        self.description = description
        self.retryAfter = retryAfter
    }

    /// Reads a reply. A body that is not in Amazon's form is ignored.
    ///
    /// - Parameter secrets: secrets of the request. They are left out if the description quotes them.
    package init(status: Int, body: [UInt8], retryAfter: Duration?, secrets: @autoclosure () -> [Secret]) {
        let payload = JSONDocument(parsing: body).value?.object?["payload"]?.object
        let code = payload?["code"]?.string.flatMap { Self.isCode($0) ? $0 : nil }
        let description = payload?["description"]?.string.flatMap { text in
            secrets().contains { !$0.exposed.isEmpty && text.includes($0.exposed) } ? nil : Self.prose(text)
        }
        self.init(status: status, code: code, description: description, retryAfter: retryAfter)
    }

    /// The text with "(not shown)" in place of each word of 16 bytes or more that has other characters than letters and
    /// punctuation: it may be part of a token.
    private static func prose(_ text: String) -> String {
        let words = text.prefix(300).split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.utf8.count < 16 || word.allSatisfy { $0.isLetter || "._-,:;()'\"".contains($0) }
                ? String(word) : "(not shown)"
        }
        return words.joined(separator: " ")
    }

    private static func isCode(_ text: String) -> Bool {
        (1...80).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }
}
