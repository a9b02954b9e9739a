import AlexaProtocol
import DeviceCloud
import Testing
import TuyaCloud

struct TuyaErrorTableTests {
    @Test func theTableHasEveryCodeOnce() {
        #expect(TuyaCloud.errors.problems.isEmpty)
        let codes = TuyaCloud.errors.rows.filter { $0.call == .directive }.map(\.code)
        #expect(codes == ReviewedCode.seed.map(\.code) + ReviewedCode.unlistedOrder)
    }

    @Test(arguments: ReviewedCode.all)
    func aRowSaysWhatTheReviewSays(_ code: ReviewedCode) throws {
        let row = try #require(TuyaCloud.errors.row(code.code, .directive))
        let stateReport = row.stateReport == .never ? "-" : row.stateReport.rawValue
        let discovery = row.discovery == .never ? "-" : row.discovery.rawValue
        #expect(stateReport == code.report)
        #expect(discovery == code.discover)
        #expect(row.httpStatus == 200)
        #expect(!row.note.isEmpty)
        let error = try #require(row.error)
        #expect(error.type.type != "INVALID_AUTHORIZATION_CREDENTIAL")
        #expect(error.type.type != "EXPIRED_AUTHORIZATION_CREDENTIAL")
    }

    /// Without the conditions of section 2.3.
    @Test(arguments: [
        ("2008", "INVALID_VALUE"), ("2050", "INVALID_VALUE"), ("1103", "ENDPOINT_UNREACHABLE"),
        ("2001", "ENDPOINT_UNREACHABLE"), ("1106", "INSUFFICIENT_PERMISSIONS"), ("28841101", "INTERNAL_ERROR"),
    ])
    func theRowsOwnError(_ code: String, _ type: String) throws {
        #expect(TuyaCloud.errors.row(code, .directive)?.error?.type.type == type)
    }

    @Test(arguments: ["1004", "-9999999", "1100", "1106", "1109", "1114", "2007", "2017", "2401", "2406"])
    func atLoginACodeBlamesTheOperator(_ code: String) throws {
        let row = try #require(TuyaCloud.errors.row(code, .login))
        #expect(row.call == .login)
        #expect(row.error == .internalError)
        #expect(row.recovery.raisesAlarm)
        #expect(row.recovery.breaker == (code == "2401" ? .account : .project))
        #expect(row.json["context"] == "login")
    }

    @Test func tuyasOwnTroubleAtLoginIsTheException() throws {
        let row = try #require(TuyaCloud.errors.row("500", .login))
        #expect(row.error == .endpointUnreachable)
        #expect(row.recovery.step == .retryOnce)
    }

    /// The recovery of codes for which a resend matters (review, 2.4).
    @Test(arguments: [
        ("500", Recovery.Step.retryOnce, Recovery.Again.ifIdempotent), ("1103", .retryOnce, .ifIdempotent),
        ("2051", .retryOnce, .ifIdempotent), ("1111", .retry, .yes), ("1010", .reauthenticate, .yes),
        ("1011", .reauthenticate, .yes), ("1012", .reauthenticate, .yes), ("1400", .reauthenticate, .yes),
        ("1002", .reauthenticate, .yes), ("1013", .signAgain, .yes), ("1004", .signAgain, .yes),
        ("1110", .none, .ifIdempotent), ("1113", .none, .no), ("1199", .none, .no), ("2032", .none, .no),
        ("2028", .renewTicket, .yes), ("2029", .renewTicket, .yes), ("2013", .none, .no), ("2060", .none, .no),
    ])
    func theRecovery(_ code: String, _ step: Recovery.Step, _ again: Recovery.Again) throws {
        let row = try #require(TuyaCloud.errors.row(code, .directive))
        #expect(row.recovery.step == step)
        #expect(row.recovery.again == again)
    }
}
