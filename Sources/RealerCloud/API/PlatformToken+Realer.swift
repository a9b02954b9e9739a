import AlexaProtocol
import DeviceCloud

extension PlatformToken {
    /// The lifetime of a token whose answer does not state one: the older example's 3600 s.
    private static let usualLifetime = Duration.seconds(3600)

    /// Parses the answer of the token endpoint; `nil` if it has no token.
    ///
    /// `renew_after` and `expires_in` may be seconds from now, seconds or milliseconds since 1970, or a time in ISO 8601.
    init?(_ answer: JSONValue, at now: Timestamp) {
        guard let body = answer.object, let token = body["access_token"]?.string, !token.isEmpty else { return nil }
        let renewAfter = body["renew_after"].flatMap { Self.duration($0, from: now) }
        let lifetime = (body["expires_in"] ?? body["expires_at"]).flatMap { Self.duration($0, from: now) }
        self.init(
            Secret(token), lifetime: lifetime ?? max(renewAfter ?? .zero, Self.usualLifetime), renewAfter: renewAfter)
    }

    private static func duration(_ json: JSONValue, from now: Timestamp) -> Duration? {
        if let text = json.string, let time = Timestamp(text) ?? Timestamp(withOffset: text) {
            return max(.zero, .milliseconds(time.milliseconds - now.milliseconds))
        }
        guard let number = RealerNumber(json)?.value, number >= 0, number < 1e15 else { return nil }
        // A lifetime of 30 years is a time: seconds since 1970, or milliseconds.
        if number >= 1e12 { return max(.zero, .milliseconds(Int64(number) - now.milliseconds)) }
        if number >= 1e9 { return max(.zero, .milliseconds(Int64(number * 1000) - now.milliseconds)) }
        return .seconds(number)
    }
}
