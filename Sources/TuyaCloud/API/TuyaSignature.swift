import Crypto
package import DeviceCloud
import HTTPTypes

/// Tuya's signature of a request. Source: developer.tuya.com, "Sign requests" (the form for projects made after 2021-06-30).
///
///     sign = uppercase_hex(HMAC_SHA256(secret, client_id + access_token + t + nonce + stringToSign))
///     stringToSign = METHOD \n lowercase_hex(SHA256(body)) \n signed headers \n url
package struct TuyaSignature: Sendable {
    /// The project's id.
    package let clientId: String
    /// The time in milliseconds since 1970, as in the header `t`.
    package let time: String
    /// The header `nonce`; empty if none is sent.
    package let nonce: String

    /// The parts of the signature that are common to all requests of a project.
    package init(clientId: String, time: String, nonce: String = "") {
        self.clientId = clientId
        self.time = time
        self.nonce = nonce
    }

    /// The header `sign`.
    ///
    /// - Parameters:
    ///   - token: the access token; `nil` for token requests, which are signed without one.
    ///   - headers: names and values of the headers that `Signature-Headers` lists, in its order.
    package func sign(
        _ request: SignableRequest, secret: String, token: String?, headers: [(name: String, value: String)] = []
    ) -> String {
        let text = stringToSign(request, headers)
        let message = clientId + (token ?? "") + time + nonce + text
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(message.utf8), using: SymmetricKey(data: Array(secret.utf8)))
        return Self.hex(code, uppercase: true)
    }

    /// The part of the message that describes the request. Each signed header ends with its own line end, before the one that
    /// ends the block, so without headers there is an empty line.
    func stringToSign(_ request: SignableRequest, _ headers: [(name: String, value: String)]) -> String {
        var text = "\(request.method.rawValue)\n\(Self.hex(SHA256.hash(data: request.body), uppercase: false))\n"
        for header in headers { text += "\(header.name):\(header.value)\n" }
        text += "\n\(request.path)"
        // Sorted by name and not percent-encoded, independent of the order and the encoding of the sent URL.
        let query = request.query.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value)" }
        if !query.isEmpty { text += "?" + query.joined(separator: "&") }
        return text
    }

    private static func hex(_ bytes: some Sequence<UInt8>, uppercase: Bool) -> String {
        let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
