import Glibc
import Synchronization

/// The environment variable `_X_AMZN_TRACE_ID`, in which X-Ray's SDKs look for the trace of the current invocation.
///
/// A runtime "should set" it for each invocation (AWS Lambda, "Using the Lambda runtime API for custom runtimes"). Nothing in
/// this package reads it: log lines and `traceparent` take the trace from the invocation. It is for other libraries that are
/// linked.
///
/// `setenv` may move the list of variables while another thread reads it: libcurl asks for `https_proxy` before each
/// transfer, the resolver for `RES_OPTIONS`. So the variable is put into the environment once, before there is a second thread,
/// and only the bytes of its value change afterwards. `getenv` compares names and stops at `=`, so no look-up of another
/// name reads those bytes.
///
/// One variable cannot hold the traces of several invocations. Where they run concurrently (AWS_LAMBDA_MAX_CONCURRENCY), it is
/// not set at all, as in AWS's own runtime for Go.
@safe package final class TraceVariable: Sendable {
    /// The variable's name.
    package static let name = "_X_AMZN_TRACE_ID"
    /// Room for a value. X-Ray's header has about 70 bytes, with its lineage about 120.
    static let greatestLength = 511

    /// The bytes `name=value`, of which the environment has the address. They are never freed.
    private let text: Mutex<UnsafeMutablePointer<CChar>>

    /// Puts the variable into the environment, without a value. Call it before the process starts a second thread.
    ///
    /// - Returns: nil if there is no memory for it.
    package init?() {
        let prefix = "\(Self.name)="
        guard let memory = unsafe calloc(prefix.utf8.count + Self.greatestLength + 1, 1) else { return nil }
        let text = unsafe memory.assumingMemoryBound(to: CChar.self)
        for (index, byte) in prefix.utf8.enumerated() { unsafe text[index] = CChar(bitPattern: byte) }
        guard unsafe putenv(text) == 0 else {
            unsafe free(memory)
            return nil
        }
        unsafe self.text = Mutex(text)
    }

    /// Sets the value.
    ///
    /// - Parameter traceId: the X-Ray header of an invocation; nil if it is not traced. A value that is too long for the
    ///   variable, or has a zero byte, is no header of X-Ray's: then the variable is empty.
    package func set(_ traceId: String?) {
        let value = traceId ?? ""
        let isUsable = value.utf8.count <= Self.greatestLength && !value.utf8.contains(0)
        unsafe text.withLock { text in
            var end = Self.name.utf8.count + 1
            for byte in isUsable ? value.utf8 : "".utf8 {
                unsafe text[end] = CChar(bitPattern: byte)
                end += 1
            }
            unsafe text[end] = 0
        }
    }
}
