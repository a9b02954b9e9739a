import AlexaProtocol

/// The result of a command whose answer may be deferred.
enum CommandResult: Sendable {
    /// The event that answers the directive.
    case done(Event.Body)
    /// The endpoint sleeps and nothing was done.
    case asleep
}
