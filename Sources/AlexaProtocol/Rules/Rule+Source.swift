extension Rule {
    /// The source of a rule.
    package struct Source: Hashable, Sendable {
        /// The kind of a source; the raw value is the word in `docs/rules.md`.
        package enum Kind: String, CaseIterable, Sendable {
            /// A page of Amazon's documentation.
            case page = "Amazon's page"
            /// A page of Amazon's documentation as public code quotes it.
            case quoted = "Amazon's page, as public code quotes it"
            /// An earlier edition of a page.
            case older = "an earlier edition of Amazon's page"
            /// Code that Amazon has published.
            case code = "Amazon's code"
            /// The messages of a validator of Amazon's about such objects.
            case validator = "Amazon's validator"
            /// The expectations of Amazon's own test plans.
            case testPlan = "Amazon's test plans"
            /// Amazon's developer blog.
            case blog = "Amazon's blog"
            /// The message schema of July 2025 alone.
            case schema = "Amazon's message schema"
            /// What developers have seen.
            case report = "reports of developers"
            /// What other skills do.
            case practice = "what other skills do"
            /// No source: plain sense.
            case inference = "plain sense"
        }

        /// The kind of source.
        package let kind: Kind
        /// The title of the page, or the place of the report.
        package let title: String
        /// The address of the page; empty if there is none.
        package let address: String

        private init(_ kind: Kind, _ title: String, _ address: String = "") {
            self.kind = kind
            self.title = title
            self.address = address
        }

        private static func docs(_ title: String, _ path: String) -> Source {
            Source(.page, title, "https://developer.amazon.com/docs/alexaplus/" + path)
        }

        /// The same page, known from public code that quotes it.
        var quoted: Source { Source(.quoted, title, address) }
        /// An earlier edition of the same page.
        var older: Source { Source(.older, title, address) }

        static let objects = docs("Alexa Discovery Objects", "device-apis/alexa-discovery-objects")
        static let discovery = docs("Alexa.Discovery", "device-apis/alexa-discovery")
        static let resources = Source(
            .page, "Resources and Assets",
            "https://developer.amazon.com/en-US/docs/alexa/device-apis/resources-and-assets.html")
        static let generic = docs("Generic Controllers", "device-apis/generic-controllers")
        static let properties = Source(
            .page, "Alexa Property Schemas",
            "https://developer.amazon.com/docs/device-apis/alexa-property-schemas.html")
        static let response = docs("Alexa.Response", "device-apis/alexa-response")
        static let errorResponse = docs("Alexa.ErrorResponse", "device-apis/alexa-errorresponse")
        static let stateReporting = docs("State Reporting", "smarthome/state-reporting-for-smart-home-addons.html")
        static let deviceRequirements = docs("WWA Device Requirements", "smarthome/wwa-device-requirements")
        static let skillRequirements = Source(
            .page, "WWA Skill Requirements",
            "https://developer.amazon.com/ja-JP/docs/smarthome/wwa-skill-requirements.html")
        static let certification = Source(
            .page, "Troubleshoot Smart Home Skill Failures",
            "https://developer.amazon.com/en-US/docs/alexa/certify-skills/troubleshoot-smart-home-skill-failures.html")
        static let networking = Source(
            .page, "Alexa.Networking",
            "https://developer.amazon.com/es/docs/networking/alexa-networking-connecteddevice.html")
        static let lambda = Source(
            .page, "Lambda quotas", "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html")
        static let ackConsole = Source(
            .validator, "ACK Console Error Reference",
            "https://developer.amazon.com/docs/ack/ack-console-error-reference.html")
        static let deviceSDK = Source(.code, "AVS Device SDK", "https://github.com/alexa/avs-device-sdk")
        static let testPlans = Source(
            .testPlan, "capability_evaluations", "https://github.com/alexa-samples/alexa-smarthome")
        static let schema = Source(
            .schema, "the message schema of July 2025", "https://github.com/alexa-samples/alexa-smarthome")
        static let inference = Source(.inference, "no source")

        /// The page of an interface.
        static func interface(_ name: String) -> Source {
            let page = name.lowercased().split(separator: ".").joined(separator: "-")
            return docs("Alexa." + name, "device-apis/alexa-" + page)
        }

        /// What developers have reported there.
        static func report(_ place: String) -> Source {
            guard let hash = place.firstIndex(of: "#") else { return Source(.report, place) }
            return Source(
                .report, place,
                "https://github.com/\(place[..<hash])/issues/\(place[place.index(after: hash)...])")
        }

        /// What that project does.
        static func practice(_ project: String) -> Source {
            Source(.practice, project, project.contains("/") ? "https://github.com/" + project : "")
        }
    }
}
