import AlexaProtocol
import Testing

@Suite("EndpointID")
struct EndpointIDTests {
    @Test(
        "takes letters, digits and Alexa's punctuation",
        arguments: [
            "a", "Z", "0", "lamp-hall", "lamp hall", "_-=#;:?@&", "light#1", String(repeating: "x", count: 256),
        ])
    func taken(text: String) {
        #expect(EndpointID(text)?.rawValue == text)
        #expect(EndpointID(text)?.description == text)
    }

    @Test(
        "refuses the rest",
        arguments: [
            "", "lamp.hall", "lamp/hall", "lamp,hall", "lamp\n", "lampe-küche", "💡", "a\u{0}b", "{}",
            "\"", "'", "+", "*", "%20", "(a)", String(repeating: "x", count: 257),
        ])
    func refused(text: String) {
        #expect(EndpointID(text) == nil)
    }
}
