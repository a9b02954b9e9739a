import AlexaProtocol
import DeviceCloud
import TestSupport
import Testing

struct ErrorTableTests {
    private static let table = ErrorTable(
        cloud: "acme",
        rows: [
            .success("0", "done", http: 200),
            ErrorRow("2001", "device offline", .endpointUnreachable, stateReport: .off),
            ErrorRow("1004", "signature invalid", .internalError, Recovery(.signAgain, again: .yes)),
            ErrorRow("1004", "wrong secret", .internalError, .projectFault, call: .login, note: "seen at login"),
            ErrorRow("429", "slow down", http: 429, .rateLimitExceeded, Recovery(.retryWhenTold, again: .yes)),
            ErrorRow("range", "out of range", .valueOutOfRange, fields: .bounds, discovery: .never),
            ErrorRow("mode", "wrong mode", .notSupportedInCurrentMode, stateReport: .odd, discovery: .skipCapability),
        ],
        families: [
            CodeFamily("288", length: 8, ErrorRow("288xx", "a plan", .cloudControlDisabled, .projectFault)),
            CodeFamily("2", ErrorRow("2xxx", "a service fault", .internalError, .alarm)),
        ],
        aliases: ["slow_down": "429"], statuses: [429: "429", 409: "2001"])

    static let lookups: [(code: String?, status: Int, ErrorRow.Call, rule: String, type: String, unknown: Bool)] = [
        // The code takes precedence over the status.
        ("2001", 200, .directive, "acme.2001", "ENDPOINT_UNREACHABLE", false),
        ("2001", 404, .directive, "acme.2001", "ENDPOINT_UNREACHABLE", false),
        ("slow_down", 500, .directive, "acme.429", "RATE_LIMIT_EXCEEDED", false),
        ("1004", 200, .directive, "acme.1004", "INTERNAL_ERROR", false),
        ("1004", 200, .login, "acme.1004", "INTERNAL_ERROR", false),
        ("2001", 200, .login, "acme.2001", "ENDPOINT_UNREACHABLE", false),
        // Families: the first match counts.
        ("28841002", 200, .directive, "acme.288xx", "CLOUD_CONTROL_DISABLED", true),
        ("2884100", 200, .directive, "acme.2xxx", "INTERNAL_ERROR", true),
        // Then the status.
        ("9999", 200, .directive, "acme.unknown", "INTERNAL_ERROR", true),
        ("9999", 503, .directive, "acme.unknown", "ENDPOINT_UNREACHABLE", true),
        ("9999", 429, .directive, "acme.unknown", "RATE_LIMIT_EXCEEDED", true),
        (nil, 409, .directive, "acme.http.409", "ENDPOINT_UNREACHABLE", false),
        // A status alone blames neither customer nor device.
        (nil, 200, .directive, "acme.http.200", "INTERNAL_ERROR", false),
        (nil, 302, .directive, "acme.http.302", "INTERNAL_ERROR", false),
        (nil, 400, .directive, "acme.http.400", "INTERNAL_ERROR", false),
        (nil, 401, .directive, "acme.http.401", "INTERNAL_ERROR", false),
        (nil, 402, .directive, "acme.http.402", "INTERNAL_ERROR", false),
        (nil, 403, .directive, "acme.http.403", "INTERNAL_ERROR", false),
        (nil, 404, .directive, "acme.http.404", "INTERNAL_ERROR", false),
        (nil, 408, .directive, "acme.http.408", "ENDPOINT_UNREACHABLE", false),
        (nil, 429, .directive, "acme.http.429", "RATE_LIMIT_EXCEEDED", false),
        (nil, 500, .directive, "acme.http.500", "INTERNAL_ERROR", false),
        (nil, 501, .directive, "acme.http.501", "INTERNAL_ERROR", false),
        (nil, 502, .directive, "acme.http.502", "ENDPOINT_UNREACHABLE", false),
        (nil, 503, .directive, "acme.http.503", "ENDPOINT_UNREACHABLE", false),
        (nil, 504, .directive, "acme.http.504", "ENDPOINT_UNREACHABLE", false),
        (nil, 599, .directive, "acme.http.599", "INTERNAL_ERROR", false),
    ]

    @Test(arguments: lookups.indices)
    func theCodeDecidesThenTheStatus(_ index: Int) throws {
        let (code, status, call, rule, type, unknown) = Self.lookups[index]
        let finding = Self.table.finding(code, status: status, call)
        #expect(finding.rule == rule)
        #expect(try #require(finding.row.error).type.type == type)
        #expect(finding.isUnknownCode == unknown)
    }

    @Test func aCodeMayMeanSomethingElseAtLogin() {
        #expect(Self.table.finding("1004", status: 200, .directive).row.recovery.step == .signAgain)
        #expect(Self.table.finding("1004", status: 200, .login).row.recovery == .projectFault)
    }

    @Test func whatMayHaveBeenCarriedOutIsSentAgainOnlyIfIdempotent() {
        for status in [200, 408, 500, 502, 503, 504] {
            #expect(
                Self.table.finding(nil, status: status, .directive).row.recovery.again == .ifIdempotent, "\(status)")
        }
        #expect(Self.table.finding(nil, status: 401, .directive).row.recovery.step == .reauthenticate)
    }

    @Test func saysWhatIsWrongWithItself() {
        #expect(Self.table.problems == [])
        let wrong = ErrorTable(
            cloud: "acme", rows: [.success("0", "done"), ErrorRow("0", "not", .internalError)],
            aliases: ["x": "y"], statuses: [500: "z"])
        #expect(
            wrong.problems == [
                "0 has 2 rows for directive", "HTTP 500 stands for z, which has no row",
                "x stands for y, which has no row",
            ])
    }

    @Test func isPrintedRowByRow() throws {
        let rows = try #require(Self.table.json.array).map { String(decoding: $0.encoded(), as: UTF8.self) }
        #expect(rows.count == 7)
        #expect(
            rows[0]
                == #"{"code":"0","meaning":"done","httpStatus":200,"fields":[],"recovery":"success","flags":[],"note":""}"#
        )
        #expect(
            rows[3]
                == #"{"code":"1004","meaning":"wrong secret","type":"INTERNAL_ERROR","namespace":"Alexa","name":"ErrorResponse","fields":[],"recovery":"none","flags":["breaker-project","alarm"],"stateReport":"cache","discover":"keep","context":"login","note":"seen at login"}"#
        )
        #expect(
            rows[5]
                == #"{"code":"range","meaning":"out of range","type":"VALUE_OUT_OF_RANGE","namespace":"Alexa","name":"ErrorResponse","fields":["validRange"],"recovery":"none","flags":[],"stateReport":"cache","note":""}"#
        )
        #expect(
            rows[6]
                == #"{"code":"mode","meaning":"wrong mode","type":"NOT_SUPPORTED_IN_CURRENT_MODE","namespace":"Alexa","name":"ErrorResponse","fields":["currentDeviceMode"],"recovery":"none","flags":[],"stateReport":"odd","discover":"skip-capability","note":""}"#
        )
    }
}
