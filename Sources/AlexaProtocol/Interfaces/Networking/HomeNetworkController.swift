/// `Alexa.Networking.HomeNetworkController`: the router of the home. Only that it exists is published: nothing can be asked
/// or reported. Source: Amazon's message schema (July 2025).
///
/// Amazon switched its networking interfaces off on 1 April 2024 (Alexa.Networking.ConnectedDevice, notice). A home that
/// declares them is still answered, but Alexa no longer asks.
package enum HomeNetworkController: AlexaInterface {
    package static let namespace = "Alexa.Networking.HomeNetworkController"
}
