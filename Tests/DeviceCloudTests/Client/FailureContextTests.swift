import AlexaProtocol
import DeviceCloud
import LoopbackServer
import Skill
import TestSupport
import Testing

/// Information obtained after a failure: the gateway's record, and a new list of devices.
struct FailureContextTests {
    private static func failure(_ code: JSONValue, _ acme: Acme) async throws -> CloudFailure {
        acme.server.answer([.refusal(code: code)])
        return try #require(await acme.send(Acme.step).failure)
    }

    private static func verdict(_ failure: CloudFailure) -> String {
        "\(failure.failure.error.type.type) \(failure.failure.rule)"
    }

    static let bridges: [(Bridge, code: JSONValue, String)] = [
        (.offline, 2001, "BRIDGE_UNREACHABLE acme.2001"),
        (.unknown(isBlaster: true), 2001, "BRIDGE_UNREACHABLE acme.2001"),
        (.unknown(isBlaster: false), 2001, "ENDPOINT_UNREACHABLE acme.2001"),
        (.online, 2001, "ENDPOINT_UNREACHABLE acme.2001"),
        // The gateway does not affect other errors.
        (.offline, 1199, "RATE_LIMIT_EXCEEDED acme.1199"),
    ]

    @Test(arguments: bridges.indices)
    func aDeviceBehindAnOfflineGatewayPointsAtTheGateway(_ index: Int) async throws {
        let (bridge, code, expected) = Self.bridges[index]
        try await Acme.run(tokens: false) { acme in
            let failure = try await Self.failure(code, acme).behind(bridge)
            #expect(Self.verdict(failure) == expected)
            // ReportState returns the same error.
            let states = LastKnownStates(acme.environment)
            let call = acme.call()
            #expect(throws: AdapterFailure.self) { try states.report("lamp", of: call.customer, after: failure) }
            states.keep(DeviceState([]), of: "lamp", call.customer)
            guard failure.row.stateReport == .off else { return }
            let state = try states.report("lamp", of: call.customer, after: failure)
            #expect(state.unreachable?.type == failure.failure.error.type)
        }
    }

    private enum List: CaseIterable { case hasIt, lacksIt, fails }

    @Test func aDeviceIsGoneOnlyWhenAListLacksIt() async throws {
        for list in List.allCases {
            try await Acme.run(tokens: false) { acme in
                let failure = try await Self.failure(2010, acme)
                var isAsked = false
                let confirmed = await failure.confirmed { () async throws(CloudFailure) in
                    isAsked = true
                    switch list {
                    case .hasIt: return true
                    case .lacksIt: return false
                    case .fails: throw failure
                    }
                }
                #expect(isAsked)
                let isGone = list == .lacksIt
                #expect(confirmed.isConfirmedGone == isGone)
                #expect(
                    Self.verdict(confirmed)
                        == (isGone ? "NO_SUCH_ENDPOINT acme.2010" : "ENDPOINT_UNREACHABLE acme.2010"))
                let states = LastKnownStates(acme.environment)
                let customer = acme.call().customer
                do throws(AdapterFailure) {
                    _ = try states.report("lamp", of: customer, after: confirmed)
                    Issue.record("nothing is known")
                } catch {
                    #expect(error.error.type == (isGone ? .generic(.noSuchEndpoint) : .generic(.endpointUnreachable)))
                }
                // Until a list confirms it, known values are reported.
                states.keep(DeviceState([]), of: "lamp", customer)
                #expect((try? states.report("lamp", of: customer, after: confirmed)) != nil || isGone)
            }
        }
    }

    @Test func otherFailuresNeedNoList() async throws {
        try await Acme.run(tokens: false) { acme in
            let failure = try await Self.failure(2001, acme)
            let confirmed = await failure.confirmed { () async throws(CloudFailure) in
                Issue.record("no list is needed")
                return true
            }
            #expect(Self.verdict(confirmed) == "ENDPOINT_UNREACHABLE acme.2001")
        }
    }
}
