package import Settings

extension HTTPTransport.Configuration: SettingsSection {
    /// A file of certificates to trust.
    package static let certificateFile = SettingKey(
        "tls.ca_file", "a file of certificates (PEM) to trust instead of the system's, for tests",
        defaultValue: "the system's")

    package static let keys = [certificateFile]

    /// Reads the settings in ``keys``.
    package init(reading reader: inout SettingsReader) {
        self.init()
        certificateAuthorities = Self.certificates(&reader)
    }

    private static func certificates(_ reader: inout SettingsReader) -> String? {
        guard let path = reader.text(certificateFile) else { return nil }
        do throws(HTTPTransportError) {
            try CertificateFile.check(path)
            return path
        } catch {
            reader.addProblem(certificateFile, "cannot be used. \(error)")
            return nil
        }
    }
}

extension SettingsReader {
    /// An `https` address, or an `http` address of this machine; `nil` if it is not set or not such an address.
    package mutating func url(_ key: SettingKey) -> ServiceURL? {
        guard let text = text(key) else { return nil }
        do throws(HTTPTransportError) {
            return try ServiceURL(text)
        } catch {
            addProblem(key, "cannot be used. \(error)")
            return nil
        }
    }
}
