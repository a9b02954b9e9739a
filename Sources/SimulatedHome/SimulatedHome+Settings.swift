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

        /// Reads the settings in ``keys``, and the home file.
        package init(reading reader: inout SettingsReader) {
            guard let name = reader.text(Self.home) else { return }
            do throws(HomeFile.Problem) {
                home = name == "sample" ? .sample : try HomeFile(Self.read(name))
            } catch {
                reader.addProblem(Self.home, "cannot be used: \(error)")
            }
        }

        private static func read(_ path: String) throws(HomeFile.Problem) -> [UInt8] {
            do throws(LocalFile.Failure) {
                return try LocalFile.bytes(of: path, atMost: 64 << 20)
            } catch {
                switch error {
                case .unreadable: throw HomeFile.Problem("the file \(path) cannot be read")
                case .tooLarge: throw HomeFile.Problem("the file has more than 64 MB")
                }
            }
        }
    }
}
