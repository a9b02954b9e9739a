/// The region of a customer's Alexa account. Only its gateway accepts their events. Source: Send Events to the Event Gateway.
package enum Region: String, CaseIterable, Sendable {
    /// North America.
    case na = "NA"
    /// Europe and India.
    case eu = "EU"
    /// Far East and Australia.
    case fe = "FE"
}
