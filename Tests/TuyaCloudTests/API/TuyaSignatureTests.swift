import DeviceCloud
import HTTPTypes
import Testing
import TuyaCloud

/// The worked examples of Tuya's page "Sign requests", and vectors computed from the same rule by another program.
struct TuyaSignatureTests {
    private static let page = TuyaSignature(
        clientId: "1KAD46OrT9HafiKdsXeg", time: "1588925778000", nonce: "5138cc3a9033d69856923fd07b491173")
    private static let pageSecret = "4OHBOnWOqaEC1mWXOpVL3yV50s0qGSRC"
    private static let headers = [
        (name: "area_id", value: "29a33e8796834b1efa6"), (name: "call_id", value: "8afdb70ab2ed11eb85290242ac130003"),
    ]

    @Test func theTokenRequestOfThePage() {
        let request = SignableRequest(method: .get, path: "/v1.0/token", query: [("grant_type", "1")])
        #expect(
            Self.page.sign(request, secret: Self.pageSecret, token: nil, headers: Self.headers)
                == "9E48A3E93B302EEECC803C7241985D0A34EB944F40FB573C7B5C2A82158AF13E")
    }

    @Test func theBusinessRequestOfThePage() {
        // The query's order differs from the signed one.
        let request = SignableRequest(
            method: .get, path: "/v2.0/apps/schema/users", query: [("page_size", "50"), ("page_no", "1")])
        #expect(
            Self.page.sign(
                request, secret: Self.pageSecret, token: "3f4eda2bdec17232f67c0b188af3eec1", headers: Self.headers)
                == "AE4481C692AA80B25F3A7E12C3A5FD9BBF6251539DD78E565A1A72A508A88784")
    }

    struct Vector: Sendable {
        let request: SignableRequest
        var nonce = ""
        let token: String?
        let sign: String
    }

    static let vectors = [
        Vector(
            request: SignableRequest(method: .get, path: "/v1.0/token", query: [("grant_type", "1")]), token: nil,
            sign: "EAE306EF792DEAB97CFDEF2DB59977550CD2E049875CDB71742FA72C7A5A0583"),
        Vector(
            request: SignableRequest(method: .get, path: "/v1.0/token", query: [("grant_type", "1")]), nonce: "n-1",
            token: nil, sign: "9BB1F1C036741E6C1B87BC0A8DB41520A6C108B5362BAE4B629DFDAA529E86E8"),
        Vector(
            request: SignableRequest(
                method: .post, path: "/v1.0/iot-03/devices/dev-1/commands",
                body: Array(#"{"commands":[{"code":"switch_led","value":true}]}"#.utf8)), token: "example-token",
            sign: "9314300CFE305C06342B013FC9142566C9AE10BC68D432798F2375A9403D3BCF"),
        Vector(
            request: SignableRequest(
                method: .get, path: "/v1.0/iot-03/devices", query: [("page_size", "20"), ("device_ids", "dev-1,dev-2")]),
            token: "example-token", sign: "429A95D1F9ABCA18282FE7C300DDBAFEF4AAEEEC7187B88482C50E4A57AAFB5F"),
    ]

    @Test(arguments: vectors.indices)
    func vectorsOfOurOwn(_ index: Int) {
        let vector = Self.vectors[index]
        let signature = TuyaSignature(clientId: "example-client-id", time: "1700000000000", nonce: vector.nonce)
        #expect(signature.sign(vector.request, secret: "example-secret", token: vector.token) == vector.sign)
    }
}
