import CCurl

/// The type of CURLOPT_HEADERFUNCTION and CURLOPT_WRITEFUNCTION. Any result but the number of bytes aborts the transfer.
typealias Receiver =
    @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int

/// CURLOPT_HEADERFUNCTION: one line of a head.
let receiveHead: Receiver = { bytes, size, count, context in
    guard let transfer = unsafe transfer(context) else { return 0 }
    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.takeHeadLine(line) ? size * count : 0
}

/// CURLOPT_WRITEFUNCTION: a part of the body.
let receiveBody: Receiver = { bytes, size, count, context in
    guard let transfer = unsafe transfer(context) else { return 0 }
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.takeBody(piece) ? size * count : 0
}

/// CURLOPT_PREREQFUNCTION: a connection is ready, and nothing of the request has been sent on it.
let beforeRequest: curl_prereq_callback = { context, address, _, _, _ in
    guard let transfer = unsafe transfer(context) else { return CURL_PREREQFUNC_ABORT }
    let peer = unsafe address.map { unsafe String(cString: $0) } ?? ""
    return transfer.maySend(to: peer) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    unsafe context.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}
