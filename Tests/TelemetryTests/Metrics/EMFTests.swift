import AlexaProtocol
import CoreMetrics
import Foundation
import Logging
import Testing
import Timing

@testable import Telemetry

/// The limits of the embedded metric format, as CloudWatch checks them.
struct EMFTests {
    private static let time = Timestamp(milliseconds: 1_767_268_800_000)

    private static func lines(_ samples: [EMFLine.Sample]) -> [[UInt8]] {
        EMFLine.lines(samples, namespace: "Porchlight", at: time)
    }

    @Test func oneLine() {
        let lines = EMFLine.lines(
            [
                EMFLine.Sample(
                    name: "Directives", unit: .count, values: [1],
                    dimensions: [("Interface", "Alexa.PowerController"), ("Outcome", "ok")], rollups: [["Outcome"], []]),
                EMFLine.Sample(name: "ColdStarts", unit: .count, values: [1]),
                EMFLine.Sample(
                    name: "CloudDuration", unit: .milliseconds, values: [12.5, 30], dimensions: [("Cloud", "tuya")]),
            ], namespace: "Porchlight", at: Self.time, fields: [("request_id", "r-1")])
        #expect(
            lines.map { String(decoding: $0, as: UTF8.self) } == [
                """
                {"_aws":{"Timestamp":1767268800000,"CloudWatchMetrics":[\
                {"Namespace":"Porchlight","Dimensions":[["Interface","Outcome"],["Outcome"],[]],\
                "Metrics":[{"Name":"Directives","Unit":"Count"}]},\
                {"Namespace":"Porchlight","Dimensions":[[]],"Metrics":[{"Name":"ColdStarts","Unit":"Count"}]},\
                {"Namespace":"Porchlight","Dimensions":[["Cloud"]],"Metrics":[{"Name":"CloudDuration","Unit":"Milliseconds"}]}]},\
                "request_id":"r-1","Cloud":"tuya","Interface":"Alexa.PowerController","Outcome":"ok",\
                "Directives":1,"ColdStarts":1,"CloudDuration":[12.5,30]}

                """
            ])
    }

    @Test func theResolution() throws {
        for (resolution, expected) in [(EMFLine.Resolution.second, JSONValue.number(1)), (.minute, nil)] {
            let lines = EMFLine.lines(
                [EMFLine.Sample(name: "A", values: [1])], namespace: "N", at: Self.time, resolution: resolution)
            let metric = try #require(EMFCheck(lines[0]).metrics.first)
            #expect(metric["StorageResolution"] == expected)
        }
    }

    /// A member of the line has one value, so each further value of a dimension needs another line.
    @Test func differentValuesOfADimension() throws {
        let lines = Self.lines(
            (0..<3).map {
                EMFLine.Sample(name: "Errors", values: [Double($0)], dimensions: [("Cloud", "cloud-\($0)")])
            } + [EMFLine.Sample(name: "Other", values: [9], dimensions: [("Cloud", "cloud-1")])])
        #expect(lines.count == 3)
        let checks = try lines.map(EMFCheck.init)
        #expect(checks.map { $0.values("Errors") } == [[0], [1], [2]])
        #expect(checks[1].values("Other") == [9])
    }

    /// For any metrics, each line is within the limits and nothing is lost.
    @Test(arguments: [1, 99, 100, 101, 250]) func manyMetrics(_ count: Int) throws {
        let lines = Self.lines(
            (0..<count).map { EMFLine.Sample(name: "M\($0)", values: [1], dimensions: [("Cloud", "tuya")]) })
        let checks = try lines.map(EMFCheck.init)
        #expect(checks.reduce(0) { $0 + $1.metrics.count } == count)
    }

    @Test(arguments: [1, 100, 101, 1000]) func manyValues(_ count: Int) throws {
        let values = (0..<count).map(Double.init)
        let lines = Self.lines([EMFLine.Sample(name: "D", unit: .milliseconds, values: values)])
        #expect(lines.count == (count + 99) / 100)
        #expect(try lines.map(EMFCheck.init).flatMap { $0.values("D") } == values)
    }

    @Test func manyDimensions() throws {
        let lines = Self.lines([
            EMFLine.Sample(
                name: "M", values: [1], dimensions: (0..<60).map { ("D\($0)", "v") }, rollups: [["D59"], ["D0"]])
        ])
        let check = try EMFCheck(lines[0])
        #expect(check.sets.map(\.count) == [29, 1])
    }

    @Test func namesAndValuesAreMadeFit() throws {
        let long = String(repeating: "é", count: 3000)
        let lines = Self.lines([
            EMFLine.Sample(
                name: "", values: [1],
                dimensions: [
                    ("", ""), (":colon", "a\nb"), (long, long), ("blank", "   "), ("_aws", "x"), ("blank", "again"),
                ]),
            EMFLine.Sample(name: long, values: [2]), EMFLine.Sample(name: "_aws", values: [3]),
        ])
        let checks = try lines.map(EMFCheck.init)
        #expect(checks.first?.root["dimension"] == "none")
        #expect(checks.first?.root["colon"] == "a_b")
        #expect(checks.first?.root["blank"] == "none")
        #expect(checks.reduce(0) { $0 + $1.metrics.count } == 3)
    }

    @Test func numbersThatAreNone() throws {
        let lines = Self.lines([
            EMFLine.Sample(name: "A", values: [.nan, 1, .infinity, -.infinity]),
            EMFLine.Sample(name: "B", values: [.nan]),
            EMFLine.Sample(name: "C", values: [Double.greatestFiniteMagnitude, -Double.greatestFiniteMagnitude]),
        ])
        let check = try EMFCheck(lines[0])
        #expect(lines.count == 1)
        #expect(check.values("A") == [1])
        #expect(check.values("C") == [0x1p360, -0x1p360])
        #expect(check.metrics.count == 2)
    }

    /// Lines stay below 256 KB.
    @Test func largeLines() throws {
        let text = String(repeating: "\"", count: 1024)
        let samples = (0..<40).map { number in
            EMFLine.Sample(
                name: "M\(number)", values: (0..<100).map { -Double($0) / 3 },
                dimensions: (0..<29).map { ("D\(number)-\($0)", text) })
        }
        let checks = try Self.lines(samples).map(EMFCheck.init)
        #expect(checks.count > 1)
        #expect(checks.reduce(0) { $0 + $1.metrics.count } == 40)
    }

    @Test(
        arguments: [
            ("Porchlight", true), ("a/b.c_d-e#f:g", true), (String(repeating: "n", count: 255), true), ("", false),
            (String(repeating: "n", count: 256), false), ("AWS/Lambda", false), (":a", false), ("-", false),
            ("a b", false), ("é", false),
        ])
    func namespaces(_ namespace: String, _ isOne: Bool) {
        #expect(EMFLine.isNamespace(namespace) == isOne)
    }
}

/// A line, parsed as CloudWatch does: every limit of the specification is checked.
struct EMFCheck {
    let root: JSONObject
    private(set) var metrics: [JSONObject] = []
    private(set) var sets: [[String]] = []

    init(_ line: [UInt8]) throws {
        #expect(line.count < 256 << 10)
        #expect(line.last == UInt8(ascii: "\n") && line.dropLast().allSatisfy { $0 != UInt8(ascii: "\n") })
        let document = JSONDocument(parsing: line)
        #expect(document.problem == nil)
        root = try #require(document.value?.object)
        #expect(Set(root.members.map(\.key)).count == root.members.count)
        let aws = try #require(root["_aws"]?.object)
        #expect(Set(aws.members.map(\.key)) == ["Timestamp", "CloudWatchMetrics"])
        #expect((aws["Timestamp"]?.integer ?? 0) > 1_700_000_000_000)
        for item in try #require(aws["CloudWatchMetrics"]?.array) {
            let directive = try #require(item.object)
            #expect(EMFLine.isNamespace(directive["Namespace"]?.string ?? ""))
            for set in try #require(directive["Dimensions"]?.array) {
                let names = try #require(set.array).map { $0.string ?? "" }
                #expect(names.count <= 30 && Set(names).count == names.count)
                for name in names {
                    #expect((1...250).contains(name.count) && !name.hasPrefix(":"))
                    let value = root[name]?.string ?? ""
                    #expect((1...1024).contains(value.count) && value.contains { $0 != " " })
                    #expect((name + value).utf8.allSatisfy { (0x20..<0x7F).contains($0) })
                }
                sets.append(names)
            }
            let definitions = try #require(directive["Metrics"]?.array)
            #expect((1...100).contains(definitions.count))
            for definition in definitions {
                let metric = try #require(definition.object)
                let name = metric["Name"]?.string ?? ""
                #expect((1...1024).contains(name.count))
                #expect(["Count", "Milliseconds", "Seconds", "None"].contains(metric["Unit"]?.string))
                #expect(metric["StorageResolution"].map { $0 == 1 || $0 == 60 } ?? true)
                #expect((1...100).contains(values(name).count))
                metrics.append(metric)
            }
        }
    }

    func values(_ name: String) -> [Double] {
        switch root[name] {
        case .number(let number): [number]
        case .array(let numbers): numbers.compactMap(\.number)
        default: []
        }
    }
}
