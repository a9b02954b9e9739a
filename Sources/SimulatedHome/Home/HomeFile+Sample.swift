import CSampleHome

extension HomeFile {
    /// The home that serves where no other is given, compiled in.
    package static var sample: HomeFile { HomeFile(SampleHome()) }

    /// Its file.
    package static var sampleBytes: [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: sample_home(), count: sample_home_size()))
    }
}
