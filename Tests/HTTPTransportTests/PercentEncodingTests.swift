import HTTPTransport
import Testing

struct PercentEncodingTests {
    @Test(arguments: [
        ("device-1_a.b~c", "device-1_a.b~c"), ("a/b?c#d", "a%2Fb%3Fc%23d"), ("..", ".."), ("a b+c*", "a%20b%2Bc%2A"),
        ("ü", "%C3%BC"), ("\u{1}%", "%01%25"), ("", ""),
    ])
    func aComponentCannotEndItsSegment(_ text: String, _ encoded: String) {
        #expect(PercentEncoding.component(text) == encoded)
    }

    @Test func aQueryKeepsItsOrder() {
        #expect(
            PercentEncoding.query([("ids", "a,b"), ("size", "20"), ("ids", "c&d")]) == "ids=a%2Cb&size=20&ids=c%26d")
        #expect(PercentEncoding.query([]) == "")
    }

    @Test func aFormIsWhatBrowsersSend() {
        let form = PercentEncoding.form([("grant_type", "refresh_token"), ("secret", "a~b*c d&e=ü")])
        #expect(String(decoding: form, as: UTF8.self) == "grant_type=refresh_token&secret=a%7Eb*c%20d%26e%3D%C3%BC")
    }
}
