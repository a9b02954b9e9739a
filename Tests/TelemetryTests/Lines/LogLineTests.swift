import AlexaProtocol
import Logging
import Telemetry
import Testing

/// The format of a line.
struct LogLineTests {
    private static let metadata: Logger.Metadata = [
        "name": "TurnOn", "endpoint_id": "lamp 1", "attempts": .stringConvertible(2), "cold": .stringConvertible(true),
        "problem": "a\nb\u{1B}[31m\"\\=\u{2028}", "empty": "",
        "shape": .stringConvertible(LoggedJSON(["b": "string", "a": ["number"]])),
        "list": ["x", .stringConvertible(1)], "map": ["z": "1", "y": .stringConvertible(false)],
        "share": .stringConvertible(0.5),
    ]

    @Test func asJSON() {
        let log = WrittenLog()
        log.logger.notice("directive", metadata: Self.metadata)
        #expect(
            log.text == """
                {"timestamp":"1970-01-01T00:00:00.000Z","level":"INFO","event":"directive","attempts":2,"cold":true,\
                "empty":"","endpoint_id":"lamp 1","list":["x",1],"map":{"y":false,"z":"1"},"name":"TurnOn",\
                "problem":"a\\nb\\u001b[31m\\"\\\\=\\u2028","shape":{"b":"string","a":["number"]},"share":0.5}

                """)
    }

    @Test func asText() {
        let log = WrittenLog(.text)
        log.logger.warning("directive", metadata: Self.metadata)
        #expect(
            log.text == """
                1970-01-01T00:00:00.000Z WARN directive attempts=2 cold=true empty="" endpoint_id="lamp 1" \
                list=["x",1] map={"y":false,"z":"1"} name=TurnOn \
                problem="a\\nb\\u001b[31m\\"\\\\=\\u2028" shape={"b":"string","a":["number"]} share=0.5

                """)
    }

    /// The names that Lambda's filter expects.
    @Test(
        arguments: [
            (.trace, "TRACE"), (.debug, "DEBUG"), (.info, "INFO"), (.notice, "INFO"), (.warning, "WARN"),
            (.error, "ERROR"), (.critical, "FATAL"),
        ] as [(Logger.Level, String)])
    func levels(_ level: Logger.Level, _ word: String) {
        let log = WrittenLog()
        log.logger.log(level: level, "line")
        #expect(log.objects.first?["level"]?.string == word)
        #expect(Logger.Level(lambdaWord: word.lowercased())?.lambdaWord == word)
    }

    @Test func unknownWordsAreNoLevels() {
        for word in ["", "WARNING", "NOTICE", "OFF", "info "] { #expect(Logger.Level(lambdaWord: word) == nil) }
    }

    /// Only the type of an error is logged, because its description may contain anything.
    @Test func anErrorIsToldByItsType() {
        struct Secretive: Error, CustomStringConvertible { var description: String { "token" } }
        let log = WrittenLog()
        log.logger.error("failed", error: Secretive())
        #expect(log.objects.first?["error"] == "Secretive")
        #expect(!log.text.contains("token"))
    }
}
