import AlexaProtocol
import Testing

@Suite("Writing documents")
struct JSONWriterTests {
    private func event(_ style: JSONWriter.Style) -> String {
        var writer = JSONWriter(style: style)
        writer.object { event in
            event.object("event") { event in
                event.object("header") { header in
                    header.member("namespace", "Alexa")
                    header.member("payloadVersion", "3")
                }
                event.object("payload") { _ in }
            }
            event.object("context") { context in
                context.array("properties") { properties in
                    properties.object { property in
                        property.member("name", "targetSetpoint")
                        property.member("value", ["value": 25.0, "scale": "CELSIUS"])
                        property.member("uncertaintyInMilliseconds", 500)
                    }
                    properties.array { _ in }
                    properties.write(21.5)
                    properties.write(true)
                    properties.write("on")
                }
            }
            event.key("last")
            event.write(JSONValue.null)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func pretty() {
        #expect(
            event(.pretty) == """
                {
                  "event": {
                    "header": {
                      "namespace": "Alexa",
                      "payloadVersion": "3"
                    },
                    "payload": {}
                  },
                  "context": {
                    "properties": [
                      {
                        "name": "targetSetpoint",
                        "value": {
                          "value": 25,
                          "scale": "CELSIUS"
                        },
                        "uncertaintyInMilliseconds": 500
                      },
                      [],
                      21.5,
                      true,
                      "on"
                    ]
                  },
                  "last": null
                }
                """)
    }

    @Test func compact() {
        #expect(
            event(.compact) == #"{"event":{"header":{"namespace":"Alexa","payloadVersion":"3"},"payload":{}},"#
                + #""context":{"properties":[{"name":"targetSetpoint","value":{"value":25,"scale":"CELSIUS"},"#
                + #""uncertaintyInMilliseconds":500},[],21.5,true,"on"]},"last":null}"#)
    }

    @Test func everyKindOfMember() {
        var writer = JSONWriter()
        writer.object {
            $0.member("string", "a")
            $0.member("integer", 1)
            $0.member("double", 1.5)
            $0.member("bool", false)
            $0.member("value", ["b", .null])
            $0.member("null", JSONValue.null)
            $0.object("object") { _ in }
            $0.array("array") { _ in }
        }
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"string":"a","integer":1,"double":1.5,"bool":false,"value":["b",null],"null":null,"#
                + #""object":{},"array":[]}"#)
    }

    @Test(arguments: ["null", "true", "1", #""a""#, "[]", "{}", "[[],{}]", "[1,[2,3],4]", #"{"a":{},"b":[1],"a":2}"#])
    func reproducesDocuments(_ text: String) {
        let value = JSONDocument(parsing: Array(text.utf8)).value
        #expect((value?.encoded()).map { String(decoding: $0, as: UTF8.self) } == text)
        #expect((value?.encoded(style: .pretty)).map { JSONDocument(parsing: $0).value } == value)
    }
}
