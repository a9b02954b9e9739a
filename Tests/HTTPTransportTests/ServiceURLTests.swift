import HTTPTransport
import HTTPTypes
import Testing

/// Which URLs are accepted, and their normalised form.
@Suite struct ServiceURLTests {
    @Test(arguments: [
        ("https://api.amazonalexa.com", "https://api.amazonalexa.com/"),
        ("https://api.amazonalexa.com/v3/events", "https://api.amazonalexa.com/v3/events"),
        ("HTTPS://API.amazonalexa.com:443/V3", "https://api.amazonalexa.com/V3"),
        ("https://openapi.tuyaeu.com:8443", "https://openapi.tuyaeu.com:8443/"),
        (
            "https://under_score.xn--bcher-kva.example/a%20b;c=d/~",
            "https://under_score.xn--bcher-kva.example/a%20b;c=d/~"
        ),
        ("https://192.0.2.7:1/", "https://192.0.2.7:1/"),
        ("https://[2001:DB8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
        ("http://localhost:8080/x", "http://localhost:8080/x"),
        ("http://LOCALHOST:80", "http://localhost/"),
        ("http://127.0.0.1:9", "http://127.0.0.1:9/"),
        ("http://127.255.0.200", "http://127.255.0.200/"),
        ("http://[::1]:65535/", "http://[::1]:65535/"),
        ("https://a.example/A/../b//c/./%2e%2E", "https://a.example/A/../b//c/./%2e%2E"),
        ("https://a.example/{x}|[y]\\^`<\">'", "https://a.example/{x}|[y]\\^`<\">'"),
    ])
    func isRead(_ text: String, _ description: String) throws {
        #expect(try ServiceURL(text).description == description)
    }

    @Test(arguments: [
        "", "api.amazonalexa.com", "//api.amazonalexa.com", "https:api.amazonalexa.com", "https:/a", "https://",
        "https:///x",
        "ftp://example.com", "file:///etc/passwd", " https://example.com", "https://example.com ",
        "https ://example.com",
        // Plain HTTP to another host, and texts that only look like this machine.
        "http://example.com", "http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://localhost.",
        "http://127.0.0.256", "http://127.0.0", "http://127.1", "http://2130706433", "http://0x7f.0.0.1",
        "http://0177.0.0.1", "http://127.0.0.01", "http://127.0.00.1", "http://1127.0.0.1", "http://0.0.0.0",
        "http://[::ffff:127.0.0.1]", "http://[::]", "http://[::2]", "http://128.0.0.1", "http://xlocalhost",
        // User information, and other ways to disguise the real host.
        "https://user@example.com", "https://user:secret@example.com", "http://localhost@evil.example",
        "http://localhost:80@evil.example", "http://localhost\\@evil.example", "http://evil.example\\@localhost",
        "http://localhost#@evil.example", "http://localhost?@evil.example", "https://exa%6dple.com",
        "https://example.com%00.evil.example", "https://exämple.com", "https://example。com", "https://[::1",
        "https://[::1]x", "https://[::1%25lo]", "https://[]", "https://[v1.x]", "https://example.com,evil.example",
        // Ports.
        "https://example.com:", "https://example.com:0", "https://example.com:65536", "https://example.com:4a",
        "https://example.com:-1", "https://example.com:+1", "https://example.com:80:80", "https://[::1]:",
        "https://:443",
        "https://example.com:0443", "https://example.com:443:443", "https://exa mple.com",
        // Texts that libcurl would read differently.
        "https:///example.com", "https:/example.com", "https://[2001:db8:0:0:0:0:0:1]", "https://[::1%lo]",
        "https://1.2.3", "https://0x7f000001", "https://example.com?", "https://example.com/?",
        "https://example.com/#",
        // Queries, fragments, characters that have to be encoded, and line ends.
        "https://example.com?x=1", "https://example.com/?x=1", "https://example.com/#x", "https://example.com#x",
        "https://example.com/a b", "https://example.com/ä", "https://example.com/a\r\nHost: evil.example",
        "https://example.com\r\n", "https://example.com/\u{0}", "https://example.com\t/x", "https://example.com/\u{7f}",
    ])
    func isRefused(_ text: String) {
        let error = #expect(throws: HTTPTransportError.self) { try ServiceURL(text) }
        #expect(error?.kind == .refusedByUs)
        #expect(error?.mayHaveBeenSent == false)
        #expect(error?.description.contains("secret") == false)
    }

    @Test(arguments: [
        ("https://a.example", "v3/events", "/v3/events"), ("https://a.example/", "/v3/events", "/v3/events"),
        ("https://a.example/base", "x", "/base/x"), ("https://a.example/base/", "/x/", "/base/x/"),
    ])
    func isAppendedWithOneSlash(_ base: String, _ path: String, _ expected: String) throws {
        let url = try ServiceURL(base).appending(path)
        #expect(url.path == expected)
        #expect(url.authority == "a.example")
    }

    @Test func aRequestHasTheSameParts() throws {
        let url = ServiceURL(https: "api.amazon.com", path: "/auth/o2/token")
        #expect(url == (try ServiceURL("https://api.amazon.com/auth/o2/token")))
        let request = url.request(.post, [.accept: "application/json"])
        #expect(request.scheme == "https")
        #expect(request.authority == "api.amazon.com")
        #expect(request.path == "/auth/o2/token")
        #expect(request.headerFields[.accept] == "application/json")
    }
}
