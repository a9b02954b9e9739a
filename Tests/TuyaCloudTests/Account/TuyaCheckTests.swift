import AlexaProtocol
import DeviceCloud
import EventGateway
import HTTPTransport
import LoopbackClouds
import LoopbackServer
import Testing
import Timing
import TuyaCloud

/// `porchlight check` explains what is wrong.
struct TuyaCheckTests {
    private static func check(_ tuya: TuyaFixture, elsewhere: [(name: String, url: ServiceURL)] = []) async
        -> AccountCheck
    {
        await tuya.cloud.check(
            before: Deadline(in: .seconds(3600), tuya.environment), elsewhere: elsewhere)[0]
    }

    @Test func anAccountThatWorks() async throws {
        try await TuyaFixture.run { tuya in
            let check = await Self.check(tuya)
            #expect(check.verdict == .works)
            #expect(check.cloud == "tuya")
            #expect(check.account == "main")
            // The check changes nothing at Tuya.
            #expect(tuya.fake.calls.allSatisfy { ![.command, .trigger, .door, .ticket, .key].contains($0.operation) })
        }
    }

    static let faults: [(operation: FakeTuya.Operation, code: String, words: [String])] = [
        (.token, "1004", ["client_secret"]), (.token, "1001", ["client_secret"]), (.token, "1005", ["client_id"]),
        (.token, "1008", ["client_id"]), (.token, "1114", ["allow-list"]), (.token, "2007", ["region"]),
        (.token, "28841101", ["Authorization Token Management"]), (.token, "2401", ["password"]),
        (.list, "1106", ["link", "user_id"]), (.list, "2406", ["link"]), (.list, "28841001", ["plan"]),
        (.list, "28841002", ["expired"]), (.list, "28841003", ["overdue"]), (.list, "28841004", ["quota"]),
        (.list, "28841101", ["IoT Core"]), (.list, "28841107", ["data centre"]), (.list, "60009001", ["Smart Home"]),
        (.specification, "28841105", ["IoT Core"]),
    ]

    @Test(arguments: faults.indices)
    func aFaultIsToldInWords(_ index: Int) async throws {
        let fault = Self.faults[index]
        try await TuyaFixture.run(["plug1"]) { tuya in
            tuya.fake.always(fault.operation, tuya.refusal(fault.code))
            tuya.fake.always(.model, tuya.refusal("28841105"))
            let check = await Self.check(tuya)
            #expect(check.verdict == .fails)
            let text = check.sentences.joined(separator: " ")
            for word in fault.words { #expect(text.contains(word), "\(text)") }
        }
    }

    @Test(arguments: [
        (FakeTuya.Operation.remotes, "IR Control Hub Open Service"), (.unlocks, "Smart Lock Open Service"),
        (.homes, "Smart Home Scene Linkage"),
    ])
    func aMissingProductIsNamed(_ operation: FakeTuya.Operation, _ product: String) async throws {
        try await TuyaFixture.run { tuya in
            tuya.fake.always(operation, tuya.refusal("28841101"))
            let check = await Self.check(tuya)
            #expect(check.verdict == .limited)
            #expect(check.sentences.count == 1)
            #expect(check.sentences.first?.contains(product) == true)
        }
    }

    @Test func wrongKeysAreRefusedByTheSignature() async throws {
        try await TuyaFixture.run(["plug1"], secret: "wrong-never-shown") { tuya in
            let check = await Self.check(tuya)
            #expect(check.verdict == .fails)
            #expect(check.sentences.contains { $0.contains("client_secret") })
            #expect(!check.sentences.contains { $0.contains("never-shown") })
        }
        try await TuyaFixture.run(["plug1"], clientId: "nobody") { tuya in
            #expect(await Self.check(tuya).sentences.contains { $0.contains("client_id") })
        }
    }

    /// The account is in another data centre: 2406 here, its devices there.
    @Test(arguments: ["1004", "1005", "1106", "2406", "28841107"])
    func theDataCentreOfTheAccountIsFound(_ code: String) async throws {
        try await TuyaFixture.run(["plug1"]) { there in
            let url = try ServiceURL(there.url)
            let nowhere = try ServiceURL("http://127.0.0.1:9")
            try await TuyaFixture.run(["plug1"], clock: there.clock) { here in
                let isLogin = code == "1004" || code == "1005"
                here.fake.always(isLogin ? .token : .list, here.refusal(code))
                let check = await Self.check(here, elsewhere: [("Mars", nowhere), ("India (in)", url)])
                #expect(check.verdict == .fails)
                #expect(check.sentences.last == "the account lives in another data centre: set region to India (in)")
            }
        }
    }

    @Test func anAccountWithoutDevices() async throws {
        try await TuyaFixture.run([]) { tuya in
            let check = await Self.check(tuya)
            #expect(check.verdict == .fails)
            #expect(check.sentences.first?.contains("user_id") == true)
        }
    }

    @Test func aServerThatIsNotThere() async throws {
        try await TuyaFixture.run(["plug1"]) { tuya in
            tuya.fake.always(.token, .hangUp)
            let check = await Self.check(tuya)
            #expect(check.verdict == .fails)
            #expect(check.sentences.first?.hasPrefix("Tuya cannot be reached at http://") == true)
        }
    }
}
