import Foundation
import HTTPTransport
import HTTPTypes
import TestSupport
import Testing

/// An accepted text has one meaning: libcurl, Foundation and our parser agree.
@Suite struct URLPropertyTests {
    /// The parts of the random texts: ordinary ones, and those that parsers interpret differently.
    private static let schemes = [
        "https://", "http://", "HTTPS://", "https:", "https:/", "https:///", "ftp://", "//", "",
    ]
    private static let hosts = [
        "example.com", "EXAMPLE.com", "localhost", "LocalHost", "localhost.", "127.0.0.1", "127.1", "0177.0.0.1",
        "2130706433", "0x7f.1", "127.0.0.256", "[::1]", "[::1%25lo]", "[0:0::1]", "[2001:DB8::1]", "[::ffff:127.0.0.1]",
        "[v1.x]", "exa%6dple.com", "ex\u{e4}mple.com", "example\u{3002}com", "a_b.example", "xn--bcher-kva.example",
        "evil.example", "",
    ]
    private static let ports = ["", ":443", ":80", ":8443", ":0443", ":0", ":", ":65536", ":+1", ":80:80"]
    private static let paths = ["", "/", "/v3/events", "/a/../b", "/%2e%2E//", "/\u{e4}", "/a b", "/\\x", "/@x:1/"]
    private static let intruders = [
        "@", "user@", "user:secret@", "\\", "\\@", "#", "#@", "?", "?@", "%40", "%00", "\0", "\r\n", "\t", " ", "/",
        ":",
        ";", ",", "[", "]", ".", "..", "\u{7f}", "%", "localhost", "@localhost", "//localhost", "&", "|",
    ]

    private static func text(_ random: inout some RandomNumberGenerator) -> String {
        var text =
            schemes.randomElement(using: &random)! + hosts.randomElement(using: &random)!
            + ports.randomElement(using: &random)! + paths.randomElement(using: &random)!
        for _ in 0..<[0, 0, 1, 1, 2, 3].randomElement(using: &random)! {
            let place = text.index(text.startIndex, offsetBy: Int.random(in: 0...text.count, using: &random))
            text.insert(contentsOf: intruders.randomElement(using: &random)!, at: place)
        }
        return text
    }

    @Test func whatIsAcceptedHasOneMeaning() throws {
        var random = SplitMix64()
        var accepted = 0
        for _ in 0..<(50_000 * TestSize.factor) {
            let text = Self.text(&random)
            guard let url = try? ServiceURL(text) else { continue }
            accepted += 1
            let explanation: Comment = "\(text.debugDescription), seed \(random.seed)"
            // Reading the result again changes nothing. It equals the text except for case, the default port and the first
            // slash.
            #expect(try ServiceURL(url.description) == url, explanation)
            let usual = url.scheme == "https" ? ":443" : ":80"
            let lowered = text.lowercased()
            let withoutPort = "\(url.scheme)://\(url.authority)"
            let spellings = ["", usual].flatMap { [withoutPort + $0, withoutPort + $0 + url.path.lowercased()] }
            #expect(spellings.contains(lowered), explanation)

            // Another parser finds the same parts. It rejects some characters that libcurl leaves in a path.
            if let other = URLComponents(string: text), let host = other.encodedHost {
                let authority = url.authority.replacing(/:[0-9]+$/, with: "")
                #expect(host.lowercased() == authority || "[\(host.lowercased())]" == authority, explanation)
                #expect(other.user == nil && other.query == nil && other.fragment == nil, explanation)
                #expect(
                    other.port == nil || "\(url.authority)".hasSuffix(":\(other.port!)") || usual == ":\(other.port!)")
            }
            if url.scheme == "http" {
                let local = /^(localhost|127\.[0-9]+\.[0-9]+\.[0-9]+|\[::1\])(:[0-9]+)?$/
                #expect(url.authority.wholeMatch(of: local) != nil, explanation)
            }
        }
        // The generator makes valid URLs, too.
        #expect(accepted > 500, "\(accepted) accepted, seed \(random.seed)")
    }

    /// A request has separate parts. None of them may change the meaning of another. A timeout of zero ends each call after
    /// the checks and before anything is sent.
    @Test func partsOfARequestStayApart() async throws {
        var random = SplitMix64()
        let transport = try HTTPTransport()
        var accepted = 0
        for _ in 0..<(20_000 * TestSize.factor) {
            var request = HTTPRequest(
                method: .get, scheme: ["https", "http", "HTTPS", "https://x/"].randomElement(using: &random),
                authority: Self.hosts.randomElement(using: &random)! + Self.ports.randomElement(using: &random)!,
                path: Self.paths.randomElement(using: &random))
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let intruder = Self.intruders.randomElement(using: &random)!
                if Bool.random(using: &random) {
                    let place = Int.random(in: 0...request.authority!.count, using: &random)
                    request.authority!.insert(
                        contentsOf: intruder,
                        at: request.authority!.index(request.authority!.startIndex, offsetBy: place))
                } else {
                    request.path! = Bool.random(using: &random) ? intruder + request.path! : request.path! + intruder
                }
            }
            let error = await transport.failure(request, within: .zero)
            let explanation: Comment = "\(request), seed \(random.seed)"
            guard error?.kind != .refusedByUs else { continue }
            accepted += 1
            #expect(error?.kind == .timedOutConnecting, explanation)
            #expect(request.scheme == "https" || request.scheme == "http", explanation)
            #expect(request.path?.first == "/", explanation)
            // The authority alone is an accepted URL, and its host is the one in the message.
            let url = try #require(try? ServiceURL("\(request.scheme!)://\(request.authority!)"), explanation)
            #expect(error?.description.hasPrefix("\(url.scheme)://\(url.authority)") == true, explanation)
        }
        #expect(accepted > 200, "\(accepted) accepted, seed \(random.seed)")
    }
}
