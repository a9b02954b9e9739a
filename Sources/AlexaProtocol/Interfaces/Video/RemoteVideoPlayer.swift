/// `Alexa.RemoteVideoPlayer`: finds and plays a video. Reports nothing. Source: Alexa.RemoteVideoPlayer.
package enum RemoteVideoPlayer: AlexaInterface {
    package static let namespace = "Alexa.RemoteVideoPlayer"
    package static let configurationKey = "configurations"
    package static let directives = [
        DirectiveKind("SearchAndPlay") { payload throws(AlexaError) in
            Directive.searchAndPlay(try VideoSearch(payload))
        },
        DirectiveKind("SearchAndDisplayResults") { payload throws(AlexaError) in
            Directive.searchAndDisplayResults(try VideoSearch(payload))
        },
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Play the best of what is found.
        case searchAndPlay(VideoSearch)
        /// Show what is found.
        case searchAndDisplayResults(VideoSearch)

        package func check(against capability: Capability) throws(AlexaError) {
            let name =
                switch self {
                case .searchAndPlay: "SearchAndPlay"
                case .searchAndDisplayResults: "SearchAndDisplayResults"
                }
            let operations = capability.configuration?["operations"]?.array?.compactMap(\.string) ?? []
            guard operations.isEmpty || operations.contains(name) else {
                throw .invalidDirective("\(name) is not among the endpoint's operations")
            }
        }
    }

    /// The capability of a player; `catalogs` are the catalogues that its videos are found in, by their `type`, such as
    /// `VIDEO_PUBLIC_CATALOG_IDENTIFIER`, and `sourceId`.
    package static func capability(catalogs: [(type: String, sourceId: String)] = []) -> Capability {
        let catalogs: [JSONValue] = catalogs.map { ["type": .string($0.type), "sourceId": .string($0.sourceId)] }
        return Capability(
            Self.self,
            configuration: catalogs.isEmpty ? nil : ["catalogs": .array(catalogs)])
    }
}
