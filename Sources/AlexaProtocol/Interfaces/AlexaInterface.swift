/// One Alexa capability interface: its name, its directives, and the properties that it reports.
///
/// An interface is one file in this folder and one line in ``InterfaceCatalog``. Its directives are an enum that conforms
/// to ``DirectivePayload``. Its own errors, if it has any, are a nested enum `Failure` that conforms to
/// ``ErrorVocabulary``, and its limits a nested struct `Limits` that conforms to ``CapabilityLimits``: nothing else has to
/// know them.
package protocol AlexaInterface: SendableMetatype {
    /// Its directives, one case each; `Never` for an interface that is only reported.
    associatedtype Directive: DirectivePayload = Never
    /// The errors of the interface's namespace; `Never` if it has only the generic ones.
    associatedtype Failure: ErrorVocabulary = Never
    /// Limits of a capability that a device cloud may know and discovery has no field for; `Never` if there are none.
    associatedtype Limits: CapabilityLimits = Never

    /// The interface's name, such as `Alexa.PowerController`.
    static var namespace: String { get }
    /// The interface version to declare in discovery unless the device cloud names another one. Not the payload version.
    static var version: String { get }
    /// Every version that may be declared, the oldest first.
    static var versions: [String] { get }
    /// The `payloadVersion` of its directives and events: `3` for nearly all.
    static var payloadVersion: String { get }
    /// Whether an endpoint can have it several times, distinguished by `instance`.
    static var hasInstances: Bool { get }
    /// Whether a capability has a name that customers say, in `capabilityResources`. Most of those with instances have.
    static var isNamed: Bool { get }
    /// Whether a capability has the member `properties`, even if empty. Only `Alexa` itself has none.
    static var declaresProperties: Bool { get }
    /// The member of a capability that holds its configuration: `configuration` for most, `configurations` for some.
    static var configurationKey: String { get }
    /// What it can be asked to do.
    static var directives: [DirectiveKind] { get }
    /// What it can report.
    static var properties: [PropertyKind] { get }
    /// Why a property cannot have that value on a device that declares this capability, such as a mode that it does not
    /// list; `nil` if it can. The value has the property's shape already.
    static func problem(with value: JSONValue, of property: String, in capability: Capability) -> String?
    /// The valid values of a property on a device that declares this capability: only the declared words, if Alexa refuses a
    /// report with others.
    static func shape(of property: PropertyKind, in capability: Capability) -> ValueShape
    /// The rule that a reported value breaks on a device that declares this capability, and how; `nil` if it breaks none.
    /// The value has the property's shape already.
    static func conflict(
        of value: JSONValue, as property: String, in capability: Capability
    ) -> (rule: Rule, problem: String)?
    /// Whether Amazon has switched it off.
    static var isDeprecated: Bool { get }
    /// The interface that an endpoint has to declare beside this one, and the rule that requires it; `nil` for nearly all.
    static var companion: (interface: String, rule: Rule)? { get }
    /// The rules that this interface has for its capability; without the general ones.
    static var rules: [Rule] { get }
    /// Checks a capability by these rules, mends what can be mended, and notes both: `false` if Alexa would not accept it.
    static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool
    /// The rules for the values of its properties, by name, where they demand more than the form in ``PropertyKind``.
    static var valueRules: [String: Rule] { get }
    /// Checks the payload of an event of its own, and mends what can be mended.
    static func inspect(event name: String, _ payload: inout JSONObject, _ inspection: inout Inspection)
    /// The names of a capability's modes or presets: the members `modeResources` or `presetResources`.
    static func valueResources(of capability: JSONObject) -> [JSONValue]
}

extension AlexaInterface {
    package static var version: String { "3" }
    package static var versions: [String] { [version] }
    package static var payloadVersion: String { "3" }
    package static var hasInstances: Bool { false }
    package static var isNamed: Bool { hasInstances }
    package static var declaresProperties: Bool { true }
    package static var configurationKey: String { "configuration" }
    package static var directives: [DirectiveKind] { [] }
    package static var properties: [PropertyKind] { [] }
    package static func problem(with value: JSONValue, of property: String, in capability: Capability) -> String? {
        nil
    }
    package static func shape(of property: PropertyKind, in capability: Capability) -> ValueShape { property.shape }
    package static func conflict(
        of value: JSONValue, as property: String, in capability: Capability
    ) -> (rule: Rule, problem: String)? {
        nil
    }
    package static var isDeprecated: Bool { false }
    package static var companion: (interface: String, rule: Rule)? { nil }
    package static var rules: [Rule] { [] }
    package static func inspect(_ capability: inout JSONObject, _ inspection: inout Inspection) -> Bool { true }
    package static var valueRules: [String: Rule] { [:] }
    package static func inspect(event name: String, _ payload: inout JSONObject, _ inspection: inout Inspection) {}
    package static func valueResources(of capability: JSONObject) -> [JSONValue] { [] }

    /// The error of the check of a directive that would set the property to the value; `nil` if there is none.
    static func problem(with directive: some DirectivePayload, in capability: Capability) -> String? {
        do throws(AlexaError) {
            try directive.check(against: capability)
            return nil
        } catch {
            return error.message
        }
    }

    /// The error types of the interface's namespace; empty if it has none of its own.
    package static var errorKinds: [ErrorKind] { Failure.kinds }

    /// The limits in `json`, in the interface's own form; `nil` if it has none.
    package static func limits(reading json: JSONObject) -> Capability.Limits? {
        Limits(json).map { Capability.Limits($0) }
    }

    /// The kind of the property called `name`.
    package static func property(_ name: String) -> PropertyKind? {
        properties.first { $0.name == name }
    }
}

/// A directive's payload in its own type: one enum per interface, one case per directive.
package protocol DirectivePayload: Sendable {
    /// Compares the arguments with what the endpoint itself declares, before any device is asked.
    ///
    /// - Throws: VALUE_OUT_OF_RANGE, INVALID_VALUE or the interface's own error if the endpoint cannot accept them.
    func check(against capability: Capability) throws(AlexaError)

    /// The arguments after the check, fitted to the endpoint: a value from the endpoint's own semantics is brought into the
    /// declared range. Most directives return themselves.
    func fitted(to capability: Capability) -> Self
}

extension DirectivePayload {
    package func check(against capability: Capability) throws(AlexaError) {}
    package func fitted(to capability: Capability) -> Self { self }
}

/// The directive of an interface that has none: it can be named, but not be made.
extension Never: DirectivePayload {}

/// A directive of an interface. A class, because it is looked up for each directive.
package final class DirectiveKind: Sendable {
    /// `header.name`.
    package let name: String
    /// Types the payload.
    package let read: @Sendable (Payload) throws(AlexaError) -> any DirectivePayload
    /// The event that reports success if the adapter has nothing to add, made for the moment of success.
    ///
    /// `nil` where success cannot be reported without the adapter's data, such as a camera's streams.
    package let defaultAnswer: (@Sendable (Timestamp) -> Answer)?

    /// A directive whose success is reported by `answer`, normally the plain `Alexa.Response`.
    package init(
        _ name: String, answer: (@Sendable (Timestamp) -> Answer)? = { _ in .response },
        read: @escaping @Sendable (Payload) throws(AlexaError) -> any DirectivePayload
    ) {
        self.name = name
        self.read = read
        self.defaultAnswer = answer
    }

    /// A directive without arguments: whatever its payload holds is ignored.
    package convenience init(
        _ name: String, answer: (@Sendable (Timestamp) -> Answer)? = { _ in .response },
        _ payload: any DirectivePayload
    ) {
        self.init(name, answer: answer) { (_: Payload) throws(AlexaError) in payload }
    }
}

/// A property that an interface reports.
package struct PropertyKind: Sendable {
    /// Its name in `context.properties`.
    package let name: String
    /// The form of its value.
    package let shape: ValueShape
    /// The versions of the interface that have it; `nil` if all have. In another version it may neither be declared nor
    /// reported.
    package let versions: [String]?
    /// Whether a capability that names no properties reports it. A few are only reported by devices that declare them.
    package let isUsual: Bool

    /// A property called `name` whose values have `shape`.
    package init(_ name: String, _ shape: ValueShape, versions: [String]? = nil, isUsual: Bool = true) {
        self.name = name
        self.shape = shape
        self.versions = versions
        self.isUsual = isUsual
    }

    /// Whether the interface has the property in that version.
    package func exists(in version: String) -> Bool {
        versions?.contains(version) ?? true
    }
}
