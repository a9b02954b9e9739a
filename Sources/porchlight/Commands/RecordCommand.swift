import AlexaProtocol
import ArgumentParser
import Explanation
import SimulatedHome
import Telemetry

struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Turns directives that a log captured into files for `porchlight replay`.",
        discussion: """
            Reads the lines `"event": "capture"`, which level DEBUG writes while the setting log.capture is on. Replaces every \
            token, cookie, name, free text and id of a person again, whatever was replaced before. Endpoints become those of the \
            sample home that declare the interface, so that the directive can be played. Writes \
            <Interface>/<Name>[.variant].json and overwrites nothing; a directive that is recorded already is not written again. \
            Exits 0, 1 if the log has no captured directive, 2 if a file could not be read or written.
            """)

    @Argument(help: "Logs in any form that `porchlight explain` reads; - is standard input.")
    var logs = ["-"]

    @Option(help: ArgumentHelp("The folder to write to, normally directives.", valueName: "dir"))
    var into: String

    func run() async throws {
        var isFound = true
        try await Failure.exits { isFound = try record() }
        if !isFound { throw ExitCode(1) }
    }

    private func record() throws -> Bool {
        var files = try LogFiles(logs, readings: 1)
        let home = HomeFile.sample
        var recorder = Recorder { namespace, instance in
            home.devices.first { $0.endpoint.capability(namespace, instance: instance) != nil }?.endpoint.endpointId
        }
        _ = try files.read { recorder.read($0) }
        guard !recorder.recordings.isEmpty || recorder.unusable > 0 else {
            Self.say("the log has no captured directive; set log.capture to true and the level to DEBUG")
            return false
        }
        var (written, known) = (0, 0)
        for recording in recorder.recordings {
            if let path = try write(recording) {
                written += 1
                try StandardOutput.write("wrote \(path.printable)\n")
            } else {
                known += 1
            }
        }
        var total = "\(written) written, \(known) recorded already, \(recorder.repetitions) repeated in the log"
        if recorder.unusable > 0 { total += ", \(recorder.unusable) without a namespace or a name" }
        if recorder.hasMore { total += "; the log has more than can be recorded at once: record it in parts" }
        Self.say(total)
        return true
    }

    /// Writes a recording under the first free name.
    ///
    /// - Returns: its path; `nil` if the same recording exists already.
    private func write(_ recording: Recording) throws(Failure) -> String? {
        let folder = "\(into)/\(recording.folder)"
        try OutputFile.makeFolder(folder)
        var number = 0
        while true {
            let name = recording.fileName(number)
            let path = "\(folder)/\(name)"
            if try OutputFile.writeNew(recording.document(named: name), to: path) { return path }
            var file = try InputFile(path)
            let document = JSONDocument(parsing: try file.readAll(atMost: 64 << 20))
            if let value = document.value, Recording.essence(of: value) == recording.essence { return nil }
            number += 1
        }
    }

    private static func say(_ text: String) {
        StandardError.write(Array("porchlight: \(text)\n".utf8))
    }
}
