import AlexaProtocol
import CTuyaQuirks

/// Corrections of specifications: those that are shipped, and the operator's. By device they count before those by product, those
/// before the ones by category, and the operator's before the shipped ones.
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

    private enum Key: Hashable {
        case category(String)
        case product(String)
        case device(String)
    }

    private let quirks: [Key: TuyaQuirk]
    /// What holds for every device.
    private let general: TuyaQuirk

    /// Files in the order of their weight, the last counts most.
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

    /// The shipped corrections and those of a file, which count first.
    ///
    /// - Throws: what is wrong with the file: all of it, one sentence each.
    package init(shippedAnd file: [UInt8]) throws(TuyaQuirksProblems) {
        var reader = QuirkReader()
        let content = reader.file(file)
        guard reader.problems.isEmpty else { throw TuyaQuirksProblems(reader.problems) }
        self.init(files: [content], over: .shipped)
    }

    /// What holds for an appliance. Its category is the one that Tuya gives, whatever a correction makes of it.
    func quirk(for appliance: TuyaAppliance) -> TuyaQuirk {
        let device = appliance.device
        let keys = [Key.category(appliance.category), .product(device.productId), .device(device.id)]
        return keys.compactMap { quirks[$0] }.reduce(general) { $0.overridden(by: $1) }
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
