import Foundation
import NIOConcurrencyHelpers
import Synchronization
import Testing

/// A TCP server that sends any bytes, HTTP or not. It blocks, on separate threads.
final class RawPeer: Sendable {
    /// One connection, for the thread that serves it.
    struct Connection {
        /// The number of the connection at its peer, from 1.
        let number: Int
        let descriptor: Int32

        /// Reads up to the end of a request without body, and returns the text.
        @discardableResult func readRequest() -> String {
            var text = ""
            while !text.hasSuffix("\r\n\r\n"), let byte = readByte() {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            }
            return text
        }

        func send(_ text: String) { send(Array(text.utf8)) }

        /// Sends all bytes; false if the connection ended before.
        @discardableResult func send(_ bytes: [UInt8]) -> Bool {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes {
                    unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }

        /// Reads until the other side closes or resets the connection.
        func waitForClose() { while readByte() != nil {} }

        /// Closes with a reset instead of an orderly end.
        func resetOnClose() {
            var option = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }

        private func readByte() -> UInt8? {
            var byte: UInt8 = 0
            return unsafe read(descriptor, &byte, 1) == 1 ? byte : nil
        }
    }

    let port: UInt16
    /// The same port as an https URL. The peer does not speak TLS.
    var secureURL: String { "https://localhost:\(port)" }
    var url: String { "http://localhost:\(port)" }
    private let listener: Int32
    private let open = NIOLockedValueBox<Set<Int32>>([])
    private let (ends, end) = AsyncStream<Void>.makeStream()
    private let accepted = Atomic(0)

    /// The number of connections so far.
    var connections: Int { accepted.load(ordering: .relaxed) }

    /// Runs `body` with a peer that listens on a port of 127.0.0.1. Each connection is closed when `serve` returns.
    static func run<Result>(
        _ serve: @escaping @Sendable (Connection) -> Void, _ body: (RawPeer) async throws -> Result
    ) async throws -> Result {
        let peer = try RawPeer(serve)
        defer { peer.stop() }
        return try await body(peer)
    }

    private init(_ serve: @escaping @Sendable (Connection) -> Void) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(listener, address, size) == 0 && listen(listener, 4096) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        try #require(isBound)
        Thread.detachNewThread { [self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { break }
                let number = accepted.add(1, ordering: .relaxed).newValue
                _ = open.withLockedValue { $0.insert(descriptor) }
                Thread.detachNewThread { [self] in
                    serve(Connection(number: number, descriptor: descriptor))
                    _ = open.withLockedValue { $0.remove(descriptor) }
                    close(descriptor)
                    end.yield()
                }
            }
            // Closed only here: elsewhere, its number could be reused before this thread has left accept.
            close(listener)
        }
    }

    /// Waits until one more connection has ended.
    func connectionEnded() async { for await _ in ends { return } }

    private func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        open.withLockedValue { for descriptor in $0 { shutdown(descriptor, Int32(SHUT_RDWR)) } }
    }
}
