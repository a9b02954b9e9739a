import CRuntimeAPI
import Foundation

/// A program for the Runtime API.
struct LambdaProgram {
    let path: String
    /// Environment variables, `NAME=value`. The program gets no others.
    var settings: [String] = []

    /// The measurements of one process.
    struct Run {
        /// From its start to its first answer, in microseconds.
        let firstAnswer: Double
        /// The median time between an invocation and its answer, the first one left out, in microseconds.
        let roundTrip: Double
        /// Invocations per second, after the first answer.
        let rate: Double
        let peakMegabytes: Double
    }

    /// Directives for two devices of the sample home, in turn.
    private static let directives = ["TurnOn", "TurnOff"].map { name in
        """
        {"directive":{"header":{"namespace":"Alexa.PowerController","name":"\(name)","payloadVersion":"3",\
        "messageId":"1bd5d003-31b9-476f-ad03-71d471922820","correlationToken":"dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg=="},\
        "endpoint":{"scope":{"type":"BearerToken","token":"access-token-from-skill"},"endpointId":"lamp-kitchen","cookie":{}},\
        "payload":{}}}
        """
    }

    /// Starts the program and sends it `invocations` invocations.
    ///
    /// - Throws: if it ends earlier, or needs more than 10 s for an answer.
    func run(_ invocations: Int) throws -> Run {
        var times = [Double](repeating: 0, count: invocations)
        var run = runtime_run()
        let failure = unsafe CStrings(settings).withPointers { variables in
            unsafe CStrings(Self.directives).withPointers { bodies in
                unsafe runtime_api_run(
                    path, variables, bodies, Self.directives.count, Int32(invocations), &times, &run)
            }
        }
        guard failure == 0 else { throw BenchmarkFailure("\(path) gave fewer than \(invocations) answers") }
        let later = times.dropFirst().sorted()
        return Run(
            firstAnswer: run.first_answer, roundTrip: later.isEmpty ? 0 : later[later.count / 2],
            rate: Double(invocations - 1) / (run.all_others / 1e6), peakMegabytes: Double(run.peak_memory) / 1024)
    }
}

/// Texts as an array of C strings.
private struct CStrings {
    let texts: [String]
    init(_ texts: [String]) { self.texts = texts }

    /// Calls `body` with pointers to the texts and a null pointer after them.
    func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result) -> Result {
        let copies = unsafe texts.map { unsafe strdup($0) }
        defer { unsafe copies.forEach { unsafe free($0) } }
        let pointers = unsafe copies.map { unsafe UnsafePointer($0) } + [nil]
        return unsafe pointers.withUnsafeBufferPointer { pointers in
            guard let first = pointers.baseAddress else { preconditionFailure("there is the null pointer") }
            return unsafe body(first)
        }
    }
}
