import AlexaProtocol
import DeviceCloud
import LoopbackClouds
import LoopbackServer
import RealerCloud
import Skill
import TestSupport
import Testing

/// Client credentials and the tokens obtained with them.
struct TokenTests {
    @Test func oneTokenServesAllRequests() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            _ = await realer.answer(Realer.turn(true))
            let logins = realer.server.calls(.token)
            #expect(logins.map { String(decoding: $0.body, as: UTF8.self) } == ["grant_type=client_credentials"])
            #expect(realer.server.calls.filter { $0.operation != .token }.allSatisfy { $0.token != nil })
        }
    }

    @Test func fiftyDirectivesWithADeadTokenCauseOneRenewal() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.revokeTokens()
            realer.server.delayLogins(.milliseconds(50))
            let answers = await withTaskGroup(of: String.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        await realer.answer(
                            number % 2 == 0
                                ? Realer.turn(true, message: "t-\(number)") : Realer.adjust(1, message: "a-\(number)")
                        ).description
                    }
                }
                return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(answers == ["Response": 50])
            #expect(realer.server.calls(.token).count == 2)
            #expect(realer.server.reports.count == 50)
            #expect(realer.server.value(of: "cmd_dimmer") == "65.0")
        }
    }

    static let renewals: [(name: String, fields: JSONObject)] = [
        ("seconds", ["expires_in": 3600, "renew_after": 1000]),
        ("seconds as text", ["expires_in": "3600", "renew_after": "1000"]),
        ("a time", ["expires_in": 3600, "renew_after": "2026-01-01T00:16:41Z"]),
        ("a time with an offset", ["expires_in": 3600, "renew_after": "2026-01-01T01:16:41+01:00"]),
        ("seconds since 1970", ["expires_in": 3600, "renew_after": 1_767_226_601]),
        ("milliseconds since 1970", ["expires_in": 3600, "renew_after": 1_767_226_601_000]),
        ("without a lifetime", ["renew_after": 1000]),
    ]

    @Test(arguments: renewals)
    func theTokenIsRenewedWhenRealerSays(_ test: (name: String, fields: JSONObject)) async throws {
        try await Realer.run(change: { $0.setTokenFields(test.fields) }) { realer in
            _ = await realer.answer(Realer.discover)
            realer.clock.pass(.seconds(990))
            _ = await realer.answer(Realer.turn(true, message: "m-1"))
            #expect(realer.server.calls(.token).count == 1)
            realer.clock.pass(.seconds(20))
            // A renewal ahead of expiry runs in the background: the old token still works.
            #expect(await realer.answer(Realer.turn(false, message: "m-2")).description == "Response")
            await realer.server.wait(for: 2, .token)
            #expect(realer.server.calls(.token).count == 2)
        }
    }

    struct Login: Sendable, CustomTestStringConvertible {
        let name: String
        let answer: LoopbackAnswer
        let command: String
        let report: String
        let check: String

        var testDescription: String { name }
    }

    static let logins = [
        Login(
            name: "invalid_client", answer: .realerOAuth(401, "invalid_client"),
            command: "PARTNER_APPLICATION_REDIRECTION", report: "StateReport UNREACHABLE", check: "client_secret"),
        Login(
            name: "invalid_grant", answer: .realerOAuth(400, "invalid_grant"),
            command: "PARTNER_APPLICATION_REDIRECTION",
            report: "StateReport UNREACHABLE", check: "client_secret"),
        Login(
            name: "bare 401", answer: .realerText(401, ""), command: "PARTNER_APPLICATION_REDIRECTION",
            report: "StateReport UNREACHABLE", check: "client_secret"),
        Login(
            name: "invalid_request", answer: .realerOAuth(400, "invalid_request"), command: "INTERNAL_ERROR",
            report: "StateReport OK", check: "base_url"),
        Login(
            name: "no such page", answer: .realerText(404, "<html>"), command: "INTERNAL_ERROR",
            report: "StateReport OK", check: "404"),
        Login(
            name: "not found", answer: .realer(4004, .newest), command: "INTERNAL_ERROR", report: "StateReport OK",
            check: "base_url"),
        Login(
            name: "422", answer: .realerText(422, ""), command: "INTERNAL_ERROR", report: "StateReport OK",
            check: "base_url"),
        Login(
            name: "a proxy's 403", answer: .realerText(403, "<html>"), command: "INTERNAL_ERROR",
            report: "StateReport OK", check: "403"),
        Login(
            name: "invalid_scope", answer: .realerOAuth(400, "invalid_scope"), command: "INSUFFICIENT_PERMISSIONS",
            report: "StateReport OK", check: "scopes"),
        Login(
            name: "429", answer: .realerOAuth(429, "slow_down"), command: "RATE_LIMIT_EXCEEDED",
            report: "StateReport OK",
            check: "minute"),
        Login(
            name: "503", answer: .realerText(503, "<html>"), command: "ENDPOINT_UNREACHABLE", report: "StateReport OK",
            check: "503"),
        Login(
            name: "no token", answer: .realerJSON(200, ["token_type": "Bearer"]), command: "INTERNAL_ERROR",
            report: "StateReport OK", check: ""),
        Login(
            name: "HTML", answer: .realerText(200, "<html>"), command: "INTERNAL_ERROR", report: "StateReport OK",
            check: ""),
        Login(
            name: "dropped", answer: .hangUp, command: "ENDPOINT_UNREACHABLE", report: "StateReport OK", check: ""),
    ]

    @Test(arguments: logins)
    func aLoginThatFails(_ test: Login) async throws {
        try await Realer.run(change: { $0.setTokenFields(["expires_in": 100]) }) { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.answer(.token, Array(repeating: test.answer, count: 40))
            realer.clock.pass(.seconds(200))
            #expect(await realer.answer(Realer.turn(true)).description == "ErrorResponse \(test.command)")
            #expect(realer.server.reports.isEmpty)
        }
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.revokeTokens()
            realer.server.answer(.token, Array(repeating: test.answer, count: 40))
            let report = await realer.answer(Realer.report())
            #expect("\(report) \(report.connectivity ?? "")" == test.report)
        }
        try await Realer.run { realer in
            realer.server.answer(.token, Array(repeating: test.answer, count: 40))
            let check = try #require(await realer.cloud.check(before: realer.call(for: .seconds(10)).answerBy).first)
            #expect(check.verdict == .fails)
            #expect(check.sentences.count == 1)
            #expect(check.sentences.first?.contains(test.check) ?? false || test.check.isEmpty)
        }
    }

    @Test func aDeadAccountIsNotAskedAgainAtOnce() async throws {
        try await Realer.run { realer in
            _ = await realer.answer(Realer.discover)
            realer.server.answer(.token, Array(repeating: .realerOAuth(401, "invalid_client"), count: 40))
            realer.server.revokeTokens()
            for number in 0..<10 {
                let answer = await realer.answer(Realer.turn(true, message: "m-\(number)"))
                #expect(answer.description == "ErrorResponse PARTNER_APPLICATION_REDIRECTION")
            }
            #expect(realer.server.calls(.token).count == 2)
            #expect(realer.log.lines("alarm").count == 1)
        }
    }

    @Test func aMissingScopeIsAskedForOnce() async throws {
        try await Realer.run(change: { $0.requireScope("iot:feed-data:write") }) { realer in
            #expect(await realer.answer(Realer.discover).endpoints.count == 4)
            let logins = realer.server.calls(.token).map { String(decoding: $0.body, as: UTF8.self) }
            #expect(logins.count == 2)
            #expect(logins.last?.contains("scope=iot%3Acatalog%3Aread") ?? false)
            #expect(await realer.answer(Realer.turn(true)).description == "Response")
        }
    }
}
