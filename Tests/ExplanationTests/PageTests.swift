import AlexaProtocol
import Explanation
import Foundation
import Testing

@Suite struct PageTests {
    @Test(arguments: [(1, "failed"), (4, "deferred"), (6, "hostile")])
    func pagesAreAsRecorded(_ number: Int, _ name: String) throws {
        let told = try story(LogForm.tailDetailed.bytes(Day.lines), messageId: Day.id(number))
        try expectGolden(told.page(counts: LogCounts()), "\(name).html")
    }

    @Test func nothingIsLoadedFromElsewhere() throws {
        for number in 1...8 {
            let page = try story(Day.raw, messageId: Day.id(number)).page(counts: LogCounts())
            for word in ["src=", "url(", "@import", "<link", "<script", "<iframe", "<object", "<base", "<form"] {
                #expect(!page.contains(word), "\(word)")
            }
            // Links are followed only by a click, and lead to the vendors' documentation.
            let links = page.components(separatedBy: "href=\"").dropFirst()
            for link in links {
                #expect(
                    link.hasPrefix("https://developer.amazon.com/") || link.hasPrefix("https://docs.aws.amazon.com/"))
            }
        }
    }
}
