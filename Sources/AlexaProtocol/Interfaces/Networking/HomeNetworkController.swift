/// `Alexa.Networking.HomeNetworkController`: the router of the home. Only that it exists is published: nothing can be asked
/// or reported. Source: Amazon's message schema (July 2025).
package enum HomeNetworkController: AlexaInterface {
    package static let namespace = "Alexa.Networking.HomeNetworkController"
}
