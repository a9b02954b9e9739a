/// Where a customer's Alexa lives; events for them are taken there only. Source: Send Events to the Event Gateway.
package enum Region: String, CaseIterable, Sendable {
    /// North America.
    case na = "NA"
    /// Europe and India.
    case eu = "EU"
    /// Far East and Australia.
    case fe = "FE"
}
