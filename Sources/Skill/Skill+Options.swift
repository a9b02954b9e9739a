extension Skill {
    /// The options of a skill.
    package struct Options: Sendable {
        /// The part of the answer time that is reserved for encoding and sending the answer.
        package var margin: Duration = .seconds(1)
        /// Whether a directive without a usable token is refused. `false` only for pure simulation: then there is only a
        /// warning.
        package var requiresCredential = false
        /// The version of the program, for log lines.
        package var build = "unknown"
        /// The share of directives whose lines below level WARN are written, from 0 to 1. Errors, deferred and slow answers
        /// are always written.
        package var logShare = 1.0
        /// Whether each directive is logged at level DEBUG, without its private parts.
        package var capturesDirectives = false
        /// The limits of the cache of customers' homes.
        package var homes = HomeLimits()

        /// The defaults.
        package init() {}

        /// The limits of the in-memory cache of customers' homes.
        package struct HomeLimits: Sendable {
            /// The most customers.
            package var customers = 1000
            /// The most endpoints of all customers together. A single customer may have more.
            package var endpoints = 10_000

            /// The defaults.
            package init() {}
        }
    }
}
