import AlexaProtocol
import Explanation
import Testing

@Suite struct SelectionTests {
    private static let bytes = LogForm.tailDetailed.bytes(Day.lines)

    private static func found(_ change: (inout Selection) -> Void) -> [String?] {
        var selection = Selection()
        change(&selection)
        return stories(bytes, selection).map(\.messageId)
    }

    @Test func idsAreFound() {
        #expect(Self.found { $0.messageId = Day.id(4) } == [Day.id(4)])
        #expect(Self.found { $0.messageId = "ev-4" } == [Day.id(4)])
        #expect(Self.found { $0.requestId = "8f507ed8-0000-4000-8000-000000000002" } == [Day.id(2)])
        #expect(Self.found { $0.correlation = "a1b2c3d4e5f3" } == [Day.id(3)])
        #expect(Self.found { $0.endpointId = "amps:lock1" } == [Day.id(3), Day.id(4)])
        #expect(Self.found { $0.messageId = "none" } == [])
    }

    @Test func allThatIsGivenHasToBeMet() {
        #expect(
            Self.found {
                $0.endpointId = "amps:lock1"
                $0.correlation = "a1b2c3d4e5f3"
            } == [Day.id(3)])
        #expect(
            Self.found {
                $0.endpointId = "amps:lock2"
                $0.correlation = "a1b2c3d4e5f3"
            } == [])
    }

    @Test func timesAreFound() {
        #expect(
            Self.found {
                $0.since = Timestamp("2026-11-26T04:00:20Z")
                $0.until = Timestamp("2026-11-26T04:00:41Z")
            } == [Day.id(3), Day.id(4)])
    }

    @Test func withoutASelectionTheLatestFailureIsTold() {
        #expect(Self.found { _ in } == [Day.id(6)])
        func told(without numbers: Set<Int>) -> String? {
            let lines = Day.lines.filter { line in !numbers.contains { line.text.contains(Day.id($0)) } }
            return stories(LogForm.tailDetailed.bytes(lines), Selection()).first?.messageId
        }
        #expect(told(without: [6]) == Day.id(7))
        // Lambda's lines of the timeout are still there.
        #expect(told(without: [6, 7, 3]) == nil)
    }

    @Test func withoutAFailureTheLatestIsTold() {
        let lines = Day.lines.filter { $0.text.contains(Day.id(8)) }
        #expect(stories(Day.bytes(lines.map(\.text)), Selection()).first?.messageId == Day.id(8))
        #expect(stories(Day.bytes(["nothing", "{}"]), Selection()).isEmpty)
    }
}
