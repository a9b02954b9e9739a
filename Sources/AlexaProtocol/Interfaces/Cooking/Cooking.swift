/// `Alexa.Cooking`: what all cooking appliances share. Source: Alexa.Cooking.
package enum Cooking {
}
