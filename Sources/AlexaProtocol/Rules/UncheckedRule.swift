/// A requirement of Amazon's that a file alone cannot show, with what checks it instead, or why nothing does.
struct UncheckedRule {
    /// The ids of the requirements, in the form of other rules' ids.
    let ids: [String]
    /// The requirement, and why a file does not show it: sentences.
    let reason: String

    init(_ ids: String..., reason: String) {
        (self.ids, self.reason) = (ids, reason)
    }

    /// All of them, in the order of the page.
    static let all: [UncheckedRule] = [
        .init(
            "res-reserved-mode-ok",
            reason: "No finding: reserved names such as \"music\" are tolerated as names of modes and presets."),
        .init(
            "props-retrievable-answerable",
            reason:
                "Whether a cloud knows the value of a retrievable property shows in the StateReport: see `state-all-retrievable`."
        ),
        .init(
            "resp-means-done", "prop-time-true", "prop-uncertainty-true", "change-cause-poll",
            reason:
                "Whether an event tells the truth about the device: only its maker knows whether the action was completed, when a value was sampled, how old it is, and why it changed."
        ),
        .init(
            "val-setpoint-in-range",
            reason: "A discovery answer has no field for the temperatures that a thermostat can be set to."),
        .init(
            "defer-token", "gw-host", "gw-retry", "gw-after-revoke",
            reason:
                "About the traffic with the event gateway. Porchlight defers an answer only when a grant is stored, and `porchlight send` and `relay` follow the gateway's rules: see [gateway.md](gateway.md)."
        ),
        .init(
            "defer-kept", "change-fast", "wwa-change-3s", "time-8s", "time-6s-camera", "cert-timeouts-log",
            reason:
                "Messages do not say when they were sent. Porchlight measures each directive and logs `duration_ms` and `budget_ms`."
        ),
        .init(
            "change-any-cause", "wwa-change-any", "wwa-add-delete", "wwa-stale-delete",
            reason: "A report that was never sent is in no file: something may have changed without a report."),
        .init(
            "scene-no-props",
            reason: "A property at a scene is one that its interface does not have: see `props-known`."),
        .init(
            "wwa-health", "wwa-sensor-health", "wwa-version-3", "wwa-response-all", "wwa-statereport",
            reason:
                "Works with Alexa repeats rules that are checked: `health-recommended`, `health-sensor`, `env-discovery-header`, `resp-all-in`, `ev-name-for-directive`."
        ),
        .init(
            "wwa-all-capabilities", "wwa-account-link-both",
            reason: "What a device can do beyond what is declared, and how its app links accounts, is in no message."),
        .init(
            "cert-regions", "cert-timeout",
            reason: "About the configuration of the AWS Lambda function: its regions, its memory and its timeout."),
        .init(
            "cert-plan-power", "cert-plan-brightness", "cert-plan-color", "cert-plan-kelvin", "cert-plan-thermostat",
            reason: "Amazon's test plans play directives to a device; so do the tests of the simulated home."),
        .init(
            "dir-payload-null", "dir-unknown-fields", "dir-no-such-endpoint", "power-on-restores", "power-idempotent",
            "bright-adjust-off-up", "bright-adjust-off-down", "bright-clamp-top", "bright-clamp-bottom",
            "bright-to-zero-off", "bright-keeps-color", "color-turns-on", "kelvin-keeps-brightness",
            "kelvin-five-whites", "kelvin-step-beyond", "thermo-set-echo", "thermo-adjust", "thermo-mode",
            "thermo-dual-in-single", "thermo-range", "range-set-outside", "range-adjust-clamp", "range-adjust-default",
            "mode-adjust-end", "volume-clamp", "volume-default", "stepspeaker-default", "lock-idempotent", "lock-jam",
            "garage-obstacle", "arm-same", "arm-from-away", "arm-open-zones", "disarm-disarmed", "disarm-pin",
            "channel-by-name", "input-spelling", "scene-at-once", "cook-child-lock", "health-on-failure",
            reason:
                "How a device behaves is tested by playing directives: `porchlight replay`, and [simulation.md](simulation.md)."
        ),
    ]

    /// A row of the table in `docs/rules.md`.
    var row: String { "| \(ids.map { "`\($0)`" }.joined(separator: ", ")) | \(reason) |\n" }
}
