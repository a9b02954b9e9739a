import AlexaProtocol
import CTuyaQuirks

/// Corrections of specifications: the shipped ones and the operator's. Those by device take precedence over those by product,
/// these over those by category, and the operator's over the shipped ones.
package struct TuyaQuirks: Sendable {
    /// The shipped corrections.
    package static let shipped: TuyaQuirks = {
        var reader = QuirkReader()
        // A test ensures that the file has no problems.
        return TuyaQuirks(files: [reader.file(shippedFile)])
    }()

    /// The file of the shipped corrections.
    static var shippedFile: [UInt8] {
        let bytes = unsafe UnsafeBufferPointer(start: tuya_quirks(), count: tuya_quirks_size())
        return unsafe Array(bytes)
    }

    private enum Key: Hashable {
        case category(String)
        case product(String)
        case device(String)
    }

    private let quirks: [Key: TuyaQuirk]
    /// The corrections of all devices.
    private let general: TuyaQuirk

    /// Files in ascending precedence.
    private init(files: [QuirkReader.File], over shipped: TuyaQuirks? = nil) {
        var quirks = shipped?.quirks ?? [:]
        var general = shipped?.general ?? TuyaQuirk()
        for file in files {
            general.units.merge(file.units) { $1 }
            let entries =
                file.categories.map { (Key.category($0), $1) } + file.products.map { (Key.product($0), $1) }
                + file.devices.map { (Key.device($0), $1) }
            for (key, quirk) in entries {
                quirks[key] = quirks[key]?.overridden(by: quirk) ?? quirk
            }
        }
        self.quirks = quirks
        self.general = general
    }

    /// The shipped corrections and those of a file, which take precedence.
    ///
    /// - Throws: all problems of the file, one sentence each.
    package init(shippedAnd file: [UInt8]) throws(TuyaQuirksProblems) {
        var reader = QuirkReader()
        let content = reader.file(file)
        guard reader.problems.isEmpty else { throw TuyaQuirksProblems(reader.problems) }
        self.init(files: [content], over: .shipped)
    }

    /// The corrections of an appliance. They are looked up by Tuya's category, even if a correction changes that.
    func quirk(for appliance: TuyaAppliance) -> TuyaQuirk {
        let device = appliance.device
        let keys = [Key.category(appliance.category), .product(device.productId), .device(device.id)]
        return keys.compactMap { quirks[$0] }.reduce(general) { $0.overridden(by: $1) }
    }
}

/// The problems of a file of quirks.
package struct TuyaQuirksProblems: Error, Hashable, Sendable {
    /// One sentence each: place, fault, what to do.
    package let problems: [String]

    /// These problems.
    package init(_ problems: [String]) {
        self.problems = problems
    }
}
