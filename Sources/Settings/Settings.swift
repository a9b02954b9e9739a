package import AlexaProtocol
package import EventGateway
package import HTTPTransport

/// What the operator has set: read once at start, every mistake told at once, then passed on as plain values.
package struct Settings: Sendable {
    /// Where grants and outbox are kept; `nil` if nowhere: then nothing can be sent later.
    package var store: Store?
    /// Who we are at Login with Amazon; `nil` if nobody: then no grant can be accepted or renewed.
    package var client: LoginWithAmazon.Client?
    /// Where tokens are asked for.
    package var loginURL: ServiceURL
    /// How a token becomes a customer.
    package var customers: Customers
    /// Where events are sent.
    package var gateways: GatewayAddresses
    /// The region of new grants.
    package var region: Region
    /// What holds for every HTTP call.
    package var transport: HTTPTransport.Configuration
    /// When answers are put off.
    package var deferral: Deferral
    /// How the relay works.
    package var relay: Relay.Configuration
    /// How long events are worth sending.
    package var lifetimes: Lifetimes

    /// The file of grants and outbox.
    package struct Store: Sendable {
        /// Where it is.
        package var path: String
        /// 32 bytes as base64 or hex.
        package var key: Secret
    }

    /// How a token becomes a customer.
    package enum Customers: Sendable {
        /// Whoever asks is this one.
        case household(CustomerID)
        /// The token is looked up at this address.
        case amazonProfile(ServiceURL)
    }

    /// When answers are put off. `Skill` has the type; here are the numbers.
    package struct Deferral: Hashable, Sendable {
        /// How long an answer is waited for.
        package var after: Duration
        /// How long the work may take altogether.
        package var limit: Duration
        /// The namespaces whose answers are put off without waiting.
        package var slowInterfaces: Set<String>
    }

    /// The customer of a household; `nil` if tokens are looked up.
    package var household: CustomerID? {
        switch customers {
        case .household(let customer): customer
        case .amazonProfile: nil
        }
    }
}
