package import AlexaProtocol

extension Secret {
    /// An access or refresh token; `nil` if it has blanks or control characters, which a header field cannot hold, or more than
    /// 8192 characters.
    package init?(token text: String?) {
        guard let text, (1...8192).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        self.init(text)
    }
}
