import CSampleHome

extension HomeFile {
    /// The default home, compiled in.
    package static var sample: HomeFile { HomeFile(SampleHome()) }

    /// The bytes of its file.
    package static var sampleBytes: [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: sample_home(), count: sample_home_size()))
    }
}
