/// A session description (RFC 8866) that answers an offer medium by medium (RFC 3264), with the first codec of each. Its
/// address is not in use, and it has no keys.
struct SessionAnswer {
    /// The description, each line ending in CR LF.
    private(set) var text: String

    /// - Parameter listens: whether the camera plays the customer's voice, so that sound may go both ways.
    init(to offer: String, listens: Bool) {
        // Bytes, not characters: a description is ASCII, except for names that are not needed here.
        let lines = offer.utf8.split { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }.map { Substring($0) }
        text = ""
        for line in ["v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "t=0 0"] { add(line) }
        if let group = lines.first(where: { $0.begins("a=group:BUNDLE") }) { add(group) }
        var media: [Substring] = []
        for line in lines {
            if line.begins("m=") {
                add(media: media, listens: listens)
                media = [line]
            } else if !media.isEmpty {
                media.append(line)
            }
        }
        add(media: media, listens: listens)
    }

    private mutating func add(_ line: some StringProtocol) {
        text += line
        text += "\r\n"
    }

    /// Answers one medium of the offer: its `m=` line and the lines that follow.
    private mutating func add(media lines: [Substring], listens: Bool) {
        // m=audio 9 UDP/TLS/RTP/SAVPF 111 103
        guard let parts = lines.first?.utf8.split(separator: UInt8(ascii: " ")).map({ Substring($0) }), parts.count > 3
        else { return }
        let codecLine = "a=rtpmap:\(parts[3]) "
        add(parts[0...3].joined(separator: " "))
        add("c=IN IP4 192.0.2.1")
        for line in lines where line.begins("a=mid:") || line.begins(codecLine) { add(line) }
        let hears = listens && parts[0] == "m=audio"
        if lines.contains("a=inactive") || (lines.contains("a=sendonly") && !hears) {
            add("a=inactive")
        } else if lines.contains("a=sendonly") {
            add("a=recvonly")
        } else {
            add(hears && !lines.contains("a=recvonly") ? "a=sendrecv" : "a=sendonly")
        }
        add("a=setup:active")
        if lines.contains("a=rtcp-mux") { add("a=rtcp-mux") }
    }
}

extension Substring {
    fileprivate func begins(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }
}
