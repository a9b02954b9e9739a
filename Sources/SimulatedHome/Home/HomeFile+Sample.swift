import CSampleHome

extension HomeFile {
    /// The home that serves where no other is given, compiled in.
    ///
    /// - Throws: what is wrong with it; a test sees to it that nothing is.
    package static func sample() throws(Problem) -> HomeFile {
        try HomeFile(sampleBytes, isSound: true)
    }

    /// Its file.
    package static var sampleBytes: [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: sample_home(), count: sample_home_size()))
    }
}
