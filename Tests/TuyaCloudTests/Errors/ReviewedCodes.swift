import Testing

/// The result of the error translation review for each of Tuya's codes, copied from its annex and its section 3. It does not
/// depend on the table in the code.
///
/// `command` is the answer to a directive without a value (TurnOn) for a declared data point. If the row has a condition, those
/// of section 2.3 apply.
struct ReviewedCode: Sendable, CustomTestStringConvertible {
    let code: String
    let command: String
    /// `off`, `cache`, `gone`, `odd`, `part` or `-`.
    let report: String
    /// `keep`, `skip`, `skip-capability`, `empty` or `-`.
    let discover: String

    var testDescription: String { code }

    init(_ line: Substring) {
        let parts = line.split(separator: "|").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        (code, command, report, discover) = (parts[0], parts[1], parts[2], parts[3])
    }

    /// The 83 codes of Tuya's page.
    static let seed = """
        500 | ENDPOINT_UNREACHABLE | cache | keep
        1000 | NO_SUCH_ENDPOINT | gone | skip
        1001 | INTERNAL_ERROR | cache | keep
        1002 | INTERNAL_ERROR | cache | keep
        1003 | INTERNAL_ERROR | cache | keep
        1004 | INTERNAL_ERROR | cache | keep
        1005 | INTERNAL_ERROR | cache | keep
        1006 | INTERNAL_ERROR | cache | keep
        1007 | INTERNAL_ERROR | cache | keep
        1008 | INTERNAL_ERROR | cache | keep
        1010 | INTERNAL_ERROR | cache | keep
        1011 | INTERNAL_ERROR | cache | keep
        1012 | INTERNAL_ERROR | cache | keep
        1013 | INTERNAL_ERROR | cache | keep
        1100 | INTERNAL_ERROR | cache | keep
        1101 | VALUE_OUT_OF_RANGE | odd | -
        1102 | INTERNAL_ERROR | cache | keep
        1103 | ENDPOINT_UNREACHABLE | odd | -
        1104 | INTERNAL_ERROR | cache | keep
        1105 | INTERNAL_ERROR | cache | keep
        1106 | INSUFFICIENT_PERMISSIONS | cache | keep
        1107 | PARTNER_APPLICATION_REDIRECTION | - | -
        1108 | INTERNAL_ERROR | cache | keep
        1109 | INVALID_VALUE | odd | -
        1110 | RATE_LIMIT_EXCEEDED | cache | keep
        1111 | ENDPOINT_UNREACHABLE | cache | keep
        1112 | ENDPOINT_BUSY | cache | keep
        1113 | RATE_LIMIT_EXCEEDED | cache | keep
        1199 | RATE_LIMIT_EXCEEDED | cache | keep
        1400 | INTERNAL_ERROR | cache | keep
        2001 | ENDPOINT_UNREACHABLE | off | keep
        2002 | NO_SUCH_ENDPOINT | gone | empty
        2003 | INVALID_DIRECTIVE | cache | skip-capability
        2004 | INVALID_DIRECTIVE | odd | skip-capability
        2005 | INTERNAL_ERROR | cache | skip
        2006 | PARTNER_APPLICATION_REDIRECTION | off | keep
        2007 | INTERNAL_ERROR | cache | keep
        2008 | INVALID_DIRECTIVE | odd | -
        2009 | INVALID_DIRECTIVE | odd | skip
        2010 | NO_SUCH_ENDPOINT | gone | skip
        2012 | INTERNAL_ERROR | - | -
        2013 | UNWILLING_TO_SET_SCHEDULE | - | -
        2014 | UNWILLING_TO_SET_SCHEDULE | part | -
        2015 | INVALID_DIRECTIVE | odd | skip
        2016 | NO_SUCH_ENDPOINT | gone | skip
        2017 | INTERNAL_ERROR | - | -
        2018 | INTERNAL_ERROR | cache | keep
        2019 | INTERNAL_ERROR | odd | -
        2020 | INTERNAL_ERROR | - | -
        2021 | INTERNAL_ERROR | - | -
        2022 | INTERNAL_ERROR | - | -
        2023 | INTERNAL_ERROR | - | -
        2024 | INTERNAL_ERROR | - | -
        2025 | INTERNAL_ERROR | - | -
        2026 | INTERNAL_ERROR | - | -
        2027 | INTERNAL_ERROR | odd | -
        2028 | INTERNAL_ERROR | odd | -
        2029 | INTERNAL_ERROR | odd | -
        2030 | INTERNAL_ERROR | - | -
        2031 | PARTNER_APPLICATION_REDIRECTION | off | keep
        2032 | INTERNAL_ERROR | - | -
        2033 | INTERNAL_ERROR | - | -
        2037 | INTERNAL_ERROR | - | -
        2041 | INTERNAL_ERROR | - | -
        2042 | INTERNAL_ERROR | - | -
        2043 | INTERNAL_ERROR | - | -
        2044 | INTERNAL_ERROR | - | -
        2045 | INTERNAL_ERROR | - | -
        2046 | INTERNAL_ERROR | - | -
        2047 | CLOUD_CONTROL_DISABLED | cache | keep
        2050 | INVALID_DIRECTIVE | odd | skip-capability
        2051 | ENDPOINT_UNREACHABLE | odd | -
        2052 | INVALID_DIRECTIVE | odd | skip-capability
        2053 | PARTNER_APPLICATION_REDIRECTION | odd | keep
        2054 | NO_SUCH_ENDPOINT | gone | skip
        2055 | INVALID_DIRECTIVE | odd | skip
        2056 | NOT_SUPPORTED_IN_CURRENT_MODE | off | keep
        2060 | INTERNAL_ERROR | - | -
        2061 | INTERNAL_ERROR | - | -
        2062 | INTERNAL_ERROR | - | -
        2063 | ENDPOINT_BUSY | cache | keep
        2064 | INTERNAL_ERROR | - | -
        2101 | INTERNAL_ERROR | - | -
        """.split(separator: "\n").map(ReviewedCode.init)

    /// Further codes from the references.
    static let further = """
        1114 | INTERNAL_ERROR | cache | keep
        2401 | INTERNAL_ERROR | off | keep
        2406 | INTERNAL_ERROR | cache | keep
        4001 | INTERNAL_ERROR | cache | skip-capability
        28841001 | INTERNAL_ERROR | cache | keep
        28841002 | CLOUD_CONTROL_DISABLED | cache | keep
        28841003 | CLOUD_CONTROL_DISABLED | cache | keep
        28841004 | CLOUD_CONTROL_DISABLED | cache | keep
        28841101 | INTERNAL_ERROR | cache | skip-capability
        28841102 | CLOUD_CONTROL_DISABLED | cache | keep
        28841103 | CLOUD_CONTROL_DISABLED | cache | keep
        28841104 | CLOUD_CONTROL_DISABLED | cache | keep
        28841105 | INTERNAL_ERROR | cache | skip-capability
        28841106 | INTERNAL_ERROR | cache | skip-capability
        28841107 | INTERNAL_ERROR | cache | keep
        60009001 | INTERNAL_ERROR | cache | keep
        -9999999 | INTERNAL_ERROR | cache | keep
        """.split(separator: "\n").map(ReviewedCode.init)

    static let all = seed + further

    /// The further codes in the order of the table: by number, except the negative one.
    static var unlistedOrder: [String] { further.map(\.code) }

    /// The answer to ReportState without known values (section 2 and rule 7).
    var unknownReport: String {
        switch report {
        case "off", "gone": return "ErrorResponse ENDPOINT_UNREACHABLE"
        case "odd": return "ErrorResponse INTERNAL_ERROR"
        default:
            let known = ["ENDPOINT_UNREACHABLE", "INSUFFICIENT_PERMISSIONS", "RATE_LIMIT_EXCEEDED", "ENDPOINT_BUSY"]
            return "ErrorResponse \(known.contains(command) ? command : "INTERNAL_ERROR")"
        }
    }
}
