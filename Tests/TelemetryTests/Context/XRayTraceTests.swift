import Telemetry
import Testing

/// Lambda's tracing header. Source: AWS X-Ray, "Tracing header".
struct XRayTraceTests {
    static let root = "1-5759e988-bd862e3fe1be46a994272793"

    @Test(
        arguments: [
            ("Root=\(root);Parent=53995c3f42cd8ad8;Sampled=1", "53995c3f42cd8ad8", true),
            ("Root=\(root);Parent=53995c3f42cd8ad8;Sampled=0;Lineage=1:a:0", "53995c3f42cd8ad8", false),
            ("Sampled=? ; Parent = 53995C3F42CD8AD8; Root= \(root.uppercased())", "53995c3f42cd8ad8", nil),
            ("Self=1-67891234-12456789abcdef012345678;Root=\(root)", nil, nil),
            ("Root=\(root);Parent=xyz;Sampled=yes", nil, nil), (";;=;Root=\(root);", nil, nil),
            ("Root=\(root);Parent=53995c3f42cd8ad", nil, nil),
        ] as [(String, String?, Bool?)])
    func wellFormed(_ header: String, _ parent: String?, _ isSampled: Bool?) throws {
        let trace = try #require(XRayTrace(header))
        #expect(trace.root == Self.root)
        #expect(trace.parent == parent)
        #expect(trace.isSampled == isSampled)
    }

    @Test(arguments: [
        "", "Root", "Root=", root, "Root=1-5759e988-bd862e3fe1be46a99427279",
        "Root=2-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e98g-bd862e3fe1be46a994272793", "Root=1-5759e988bd862e3fe1be46a994272793", "Sampled=1",
        "Root=1-5759e988-bd862e3fe1be46a994272793-1", "Root=１-5759e988-bd862e3fe1be46a994272793",
    ])
    func withoutARoot(_ header: String) {
        #expect(XRayTrace(header) == nil)
    }

    @Test(
        arguments: [
            ("1", 0x00F0_67AA_0BA9_02B7, "00-5759e988bd862e3fe1be46a994272793-00f067aa0ba902b7-01"),
            ("0", UInt64.max, "00-5759e988bd862e3fe1be46a994272793-ffffffffffffffff-00"),
            ("?", 1, "00-5759e988bd862e3fe1be46a994272793-0000000000000001-00"), ("1", 0, nil),
        ] as [(String, UInt64, String?)])
    func asW3CWritesIt(_ sampled: String, _ span: UInt64, _ traceparent: String?) throws {
        let trace = try #require(XRayTrace("Root=\(Self.root);Sampled=\(sampled)"))
        #expect(trace.traceparent(span: span) == traceparent)
    }

    @Test func aTraceOfZerosIsNotPassedOn() throws {
        let trace = try #require(XRayTrace("Root=1-00000000-000000000000000000000000;Sampled=1"))
        #expect(trace.traceparent(span: 1) == nil)
    }
}
