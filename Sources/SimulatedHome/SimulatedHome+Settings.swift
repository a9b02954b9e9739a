import FoundationEssentials
package import Settings

extension SimulatedHome {
    /// Which home is simulated.
    package struct Settings: SettingsSection {
        /// The home; nil if the operator has named none.
        package var home: HomeFile?

        /// The home to simulate.
        package static let home = SettingKey(
            "home",
            "a home to simulate, beside the device clouds if there are any: a home file, or `sample` for the one that is built in"
        )

        package static let keys = [home]
        /// The most bytes of a home file.
        private static let greatestFile = 64 << 20

        /// Reads the settings in ``keys``, and the home file.
        package init(reading reader: inout SettingsReader) {
            guard let name = reader.text(Self.home) else { return }
            do throws(HomeFile.Problem) {
                home = try name == "sample" ? .sample() : HomeFile(Self.read(name))
            } catch {
                reader.complain(Self.home, "cannot be used: \(error)")
            }
        }

        private static func read(_ path: String) throws(HomeFile.Problem) -> [UInt8] {
            do {
                let file = try Data(contentsOf: URL(filePath: path))
                guard file.count <= greatestFile else { throw HomeFile.Problem("the file has more than 64 MB") }
                return Array(file)
            } catch let problem as HomeFile.Problem {
                throw problem
            } catch {
                throw HomeFile.Problem("the file \(path) cannot be read")
            }
        }
    }
}
