import AlexaProtocol
import CTuyaQuirks

/// Corrections of specifications: those that are shipped, and the operator's. By device they count before those by product,
/// and the operator's before the shipped ones.
package struct TuyaQuirks: Sendable {
    /// The corrections that are shipped.
    package static let shipped: TuyaQuirks = {
        var reader = QuirkReader()
        // A test reads the same file and finds nothing wrong with it.
        return TuyaQuirks(files: [reader.file(shippedFile)])
    }()

    /// The file of the shipped corrections.
    static var shippedFile: [UInt8] {
        let bytes = unsafe UnsafeBufferPointer(start: tuya_quirks(), count: tuya_quirks_size())
        return unsafe Array(bytes)
    }

    private struct Key: Hashable {
        let id: String
        let isProduct: Bool
    }

    private let quirks: [Key: TuyaQuirk]

    /// Files in the order of their weight, the last counts most.
    private init(files: [QuirkReader.File], over shipped: TuyaQuirks? = nil) {
        var quirks = shipped?.quirks ?? [:]
        for file in files {
            for (id, quirk) in file.products {
                quirks[Key(id: id, isProduct: true)] =
                    (quirks[Key(id: id, isProduct: true)] ?? TuyaQuirk()).overridden(by: quirk)
            }
            for (id, quirk) in file.devices {
                quirks[Key(id: id, isProduct: false)] =
                    (quirks[Key(id: id, isProduct: false)] ?? TuyaQuirk()).overridden(by: quirk)
            }
        }
        self.quirks = quirks
    }

    /// The shipped corrections and those of a file, which count first.
    ///
    /// - Throws: what is wrong with the file: all of it, one sentence each.
    package init(shippedAnd file: [UInt8]) throws(TuyaQuirksProblems) {
        var reader = QuirkReader()
        let content = reader.file(file)
        guard reader.problems.isEmpty else { throw TuyaQuirksProblems(reader.problems) }
        self.init(files: [content], over: .shipped)
    }

    /// What holds for a device.
    func quirk(for device: TuyaDevice) -> TuyaQuirk {
        let ofProduct = quirks[Key(id: device.productId, isProduct: true)] ?? TuyaQuirk()
        return quirks[Key(id: device.id, isProduct: false)].map(ofProduct.overridden) ?? ofProduct
    }
}

/// What is wrong with a file of quirks.
package struct TuyaQuirksProblems: Error, Hashable, Sendable {
    /// One sentence each: place, fault, what to do.
    package let problems: [String]

    /// These problems.
    package init(_ problems: [String]) {
        self.problems = problems
    }
}
